#include "json/text_of.hpp"

namespace coworks {

std::string text_of(Json const& value) {
    return value.is_string() ? std::string(value.as_string()) : std::string();
}

std::string plain_text(Json const& value) {
    return value.is_string() ? std::string(value.as_string()) : value.dump({.ecmascript_numbers = true});
}

std::string source_text(Json const& value) {
    std::string_view const source = value.source();
    return source.empty() ? value.dump() : std::string(source);
}

}  // namespace coworks
