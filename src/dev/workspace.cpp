#include "dev/workspace.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>

#include "dev/cmake_file.hpp"
#include "dev/ninja.hpp"

namespace coworks::dev {
namespace {

namespace fs = std::filesystem;

std::string read_file(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Leaves the file's time alone where it says that already, so that nothing is configured again.
Result<void> write_if_different(fs::path const& path, std::string const& text) {
    if (read_file(path) == text) return {};
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) return fail("cannot_write", "cannot write a file", path.string());
    return {};
}

Result<void> make_folder(fs::path const& path) {
    std::error_code fault;
    fs::create_directories(path, fault);
    if (fault) return fail("cannot_write", "cannot make a folder", path.string(), fault.message());
    return {};
}

/// One build at a time in a folder, also among processes.
class BuildLock {
public:
    explicit BuildLock(fs::path const& file) : descriptor_(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
        if (descriptor_ >= 0) ::flock(descriptor_, LOCK_EX);
    }
    BuildLock(BuildLock const&) = delete;
    BuildLock& operator=(BuildLock const&) = delete;
    ~BuildLock() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

private:
    int descriptor_;
};

std::int64_t now_ns() {
    // File times come from the same clock, but only as often as it ticks: CLOCK_REALTIME_COARSE.
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

bool lies_in(fs::path const& path, fs::path const& folder) {
    auto const relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

std::string hexadecimal(std::int64_t number) {
    std::ostringstream out;
    out << std::hex << number;
    return out.str();
}

std::string_view target_for(What what) {
    return what == What::services ? "cws_services" : "cws_tests";
}

}  // namespace

Workspace::Workspace(project::Project project, Toolchain toolchain, Colour colour, Flags flags)
    : project_(std::move(project)),
      toolchain_(std::move(toolchain)),
      colour_(colour),
      flags_(flags),
      cmake_file_(cmake_file(project_)) {}

fs::path Workspace::build_folder() const {
    constexpr std::string_view kFolders[] = {"build", "build-debug", "build-release"};
    return project_.state_folder() / kFolders[static_cast<std::size_t>(flags_)];
}

fs::path Workspace::manifest_file(What what) const {
    return build_folder() / (std::string(target_for(what)) + ".manifest");
}

std::string Workspace::settings() const {
    return cmake_file_ + toolchain_.package.string() + "\n" + toolchain_.compiler.string() + "\n" +
           project_.root.string();
}

bool Workspace::is_current(What what) const {
    return Manifest::load(manifest_file(what)).holds(settings());
}

Result<void> Workspace::configure(BuildListener& listener, std::atomic<bool> const* stop) const {
    listener.progress(0, 0, "Configuring");
    Command command;
    command.arguments = {toolchain_.cmake.string(),
                         "-S",
                         project_.state_folder().string(),
                         "-B",
                         build_folder().string(),
                         "-G",
                         "Ninja",
                         "-Wno-dev",
                         "-DCMAKE_MAKE_PROGRAM=" + toolchain_.ninja.string(),
                         "-DCMAKE_CXX_COMPILER=" + toolchain_.compiler.string(),
                         "-Dcoworks_DIR=" + toolchain_.package.string(),
                         "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"};
    if (flags_ == Flags::release) {
        command.arguments.emplace_back("-DCMAKE_BUILD_TYPE=Release");
    } else {
        // Compiles twice as fast as -O2, runs far faster than -O0; -g1 is what stacks in the log need.
        command.arguments.emplace_back("-DCMAKE_BUILD_TYPE=Debug");
        command.arguments.emplace_back(flags_ == Flags::debugging ? "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g"
                                                                  : "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1");
    }
    if (!toolchain_.lld.empty()) {
        command.arguments.push_back("-DCMAKE_EXE_LINKER_FLAGS=-B" + toolchain_.lld.string() + " -fuse-ld=lld");
    }
    std::vector<std::string> output;
    auto const ended = run(command, [&](std::string_view line) { output.emplace_back(line); }, stop);
    if (!ended) return tl::unexpected(ended.error());
    if (ended->ok()) return {};
    for (auto const& line : cmake_messages(output))
        listener.line(line);
    return fail("configure_failed", "the project's CMake files could not be read");
}

Result<void> Workspace::build(What what, BuildListener& listener, std::atomic<bool> const* stop) {
    if (auto made = make_folder(build_folder()); !made) return made;
    BuildLock const lock(project_.state_folder() / "build.lock");
    auto const list = project_.state_folder() / "CMakeLists.txt";
    if (auto written = write_if_different(list, cmake_file_); !written) return written;
    // The state folder ignores itself, whatever the project's .gitignore says.
    if (auto written = write_if_different(project_.state_folder() / ".gitignore", "*\n"); !written) return written;

    auto const started = now_ns();
    // Other tools or another compiler than last time need a configuration from nothing.
    auto const tools = toolchain_.package.string() + "\n" + toolchain_.compiler.string() + "\n" +
                       toolchain_.lld.string() + "\n" + project_.root.string() + "\n";
    std::error_code ignored;
    if (read_file(build_folder() / "tools") != tools) {
        fs::remove(build_folder() / "CMakeCache.txt", ignored);
        fs::remove(build_folder() / "build.ninja", ignored);
    }
    if (!fs::exists(build_folder() / "build.ninja", ignored)) {
        if (auto configured = configure(listener, stop); !configured) return configured;
        if (auto written = write_if_different(build_folder() / "tools", tools); !written) return written;
    }

    Command command;
    command.arguments = {toolchain_.ninja.string(), "-C", build_folder().string(), "cws_services"};
    if (what == What::services_and_tests) command.arguments.emplace_back("cws_tests");
    command.environment["NINJA_STATUS"] = std::string(kNinjaStatus);
    if (colour_ == Colour::always) command.environment["CLICOLOR_FORCE"] = "1";
    NinjaOutput output(listener, project_.root);
    auto const ended = run(command, [&](std::string_view line) { output.take(line); }, stop);
    if (!ended) return tl::unexpected(ended.error());
    if (!ended->ok()) {
        if (stop != nullptr && stop->load()) return fail("stopped", "the build was stopped");
        if (!output.lacking().empty()) return fail("machine_lacks", output.lacking());
        output.finish_failed();
        return fail("build_failed", "the build failed");
    }
    if (auto noted = note_inputs(What::services, started); !noted) return noted;
    return what == What::services ? Result<void>{} : note_inputs(what, started);
}

Result<void> Workspace::note_inputs(What what, std::int64_t started_ns) const {
    std::set<fs::path> files;
    for (auto const& arguments : {std::vector<std::string>{"-t", "deps"},
                                  std::vector<std::string>{"-t", "inputs", std::string(target_for(what))}}) {
        Command command;
        command.arguments = {toolchain_.ninja.string(), "-C", build_folder().string()};
        command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
        auto const ended = run(command, [&](std::string_view line) {
            if (auto const file = file_of_ninja_line(line); !file.empty()) {
                files.insert((build_folder() / file).lexically_normal());
            }
        });
        if (!ended) return tl::unexpected(ended.error());
    }
    for (auto const& [name, service] : project_.services) {
        if (is_compiled(service)) files.insert(build_folder() / "workers" / target_of(name));
    }
    files.insert(toolchain_.compiler);
    if (auto const own = project_.root / "CMakeLists.txt"; fs::exists(own)) files.insert(own);

    Manifest manifest(settings());
    for (auto const& file : files) {
        // The compiler's own headers and libraries change with the compiler's file.
        bool const of_the_system = lies_in(file, "/usr") && !lies_in(file, toolchain_.package.parent_path()) &&
                                   file.string().find("coworks") == std::string::npos && file != toolchain_.compiler;
        if (of_the_system || !fs::exists(file)) continue;
        // Written while it was being read: the next build must look again.
        if (!lies_in(file, build_folder()) && file_state(file).modified_ns >= started_ns) {
            std::error_code ignored;
            fs::remove(manifest_file(what), ignored);
            return {};
        }
        manifest.add(file);
    }
    return manifest.save(manifest_file(what));
}

Result<std::vector<Artefact>> Workspace::publish() const {
    std::vector<Artefact> out;
    for (auto const& [name, service] : project_.services) {
        if (!service.predefined.empty()) continue;
        auto artefact = publish(service);
        if (!artefact) return tl::unexpected(artefact.error());
        out.push_back(std::move(*artefact));
    }
    return out;
}

Result<Artefact> Workspace::publish(project::Service const& service) const {
    Artefact out;
    out.service = service.name;
    out.folder = project_.root;
    if (!service.command.empty()) {
        out.command = service.command;
        // As a shell finds it: a name without a slash is looked for in PATH.
        if (std::string& program = out.command.front(); program.find('/') == std::string::npos) {
            auto const found = find_program(program, project::process_environment());
            if (found.empty())
                return fail("no_program", "the command of service '" + service.name + "' is not in PATH", program,
                            "install it, or write its whole path under services." + service.name + ".command");
            program = found.string();
        }
        for (auto const& word : service.command) {
            auto const file = project_.root / word;
            std::error_code fault;
            if (fs::is_regular_file(file, fault)) out.version += hexadecimal(file_state(file).modified_ns);
        }
        return out;
    }
    auto const built = build_folder() / "workers" / target_of(service.name);
    auto const state = file_state(built);
    if (state.size < 0) return fail("not_built", "the program of a service is not there", built.string());
    out.version = hexadecimal(state.modified_ns) + "-" + hexadecimal(state.size);
    auto const folder = project_.state_folder() / "workers" / service.name / out.version;
    auto const program = folder / "bootstrap";
    out.command = {program.string()};
    out.interface_file = folder / "interface.json";
    std::error_code fault;
    if (fs::exists(out.interface_file, fault)) return out;

    if (auto made = make_folder(folder); !made) return tl::unexpected(made.error());
    fs::remove(program, fault);
    // The linker writes a new file each time, so a link keeps this one as it is.
    fs::create_hard_link(built, program, fault);
    if (fault) fs::copy_file(built, program, fs::copy_options::overwrite_existing, fault);
    if (fault) return fail("cannot_write", "cannot keep a program", program.string(), fault.message());

    std::string interface;
    Command describe;
    describe.arguments = {program.string(), "--describe"};
    auto const ended = run(describe, [&](std::string_view line) { interface += std::string(line) + "\n"; });
    if (!ended) return tl::unexpected(ended.error());
    if (!ended->ok()) {
        return fail("describe_failed", "the service '" + service.name + "' could not describe itself", program.string(),
                    interface);
    }
    auto const beside = folder / "interface.json.new";
    if (auto written = write_if_different(beside, interface); !written) return tl::unexpected(written.error());
    fs::rename(beside, out.interface_file, fault);
    if (fault) return fail("cannot_write", "cannot write a file", out.interface_file.string(), fault.message());
    return out;
}

void Workspace::retire(std::vector<Artefact> const& used) const {
    std::error_code fault;
    for (auto const& service : fs::directory_iterator(project_.state_folder() / "workers", fault)) {
        std::error_code inner;
        for (auto const& version : fs::directory_iterator(service.path(), inner)) {
            bool const needed = std::any_of(used.begin(), used.end(), [&](Artefact const& artefact) {
                return artefact.interface_file.parent_path() == version.path();
            });
            if (!needed) fs::remove_all(version.path(), inner);
        }
    }
}

std::vector<fs::path> Workspace::test_programs() const {
    std::vector<fs::path> out;
    for (auto const& test : find_tests(project_)) {
        if (!test.service.empty()) out.push_back(build_folder() / "tests" / ("test_" + test.name));
    }
    return out;
}

std::vector<fs::path> Workspace::inputs(What what) const {
    std::vector<fs::path> out;
    auto const manifest = Manifest::load(manifest_file(what));
    for (auto const& [path, state] : manifest.files()) {
        if (lies_in(path, project_.root) && !lies_in(path, project_.state_folder())) out.push_back(path);
    }
    return out;
}

}  // namespace coworks::dev
