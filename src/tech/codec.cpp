// How values that don't depend on the user's types come in and go out; dates and times are in codec_times.cpp.

#include <coworks/detail/codec.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "tech/codec_input.hpp"

namespace coworks::detail {

namespace {

template <class N>
std::optional<N> parse_number(std::string_view text) {
    // A plus is no part of from_chars' grammar; a minus behind it would be.
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    N value{};
    auto const [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || rest != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

/// Structures, lists and maps may stand in a query or form as JSON text.
Json const* json_of(Input const& in, Json& parsed, std::string_view what, Faults& faults) {
    if (in.json != nullptr) return in.json;
    std::string const* const text = single(in);
    if (text != nullptr) {
        try {
            parsed = Json::parse(*text);
            return &parsed;
        } catch (JsonError const&) {
            parsed = Json();
        }
    }
    expected(faults, what, in);
    return nullptr;
}

}  // namespace

void Faults::add(std::string message) {
    if (!full()) kept_.push_back({"", std::move(message)});
    ++count_;
}

void Faults::add(Faults const& others) {
    for (Fault const& fault : others.kept_) {
        if (kept_.size() < kMax) kept_.push_back(fault);
    }
    count_ += others.count_;
}

void Faults::under(std::size_t first, std::string_view member) {
    std::string reference = "/";
    for (char const c : member) {
        // RFC 6901 section 3.
        if (c == '~') reference += "~0";
        if (c == '/') reference += "~1";
        if (c != '~' && c != '/') reference += c;
    }
    for (std::size_t i = first; i < kept_.size(); ++i)
        kept_[i].pointer.insert(0, reference);
}

void expected(Faults& faults, std::string_view what, Input const& in) {
    faults.add(fmt::format("expected {}, found {}", what, preview(in)));
}

std::optional<bool> read_bool(Input const& in, Faults& faults) {
    if (in.json != nullptr && in.json->is_bool()) return in.json->as_bool();
    if (std::string const* const text = single(in)) {
        for (std::string_view const yes : {"true", "1", "yes", "on"}) {
            if (*text == yes) return true;
        }
        for (std::string_view const no : {"false", "0", "no", "off"}) {
            if (*text == no) return false;
        }
    }
    expected(faults, in.json != nullptr ? "true or false" : "one of true, false, 1, 0, yes, no, on, off", in);
    return std::nullopt;
}

std::optional<std::int64_t> read_integer(Input const& in, std::int64_t least, std::int64_t most, Faults& faults) {
    std::optional<std::int64_t> value;
    if (in.json != nullptr && in.json->is_number()) {
        try {
            value = in.json->as_int64();
        } catch (JsonError const&) {
            value = std::nullopt;
        }
    } else if (std::string const* const text = single(in)) {
        value = parse_number<std::int64_t>(*text);
    }
    if (value && *value >= least && *value <= most) return value;
    expected(faults, fmt::format("an integer from {} to {}", least, most), in);
    return std::nullopt;
}

std::optional<std::uint64_t> read_unsigned(Input const& in, std::uint64_t most, Faults& faults) {
    std::optional<std::uint64_t> value;
    if (in.json != nullptr && in.json->is_number()) {
        try {
            value = in.json->as_uint64();
        } catch (JsonError const&) {
            value = std::nullopt;
        }
    } else if (std::string const* const text = single(in)) {
        value = parse_number<std::uint64_t>(*text);
    }
    if (value && *value <= most) return value;
    expected(faults, fmt::format("an integer from 0 to {}", most), in);
    return std::nullopt;
}

std::optional<double> read_real(Input const& in, double most, Faults& faults) {
    std::optional<double> value;
    if (in.json != nullptr && in.json->is_number()) {
        value = in.json->as_double();
    } else if (std::string const* const text = single(in)) {
        value = parse_number<double>(*text);
    }
    if (value && std::abs(*value) <= most) return value;
    bool const too_large = value && std::isfinite(*value);
    expected(faults, too_large ? fmt::format("a number from {} to {}", -most, most) : "a number", in);
    return std::nullopt;
}

std::optional<std::string> read_text(Input const& in, Faults& faults) {
    auto const text = text_of(in);
    if (text && is_utf8(*text)) return std::string(*text);
    expected(faults, text ? "a text in UTF-8" : "a text", in);
    return std::nullopt;
}

std::optional<Bytes> read_bytes(Input const& in, Faults& faults) {
    if (in.bytes != nullptr) return *in.bytes;
    if (in.files.size() == 1) return in.files[0].content;
    if (auto const text = text_of(in)) {
        if (auto decoded = base64_decode(*text)) return Bytes(std::move(*decoded));
    }
    expected(faults, "bytes as base64", in);
    return std::nullopt;
}

std::optional<File> read_file(Input const& in, Faults& faults) {
    if (in.files.size() == 1) return in.files[0];
    if (in.json != nullptr && in.json->is_object()) {
        constexpr std::string_view kNames[] = {"name", "media_type", "content"};
        Json ignored;
        std::size_t const before = faults.count();
        if (read_object(in, ignored, kNames, faults) == nullptr) return std::nullopt;
        File file;
        for (std::string_view const name : kNames) {
            std::size_t const first = faults.count();
            Json const* const member = in.json->find(name);
            if (member == nullptr) {
                if (name == "content") faults.add("is missing");
            } else if (name == "content") {
                file.content = read_bytes({.json = member}, faults).value_or(Bytes());
            } else if (auto text = read_text({.json = member}, faults)) {
                (name == "name" ? file.name : file.media_type) = std::move(*text);
            }
            faults.under(first, name);
        }
        if (faults.count() != before) return std::nullopt;
        return file;
    }
    if (in.json != nullptr && in.json->is_string()) {
        if (auto content = read_bytes(in, faults)) return File{.name = {}, .content = std::move(*content)};
        return std::nullopt;
    }
    expected(faults, "one file", in);
    return std::nullopt;
}

std::optional<Json> read_json(Input const& in, Faults& faults) {
    if (in.json != nullptr) return *in.json;
    if (in.texts.size() == 1) {
        // JSON where it is some, else the text itself: a query has no quotes.
        try {
            return Json::parse(in.texts[0]);
        } catch (JsonError const&) {
            return Json(in.texts[0]);
        }
    }
    if (in.texts.size() > 1) {
        Json::ArrayBuilder items;
        for (std::string const& text : in.texts)
            items.push_back(text);
        return items.finish();
    }
    expected(faults, "JSON", in);
    return std::nullopt;
}

Json write_bytes(Bytes const& bytes) {
    return base64_encode(bytes.view());
}

std::optional<std::size_t> read_enumerator(Input const& in, std::span<std::string_view const> names, Faults& faults) {
    auto const text = text_of(in);
    for (std::size_t i = 0; text && i < names.size(); ++i) {
        if (names[i] == *text) return i;
    }
    auto const near = text ? nearest_name(*text, names) : std::string_view();
    faults.add(fmt::format("expected one of {}, found {}{}", fmt::join(names, ", "), preview(in),
                           near.empty() ? "" : fmt::format("; did you mean {}?", near)));
    return std::nullopt;
}

Json const* read_object(Input const& in, Json& parsed, Faults& faults) {
    Json const* const json = json_of(in, parsed, "an object", faults);
    if (json == nullptr || json->is_object()) return json;
    expected(faults, "an object", in);
    return nullptr;
}

Json const* read_object(Input const& in, Json& parsed, std::span<std::string_view const> names, Faults& faults) {
    Json const* const json = read_object(in, parsed, faults);
    if (json == nullptr) return nullptr;
    for (auto const& member : json->members()) {
        bool known = false;
        for (std::string_view const name : names)
            known = known || name == member.name();
        if (known) continue;
        auto const near = nearest_name(member.name(), names);
        std::size_t const first = faults.count();
        faults.add(near.empty() ? "is not known here" : fmt::format("is not known here; did you mean '{}'?", near));
        faults.under(first, to_utf8(member.name().substr(0, kPreviewMax)));
        if (faults.full()) break;
    }
    return json;
}

Json const* read_list(Input const& in, Json& parsed, Faults& faults) {
    Json const* const json = json_of(in, parsed, "a list", faults);
    if (json == nullptr || json->is_array()) return json;
    expected(faults, "a list", in);
    return nullptr;
}

}  // namespace coworks::detail
