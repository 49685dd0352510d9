#include "dev/toolchain.hpp"

#include <array>

#include "dev/command.hpp"

namespace coworks::dev {
namespace {

namespace fs = std::filesystem;

Diagnostic missing(std::string what, std::string remedy) {
    Diagnostic diagnostic;
    diagnostic.code = "missing-tool";
    diagnostic.message = std::move(what);
    diagnostic.remedy = std::move(remedy);
    return diagnostic;
}

fs::path find_lld(project::Variables const& environment) {
    if (auto const found = find_program("ld.lld", environment); !found.empty()) return found.parent_path();
    for (auto const* folder : {"/usr/lib/llvm-19/bin", "/usr/lib/llvm-16/bin", "/usr/lib/llvm-14/bin"}) {
        std::error_code fault;
        if (fs::exists(fs::path(folder) / "ld.lld", fault)) return folder;
    }
    return {};
}

}  // namespace

fs::path own_program() {
    std::error_code fault;
    return fs::read_symlink("/proc/self/exe", fault);
}

fs::path find_package_folder(fs::path const& program) {
    auto const prefix = program.parent_path().parent_path();
    std::error_code fault;
    for (auto const* place : {"lib/cmake/coworks", "lib64/cmake/coworks", "share/cmake/coworks", "cmake", "."}) {
        auto const folder = prefix / place;
        if (fs::is_regular_file(folder / "coworksConfig.cmake", fault)) return folder.lexically_normal();
    }
    // Debian's libraries may live below the machine's triplet.
    for (auto const& entry : fs::directory_iterator(prefix / "lib", fault)) {
        auto const folder = entry.path() / "cmake" / "coworks";
        if (fs::is_regular_file(folder / "coworksConfig.cmake", fault)) return folder;
    }
    return {};
}

fs::path find_compiler(project::Variables const& environment) {
    if (auto const written = environment.find("CXX"); written != environment.end() && !written->second.empty()) {
        fs::path const path = written->second;
        return path.is_absolute() ? path : find_program(written->second, environment);
    }
    for (auto const* name : {"g++", "clang++", "clang++-19", "c++"}) {
        if (auto const found = find_program(name, environment); !found.empty()) return found;
    }
    return {};
}

tl::expected<Toolchain, Diagnostic> find_toolchain(fs::path const& program, project::Variables const& environment) {
    Toolchain out;
    out.package = find_package_folder(program);
    if (out.package.empty()) {
        return tl::unexpected(missing("there is no coworksConfig.cmake beside " + program.string(),
                                      "install CoWorks again, or run `make build` in its sources"));
    }
    out.cmake = find_program("cmake", environment);
    if (out.cmake.empty()) return tl::unexpected(missing("there is no cmake", "apt-get install cmake"));
    out.ninja = find_program("ninja", environment);
    if (out.ninja.empty()) return tl::unexpected(missing("there is no ninja", "apt-get install ninja-build"));
    out.compiler = find_compiler(environment);
    if (out.compiler.empty()) {
        auto const written = environment.find("CXX");
        bool const named = written != environment.end() && !written->second.empty();
        return tl::unexpected(
            named ? missing("CXX names a compiler that is not there: " + written->second, "correct or unset CXX")
                  : missing("there is no C++ compiler", "apt-get install g++"));
    }
    out.lld = find_lld(environment);
    return out;
}

}  // namespace coworks::dev
