#include "dev/cmake_file.hpp"

#include <algorithm>
#include <array>

#include "project/load.hpp"

namespace coworks::dev {
namespace {

namespace fs = std::filesystem;

/// A bracket argument: CMake takes it as it stands, whatever a path has in it.
std::string literal(std::string_view text) {
    return "[==[" + std::string(text) + "]==]";
}

std::string file_of(project::Project const& project, fs::path const& path) {
    return literal((project.root / path).lexically_normal().string());
}

void add_service(std::string& out, project::Project const& project, project::Service const& service) {
    auto const target = target_of(service.name);
    out += "if(NOT TARGET " + target + ")\n";
    std::string libraries;
    for (std::size_t index = 0; index < service.link.size(); ++index) {
        auto const variable = target + "_link_" + std::to_string(index);
        out += "  cws_library(" + variable + " " + literal(service.link[index]) + " " + service.name + ")\n";
        libraries += " ${" + variable + "}";
    }
    out += "  coworks_tech_microservice(" + target + " SERVICE " + service.name + "\n    HEADER " +
           file_of(project, service.header);
    if (!service.sources.empty()) {
        out += "\n    SOURCES";
        for (auto const& source : service.sources)
            out += "\n      " + file_of(project, source);
    }
    if (!libraries.empty()) out += "\n    LINK" + libraries;
    out += ")\nendif()\n";
    out += "set_target_properties(" + target + " PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/workers)\n";
    out += "add_dependencies(cws_services " + target + ")\n\n";
}

void add_tests(std::string& out, std::vector<TestFile> const& tests, project::Project const& project) {
    if (tests.empty()) return;
    out +=
        "# Unit tests: built by `cws test` alone.\nfind_package(GTest QUIET)\nif(GTest_FOUND)\n"
        "  add_custom_target(cws_tests)\n";
    for (auto const& test : tests) {
        auto const target = "test_" + test.name;
        out += "  add_executable(" + target + " EXCLUDE_FROM_ALL " + file_of(project, test.source) + ")\n";
        out += "  target_link_libraries(" + target + " PRIVATE " + target_of(test.service) +
               "_service GTest::gtest $<TARGET_NAME_IF_EXISTS:GTest::gmock> GTest::gtest_main)\n";
        out +=
            "  set_target_properties(" + target + " PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)\n";
        out += "  add_dependencies(cws_tests " + target + ")\n";
    }
    out += "endif()\n";
}

// A name in `link:` is a target of the project's own, or of a package; else pkg-config knows it.
constexpr std::string_view kLibraryFunction = R"(function(cws_library out name service)
  if(NOT TARGET "${name}")
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
      pkg_check_modules("CWS_${name}" QUIET IMPORTED_TARGET "${name}")
    endif()
    if(NOT TARGET "PkgConfig::CWS_${name}")
      message(FATAL_ERROR "service ${service} links '${name}', which is neither a target of the project's own "
        "CMakeLists.txt nor known to pkg-config")
    endif()
    set(name "PkgConfig::CWS_${name}")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()
)";

}  // namespace

std::vector<TestFile> find_tests(project::Project const& project) {
    std::vector<TestFile> out;
    for (auto const& source : project::expand(project.root, "tests/*_test.cpp")) {
        TestFile test{source.stem().string(), {}, source};
        for (auto const& [name, service] : project.services) {
            bool const fits = test.name.starts_with(name + "_") && is_compiled(service);
            if (fits && name.size() > test.service.size()) test.service = name;
        }
        out.push_back(std::move(test));
    }
    return out;
}

std::string target_of(std::string_view service) {
    // CMake policy CMP0037, and what its generators add by themselves.
    constexpr std::array<std::string_view, 11> kKept{"all",     "clean",     "help",       "install",
                                                     "package", "test",      "edit_cache", "rebuild_cache",
                                                     "codegen", "ALL_BUILD", "own"};
    bool const kept = std::find(kKept.begin(), kKept.end(), service) != kKept.end();
    return (kept ? "service_" : "") + std::string(service);
}

bool is_compiled(project::Service const& service) {
    return service.predefined.empty() && service.command.empty();
}

std::string cmake_file(project::Project const& project) {
    std::string out = "# Written by `cws` for the project " + project.name + "; changes are lost.\n";
    out += "cmake_minimum_required(VERSION 3.25)\nproject(" + project.name + " LANGUAGES CXX)\n";
    out += "set(CMAKE_CXX_STANDARD 20)\nset(CMAKE_CXX_STANDARD_REQUIRED ON)\n";
    out += "set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/workers)\nfind_package(coworks REQUIRED)\n";
    std::error_code fault;
    if (fs::is_regular_file(project.root / "CMakeLists.txt", fault)) {
        out += "add_subdirectory(" + literal(project.root.string()) + " own)\n";
    }
    out += kLibraryFunction;
    out += "add_custom_target(cws_services)\n\n";
    for (auto const& [name, service] : project.services) {
        if (is_compiled(service)) add_service(out, project, service);
    }
    auto tests = find_tests(project);
    std::erase_if(tests, [](TestFile const& test) { return test.service.empty(); });
    add_tests(out, tests, project);
    return out;
}

}  // namespace coworks::dev
