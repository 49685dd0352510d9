#include "jsonata/failure.hpp"

#include "base/text.hpp"
#include "jsonata/messages.hpp"

namespace coworks::jsonata {
namespace {

/// A longer value is cut in messages: enough to recognise it.
constexpr std::size_t kPreviewBytesMax = 16 << 10;

std::string json_text(std::optional<Json> const& value) {
    if (!value) return "undefined";
    std::string text;
    try {
        value->dump_to(text, {.ecmascript_numbers = true});
    } catch (JsonError const&) {  // a number or text that JSON has not
        return "null";
    }
    if (text.size() <= kPreviewBytesMax) return text;
    std::size_t cut = kPreviewBytesMax;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80)
        --cut;
    text.resize(cut);
    return text + "…";
}

std::string field(Failure const& failure, std::string_view name) {
    if (name == "token" && failure.token_value) return json_text(failure.token_value);
    if (name == "token") return failure.has_token ? json_text(Json(failure.token)) : "undefined";
    if (name == "value") return json_text(failure.value);
    if (name == "value2") return json_text(failure.value2);
    if (name == "index") return failure.index != 0 ? std::to_string(failure.index) : "undefined";
    if (name == "type") return failure.type.empty() ? "undefined" : Json(failure.type).dump();
    if (name == "exp") return json_text(failure.exponent);
    return "undefined";
}

std::string raw_field(Failure const& failure, std::string_view name) {
    if (name == "message") return failure.message;
    if (name == "functionName") return failure.function;
    if (name == "token") return failure.has_token ? failure.token : "undefined";
    return "undefined";
}

/// Replaces open…close once, from left to right.
template <class Lookup>
std::string fill(std::string_view text, std::string_view open, std::string_view close, Lookup lookup) {
    std::string out;
    while (true) {
        std::size_t const start = text.find(open);
        std::size_t const end =
            start == std::string_view::npos ? std::string_view::npos : text.find(close, start + open.size());
        if (end == std::string_view::npos) return out.append(text);
        out.append(text.substr(0, start));
        out += lookup(text.substr(start + open.size(), end - start - open.size()));
        text.remove_prefix(end + close.size());
    }
}

}  // namespace

std::string message_of(Failure const& failure, Dialect dialect) {
    std::string_view text = message_template(failure.code);
    if (dialect == Dialect::aws && failure.code == "D2014") {
        text =
            "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate "
            "{{value}}.";
    }
    if (text.empty()) return failure.message;
    if (text == "{{{message}}}") return failure.message;
    std::string const once = fill(text, "{{{", "}}}", [&](auto name) { return raw_field(failure, name); });
    return fill(once, "{{", "}}", [&](auto name) { return field(failure, name); });
}

JsonataError to_error(Failure failure, Dialect dialect) {
    JsonataError error{.code = failure.code, .message = message_of(failure, dialect)};
    error.position = failure.position;
    error.token = std::move(failure.token);
    error.value = std::move(failure.value);
    error.value2 = std::move(failure.value2);
    error.index = failure.index;
    return error;
}

std::size_t byte_offset(std::string_view text, std::size_t position) noexcept {
    std::size_t at = 0;
    for (std::size_t units = 0; at < text.size() && units < position;) {
        auto const first = static_cast<unsigned char>(text[at]);
        units += first >= 0xf0 ? 2 : 1;
        at += first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }
    return at < text.size() ? at : text.size();
}

}  // namespace coworks::jsonata
