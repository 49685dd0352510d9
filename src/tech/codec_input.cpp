#include "tech/codec_input.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace coworks::detail {

namespace {

std::string quoted(std::string_view text) {
    return text.size() > kPreviewMax ? fmt::format("\"{}…\"", to_utf8(text.substr(0, kPreviewMax)))
                                     : fmt::format("\"{}\"", to_utf8(text));
}

}  // namespace

std::string preview(Input const& in) {
    if (in.bytes != nullptr) return "bytes";
    if (!in.files.empty()) return in.files.size() == 1 ? "a file" : fmt::format("{} files", in.files.size());
    if (in.json == nullptr)
        return in.texts.size() == 1 ? quoted(in.texts[0]) : fmt::format("{} values", in.texts.size());
    switch (in.json->kind()) {
        case Json::Kind::null:
            return "null";
        case Json::Kind::boolean:
            return in.json->as_bool() ? "true" : "false";
        case Json::Kind::array:
            return "a list";
        case Json::Kind::object:
            return "an object";
        case Json::Kind::string:
            return "the text " + quoted(in.json->as_string());
        default:
            return in.json->dump();
    }
}

std::string const* single(Input const& in) {
    return in.json == nullptr && in.texts.size() == 1 ? &in.texts[0] : nullptr;
}

std::optional<std::string_view> text_of(Input const& in) {
    if (in.json != nullptr) return in.json->is_string() ? std::optional(in.json->as_string()) : std::nullopt;
    std::string const* const text = single(in);
    return text != nullptr ? std::optional<std::string_view>(*text) : std::nullopt;
}

}  // namespace coworks::detail
