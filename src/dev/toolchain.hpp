#pragma once

/// What a project is built with: the tools of the machine, and the CoWorks that this program belongs to.

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "base/diagnostic.hpp"
#include "project/environment.hpp"

namespace coworks::dev {

struct Toolchain {
    std::filesystem::path package;  ///< the folder with coworksConfig.cmake
    std::filesystem::path cmake;
    std::filesystem::path ninja;
    std::filesystem::path compiler;  ///< CXX of the environment, else g++, else clang++
    std::filesystem::path lld;       ///< a folder with ld.lld, the faster linker; empty if there is none
};

/// Finds them, or says what is missing and how to get it. `program` is this program's own file.
tl::expected<Toolchain, Diagnostic> find_toolchain(std::filesystem::path const& program,
                                                   project::Variables const& environment);

/// The folder with coworksConfig.cmake that belongs to the program: in the prefix it was installed to, or in the build
/// tree it was built in. Empty if there is none.
std::filesystem::path find_package_folder(std::filesystem::path const& program);

/// The C++ compiler, or empty.
std::filesystem::path find_compiler(project::Variables const& environment);

/// The file of the running program.
std::filesystem::path own_program();

}  // namespace coworks::dev
