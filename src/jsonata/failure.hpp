#pragma once

/// How an error travels inside of the room: thrown where it is found, caught by compile() and evaluate(). Callers on
/// the way add the position and the function's name, as the reference does.

#include <optional>
#include <string>
#include <utility>

#include "jsonata/jsonata.hpp"

namespace coworks::jsonata {

struct Failure {
    std::string code{};
    std::size_t position = 0;
    std::string token{};
    bool has_token = false;
    std::optional<Json> token_value{};  ///< {{token}} where it is no text: a number, true, false, null
    std::optional<Json> value{};
    std::optional<Json> value2{};
    std::size_t index = 0;
    std::string type{};      ///< {{type}}
    std::string message{};   ///< {{{message}}}, or the whole text where the code has no template
    std::string function{};  ///< {{{functionName}}}
    std::optional<Json> exponent{};
    bool has_position = false;

    Failure&& at(std::size_t where) && {
        position = where;
        has_position = true;
        return std::move(*this);
    }
    Failure&& with_token(std::string text) && {
        token = std::move(text);
        has_token = true;
        return std::move(*this);
    }
    Failure&& with_value(Json given) && {
        value = std::move(given);
        return std::move(*this);
    }
    Failure&& with_value2(Json given) && {
        value2 = std::move(given);
        return std::move(*this);
    }
    Failure&& with_index(std::size_t argument) && {
        index = argument;
        return std::move(*this);
    }
    Failure&& with_message(std::string text) && {
        message = std::move(text);
        return std::move(*this);
    }
};

inline Failure failure(std::string code) {
    return Failure{.code = std::move(code)};
}

/// Beyond the bound of memory, in AWS' words.
inline Failure memory_exceeded() {
    return failure("U1001").with_message(
        "Expression evaluation memory limit exceeded: Check for excessive memory usage");
}

/// The message of the reference, with the fields in their places.
std::string message_of(Failure const& failure, Dialect dialect);
JsonataError to_error(Failure failure, Dialect dialect);

}  // namespace coworks::jsonata
