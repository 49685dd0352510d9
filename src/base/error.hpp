#pragma once

#include <string>
#include <tl/expected.hpp>

namespace coworks {

/// Why an operation of ours failed: a stable code, a sentence for people, where, and what was underneath.
/// (The errors of the interpreted languages are values of their own; a bug is an assertion.)
struct Error {
    std::string code;     ///< stable, snake_case: "port_in_use", "no_such_file"
    std::string message;  ///< one sentence, without full stop
    std::string where;    ///< file, address or name it is about; may be empty
    std::string cause;    ///< the underlying error's text; may be empty

    /// "message: where (cause)".
    std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string code, std::string message, std::string where = {},
                                  std::string cause = {}) {
    return tl::unexpected(Error{std::move(code), std::move(message), std::move(where), std::move(cause)});
}

}  // namespace coworks
