#include "compare.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace asl_cases {
namespace {

constexpr std::size_t kPreview = 400;  ///< characters of a value in a report

std::string preview(Json const& value) {
    std::string text = value.dump();
    if (text.size() > kPreview) text = text.substr(0, kPreview) + "…";
    return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    if (from.empty()) return;
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

/// Reads digits of a text; the position stays where it is when something else comes.
class Digits {
public:
    Digits(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::optional<int> number(std::size_t count) {
        if (at_ + count > text_.size()) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            char const c = text_[at_ + i];
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        at_ += count;
        return value;
    }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool take_any(std::string_view set) {
        if (at_ >= text_.size() || set.find(text_[at_]) == std::string_view::npos) return false;
        ++at_;
        return true;
    }
    std::size_t at() const { return at_; }

private:
    std::string_view text_;
    std::size_t at_;
};

bool is_day(int year, int month, int day) {
    if (year < 1000 || month < 1 || month > 12 || day < 1) return false;
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

/// The end of an ISO 8601 timestamp with a zone that begins at `begin`, or 0.
std::size_t timestamp_end(std::string_view text, std::size_t begin) {
    Digits in(text, begin);
    auto const year = in.number(4);
    if (!year || !in.take('-')) return 0;
    auto const month = in.number(2);
    if (!month || !in.take('-')) return 0;
    auto const day = in.number(2);
    if (!day || !is_day(*year, *month, *day) || !in.take('T')) return 0;
    auto const hour = in.number(2);
    if (!hour || *hour > 23 || !in.take(':')) return 0;
    auto const minute = in.number(2);
    if (!minute || *minute > 59 || !in.take(':')) return 0;
    auto const second = in.number(2);
    if (!second || *second > 59) return 0;
    Digits fraction = in;
    if (fraction.take('.')) {
        int digits = 0;
        while (digits < 9 && fraction.number(1))
            ++digits;
        if (digits > 0) in = fraction;
    }
    if (in.take('Z')) return in.at();
    if (!in.take_any("+-")) return 0;
    auto const zone = in.number(2);
    if (!zone || *zone > 19) return 0;
    Digits minutes = in;
    minutes.take(':');
    std::size_t const colon = minutes.at();
    if (auto const value = minutes.number(2); value && *value < 60) return minutes.at();
    return colon;
}

std::string mask_timestamps(std::string_view text) {
    std::string masked;
    for (std::size_t at = 0; at < text.size();) {
        if (std::isdigit(static_cast<unsigned char>(text[at])) != 0) {
            if (std::size_t const end = timestamp_end(text, at); end != 0) {
                masked += "date";
                at = end;
                continue;
            }
        }
        masked += text[at++];
    }
    return masked;
}

/// Whether `text` is `pattern`, in which every token stands for any text.
bool matches_tokens(std::string_view pattern, std::string_view text, std::vector<std::string_view> const& tokens) {
    std::vector<std::string_view> pieces;  // the literal texts between tokens
    std::size_t piece = 0;
    for (std::size_t at = 0; at < pattern.size();) {
        auto const token = std::find_if(tokens.begin(), tokens.end(),
                                        [&](std::string_view t) { return pattern.substr(at).starts_with(t); });
        if (token == tokens.end()) {
            ++at;
            continue;
        }
        pieces.push_back(pattern.substr(piece, at - piece));
        at += token->size();
        piece = at;
    }
    if (pieces.empty()) return false;
    std::string_view const last = pattern.substr(piece);
    if (!text.starts_with(pieces.front())) return false;
    text.remove_prefix(pieces.front().size());
    if (!text.ends_with(last)) return false;
    text.remove_suffix(last.size());
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        std::size_t const found = text.find(pieces[i]);
        if (found == std::string_view::npos) return false;
        text.remove_prefix(found + pieces[i].size());
    }
    return true;
}

std::vector<std::string_view> tokens_in(Json const& masks, std::string_view text) {
    std::vector<std::string_view> found;
    Json const& tokens = masks["tokens"];
    if (!tokens.is_array()) return found;
    for (Json const& token : tokens.items()) {
        if (token.is_string() && text.find(token.as_string()) != std::string_view::npos)
            found.push_back(token.as_string());
    }
    std::sort(found.begin(), found.end(),
              [](auto a, auto b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    return found;
}

bool texts_match(std::string_view expected, Json const& actual, Json const& masks) {
    std::vector<std::string_view> const tokens = tokens_in(masks, expected);
    if (std::find(tokens.begin(), tokens.end(), expected) != tokens.end()) return true;
    if (!actual.is_string()) return false;
    return expected == actual.as_string() || matches_tokens(expected, actual.as_string(), tokens);
}

}  // namespace

std::string mask_string(std::string_view text, Json const& masks) {
    std::string masked(text);
    if (Json const& replace = masks["replace"]; replace.is_array()) {
        for (Json const& rule : replace.items()) {
            if (rule["value"].is_string() && rule["token"].is_string())
                replace_all(masked, rule["value"].as_string(), rule["token"].as_string());
        }
    }
    replace_all(masked, "us-east-1", "<region>");
    replace_all(masked, "arn:aws:", "arn:<partition>:");
    return mask_timestamps(masked);
}

Json mask_actual(Json const& value, Json const& masks) {
    if (value.is_string()) return mask_string(value.as_string(), masks);
    if (value.is_array()) {
        Json::ArrayBuilder made;
        for (Json const& item : value.items())
            made.push_back(mask_actual(item, masks));
        return made.finish();
    }
    if (value.is_object()) {
        Json::ObjectBuilder made;
        for (auto const& member : value.members())
            made.set(mask_string(member.name(), masks), mask_actual(member.value, masks));
        return made.finish();
    }
    return value;
}

void match(Json const& expected, Json const& actual, Json const& masks, std::string const& path,
           std::vector<Difference>& differences) {
    auto const differ = [&](Json const& a, Json const& b) {
        differences.push_back({.path = path, .expected = preview(a), .actual = preview(b)});
    };
    if (expected.is_string()) {
        if (!texts_match(expected.as_string(), actual, masks)) differ(expected, actual);
        return;
    }
    if (expected.is_object()) {
        Json object = actual;
        // The recorder parsed texts that hold a JSON object.
        if (actual.is_string() && actual.as_string().starts_with('{')) {
            try {
                object = Json::parse(actual.as_string());
            } catch (coworks::JsonError const&) {
                object = actual;
            }
        }
        if (!object.is_object()) return differ(expected, actual);
        for (auto const& member : expected.members()) {
            std::string const place = path + "." + std::string(member.name());
            if (Json const* other = object.find(member.name())) {
                match(member.value, *other, masks, place, differences);
            } else {
                differences.push_back({.path = place, .expected = preview(member.value), .actual = "<absent>"});
            }
        }
        for (auto const& member : object.members()) {
            if (!expected.contains(member.name()))
                differences.push_back({.path = path + "." + std::string(member.name()),
                                       .expected = "<absent>",
                                       .actual = preview(member.value)});
        }
        return;
    }
    if (expected.is_array()) {
        if (!actual.is_array() || actual.size() != expected.size()) return differ(expected, actual);
        for (std::size_t i = 0; i < expected.size(); ++i)
            match(expected[i], actual[i], masks, path + "[" + std::to_string(i) + "]", differences);
        return;
    }
    if (!(expected == actual)) differ(expected, actual);
}

bool matches(Json const& expected, Json const& actual, Json const& masks) {
    std::vector<Difference> differences;
    match(expected, actual, masks, "$", differences);
    return differences.empty();
}

}  // namespace asl_cases
