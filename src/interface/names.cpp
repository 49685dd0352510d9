#include "interface/names.hpp"

#include <algorithm>

namespace coworks::interface {
namespace {

std::string_view without_trailing_underscores(std::string_view name) {
    while (name.ends_with('_'))
        name.remove_suffix(1);
    return name;
}

bool is_placeholder_name(std::string_view name) {
    auto const letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && letter(name[0]) &&
           std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// RFC 3986 section 3.3: unreserved, sub-delims, ":" and "@" stand in a segment as they are.
bool is_literal_text(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~!$&'()*+,;=:@").find(c) != std::string_view::npos;
    });
}

/// The receiver that stands behind `on_`, for the rest of the name.
MethodName receiver(std::string_view rest) {
    MethodName name{.meaning = MethodName::Meaning::entry, .kind = Entry::Kind::queue};
    for (auto const& [prefix, kind] : {std::pair{std::string_view("event_"), Entry::Kind::event},
                                       std::pair{std::string_view("schedule_"), Entry::Kind::schedule}}) {
        if (rest.starts_with(prefix) && rest.size() > prefix.size()) {
            name.kind = kind;
            rest.remove_prefix(prefix.size());
            break;
        }
    }
    name.trigger = rest;
    return name;
}

std::optional<Verb> verb_of_word(std::string_view word) {
    static constexpr std::pair<std::string_view, Verb> kVerbs[] = {
        {"get", Verb::get},     {"head", Verb::head},      {"post", Verb::post},       {"put", Verb::put},
        {"patch", Verb::patch}, {"delete", Verb::delete_}, {"options", Verb::options},
    };
    for (auto const& [text, verb] : kVerbs) {
        if (text == word) return verb;
    }
    return std::nullopt;
}

}  // namespace

MethodName parse_method_name(std::string_view method) {
    auto const name = without_trailing_underscores(method);
    auto const verb_end = std::min(name.find('_'), name.size());
    auto const word = name.substr(0, verb_end);
    auto rest = name.substr(std::min(verb_end + 1, name.size()));
    if (word == "on" && !rest.empty() && !rest.starts_with('_')) return receiver(rest);

    auto const verb = verb_of_word(word);
    if (!verb) return {};
    MethodName result{.meaning = MethodName::Meaning::entry, .kind = Entry::Kind::http, .verb = *verb};
    while (!rest.empty()) {
        auto const end = std::min(rest.find('_'), rest.size());
        if (end == 0) return {.meaning = MethodName::Meaning::empty_segment, .verb = *verb};
        result.literals.emplace_back(rest.substr(0, end));
        rest = rest.substr(std::min(end + 1, rest.size()));
    }
    return result;
}

Result<std::vector<Segment>> parse_path(std::string_view text) {
    auto const whole = std::string(text);
    if (text.starts_with('/')) text.remove_prefix(1);
    if (text.ends_with('/')) text.remove_suffix(1);
    std::vector<Segment> path;
    while (!text.empty()) {
        auto const end = std::min(text.find('/'), text.size());
        auto const piece = text.substr(0, end);
        bool const last = end == text.size();
        text = text.substr(last ? end : end + 1);
        if (piece.empty() || (!last && text.empty())) {
            return fail("bad_path", "the path has an empty segment", whole);
        }
        if (piece.starts_with('{') && piece.ends_with('}')) {
            auto const name = piece.substr(1, piece.size() - 2);
            if (!is_placeholder_name(name)) {
                return fail("bad_path", "'" + std::string(piece) + "' is not {name of a parameter}", whole);
            }
            path.push_back({.is_parameter = true, .text = std::string(name)});
        } else if (is_literal_text(piece)) {
            path.push_back({.is_parameter = false, .text = std::string(piece)});
        } else {
            return fail("bad_path", "'" + std::string(piece) + "' has characters that no path segment may have", whole);
        }
    }
    return path;
}

}  // namespace coworks::interface
