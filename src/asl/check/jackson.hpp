#pragma once

#include <coworks/json.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace coworks::asl {

/// Why a text is no JSON, in the words of Jackson, the parser behind the service; where it has none of its own, ours.
struct JsonReason {
    std::string text;
    std::size_t offset = 0;  ///< where the parser stood
};
/// `error` is what Json::parse() threw for the text.
JsonReason jackson_reason(std::string_view text, JsonError const& error);

}  // namespace coworks::asl
