#pragma once

/// From a header to the model of its service: the whole of the reading half.

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "entries/clang_api.hpp"
#include "entries/class_model.hpp"

namespace coworks::entries {

struct ReadOptions {
    std::string header{};              ///< as the user names it
    std::string service{};             ///< its name; empty: the file's stem
    std::vector<std::string> flags{};  ///< the compiler's
    std::string compiler = "c++";      ///< asked for its header folders if libclang finds none by itself
};

struct ReadResult {
    HeaderModel model{};                      ///< whole only if there are no diagnostics
    std::vector<Diagnostic> diagnostics{};    ///< the compiler's errors, or every rule that is broken
    std::vector<std::string> dependencies{};  ///< absolute paths of all files that were read
};

/// Fails only where nothing could be read at all; what is wrong in the header is in the diagnostics.
Result<ReadResult> read_header(ClangApi const& api, ReadOptions const& options);

}  // namespace coworks::entries
