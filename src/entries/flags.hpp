#pragma once

/// The compiler's flags, as far as they matter for reading declarations.

#include <string>
#include <vector>

namespace coworks::entries {

/// What of a compiler's command line libclang is given: include paths, macros, the standard and the few switches that
/// change declarations. The rest (optimisation, warnings, the other compiler's own switches) says nothing about a
/// class, and a switch that clang doesn't know would be an error. `-std=c++20` is added where no standard is given.
std::vector<std::string> reader_flags(std::vector<std::string> const& flags);

/// Folders of the compiler's own headers (stddef.h) under /usr/lib/gcc, newest first. libclang brings its own along
/// only with the package libclang-common-N-dev; these cure their absence when they are searched last.
std::vector<std::string> gcc_header_folders(std::string const& root = "/usr/lib/gcc");

/// The folders that `compiler` (a program's name or path) searches for C++ headers, in its order; empty if it can't be
/// run. For machines where libclang does not find the standard library by itself.
std::vector<std::string> compiler_header_folders(std::string const& compiler);

}  // namespace coworks::entries
