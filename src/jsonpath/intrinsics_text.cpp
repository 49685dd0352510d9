#include <algorithm>
#include <array>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "jsonpath/intrinsics.hpp"
#include "jsonpath/java_text.hpp"

namespace coworks::jsonpath {

namespace {

Outcome<Json> format(Arguments const& arguments) {
    if (!arguments[0].is_string()) return unfit();
    auto const pieces = arguments.pieces != nullptr ? *arguments.pieces : cut_template(arguments[0].as_string());
    if (pieces.empty()) return unfit();
    if (pieces.size() != arguments.size()) return unfit("number of arguments do not match the occurrences of {}.");
    std::string text = pieces.front();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        if (!append_java_text(text, arguments[i], arguments.limits.text_depth)) {
            return unfit();
        }
        text += pieces[i];
        if (text.size() > arguments.limits.text_bytes_max) return unfit();
    }
    return Json(text);
}

/// Blank text is null (recorded).
Outcome<Json> string_to_json(Arguments const& arguments) {
    if (!arguments[0].is_string()) return unfit();
    auto const text = arguments[0].as_string();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Json();
    try {
        return Json::parse(text);
    } catch (JsonError const& error) {
        return unfit();
    }
}

Outcome<Json> json_to_string(Arguments const& arguments) {
    return Json(arguments[0].dump());
}

Outcome<Json> merge(Arguments const& arguments) {
    if (!arguments[0].is_object() || !arguments[1].is_object()) {
        return unfit();
    }
    if (!arguments[2].is_bool()) return unfit();
    if (arguments[2].as_bool()) return unfit();
    auto merged = Json(arguments[0]).to_object_builder();
    for (auto const& member : arguments[1].members())
        merged.set(member.name(), member.value);
    return merged.finish();
}

/// Each character of the second argument separates; empty parts are left out (recorded).
Outcome<Json> split(Arguments const& arguments) {
    if (!arguments[0].is_string() || !arguments[1].is_string()) {
        return unfit();
    }
    auto const text = arguments[0].as_string();
    auto const separators = arguments[1].as_string();
    Json::ArrayBuilder parts;
    std::size_t begin = 0;
    auto const end_part = [&](std::size_t end) {
        if (end > begin) parts.push_back(Json(text.substr(begin, end - begin)));
    };
    for (std::size_t at = 0; at < text.size();) {
        auto const length = std::max<std::size_t>(1, utf8_length(text.data() + at, text.data() + text.size()));
        // UTF-8: a whole character is found only where a whole character stands.
        if (separators.find(text.substr(at, length)) != std::string_view::npos) {
            end_part(at);
            begin = at + length;
        }
        at += length;
    }
    end_part(text.size());
    return parts.finish();
}

Outcome<Json> encode(Arguments const& arguments) {
    if (!arguments[0].is_string()) return unfit();
    if (code_points(arguments[0].as_string()) > arguments.limits.encode_length) {
        return unfit();
    }
    return Json(base64_encode(arguments[0].as_string()));
}

Outcome<Json> decode(Arguments const& arguments) {
    if (!arguments[0].is_string()) return unfit();
    if (code_points(arguments[0].as_string()) > arguments.limits.encode_length) {
        return unfit();
    }
    auto const bytes = base64_decode_mime(arguments[0].as_string());
    if (!bytes) return unfit();
    return Json(to_utf8(*bytes));
}

Outcome<Json> hash(Arguments const& arguments) {
    if (!arguments[1].is_string()) return unfit();
    auto const kind = digest_kind(arguments[1].as_string());
    if (!kind) return unfit();
    std::string const data = arguments[0].is_string() ? std::string(arguments[0].as_string()) : arguments[0].dump();
    if (code_points(data) > arguments.limits.encode_length) {
        return unfit();
    }
    return Json(hex_encode(digest(*kind, data)));
}

constexpr std::array<Intrinsic, 8> kTextFunctions{{{"Format", 1, SIZE_MAX, format},
                                                   {"StringToJson", 1, 1, string_to_json},
                                                   {"JsonToString", 1, 1, json_to_string},
                                                   {"JsonMerge", 3, 3, merge},
                                                   {"StringSplit", 2, 2, split},
                                                   {"Base64Encode", 1, 1, encode},
                                                   {"Base64Decode", 1, 1, decode},
                                                   {"Hash", 2, 2, hash}}};

}  // namespace

std::span<Intrinsic const> text_intrinsics() noexcept {
    return kTextFunctions;
}

std::vector<std::string> cut_template(std::string_view text) {
    std::vector<std::string> pieces(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size() &&
            std::string_view("{}'\\").find(text[at + 1]) != std::string_view::npos) {
            pieces.back() += text[++at];
        } else if (text.substr(at, 2) == "{}") {
            pieces.emplace_back();
            ++at;
        } else if (text[at] == '{' || text[at] == '}') {
            return {};
        } else {
            pieces.back() += text[at];
        }
    }
    return pieces;
}

}  // namespace coworks::jsonpath
