#include "jsonata/signature.hpp"

#include "jsonata/failure.hpp"

namespace coworks::jsonata {
namespace {

/// More parameters than any function has; the counts of a match live on the stack.
constexpr std::size_t kParametersMax = 64;

std::size_t closing(std::string_view text, std::size_t start, char open, char close) {
    int depth = 1;
    std::size_t at = start;
    while (at < text.size()) {
        char const c = ++at < text.size() ? text[at] : '\0';
        if (c == close && --depth == 0) break;
        if (c == open) ++depth;
    }
    return at;
}

std::string_view between(std::string_view text, std::size_t from, std::size_t to) {
    return from >= text.size() || to <= from ? std::string_view() : text.substr(from, to - from);
}

}  // namespace

std::uint16_t type_of_letter(char letter) noexcept {
    switch (letter) {
        case 'a':
            return type::kArray;
        case 's':
            return type::kString;
        case 'n':
            return type::kNumber;
        case 'b':
            return type::kBoolean;
        case 'l':
            return type::kNull;
        case 'f':
            return type::kFunction;
        case 'o':
            return type::kObject;
        case 'm':
            return type::kMissing;
        default:
            return 0;
    }
}

std::shared_ptr<Signature const> Signature::parse(std::string_view text, std::size_t position) {
    auto made = std::make_shared<Signature>();
    auto& parameters = made->parameters_;
    auto const add = [&](char kind, std::uint16_t types) {
        if (parameters.size() == kParametersMax) throw failure("S0401").at(position);
        parameters.push_back({.types = types, .kind = kind});
    };
    for (std::size_t at = 1; at < text.size() && text[at] != ':'; ++at) {
        char const c = text[at];
        switch (c) {
            case 's':
            case 'n':
            case 'b':
            case 'l':
            case 'o':
                add(c, type_of_letter(c) | type::kMissing);
                break;
            case 'a':
            case 'x':
                add(c, type::kAny);
                break;
            case 'f':
                add(c, type::kFunction);
                break;
            case 'j':
                add(c, type::kAny & ~type::kFunction);
                break;
            case '-':
                if (!parameters.empty()) parameters.back().context = true;
                [[fallthrough]];
            case '?':
                if (!parameters.empty()) parameters.back().add_question_mark();
                break;
            case '+':
                if (!parameters.empty()) parameters.back().repeated = true;
                break;
            case '(': {
                std::size_t const end = closing(text, at, '(', ')');
                std::string_view const choice = between(text, at + 1, end);
                if (choice.find('<') != std::string_view::npos)
                    throw failure("S0402").at(position + at).with_value(Json(choice));
                std::uint16_t types = type::kMissing;
                for (char const letter : choice)
                    types |= type_of_letter(letter);
                add('(', types);
                at = end;
                break;
            }
            case '<': {
                char const kind = parameters.empty() ? '\0' : parameters.back().kind;
                if (kind != 'a' && kind != 'f') {
                    auto error = failure("S0401").at(position + at);
                    if (kind != '\0') error.value = Json(std::string(1, kind));
                    throw error;
                }
                std::size_t const end = closing(text, at, '<', '>');
                parameters.back().subtype = between(text, at + 1, end);
                parameters.back().has_subtype = true;
                at = end;
                break;
            }
            default:
                break;
        }
    }
    return made;
}

bool Signature::match_from(std::size_t parameter, std::size_t argument, std::size_t end, bool anchored,
                           std::span<std::uint16_t const> arguments, std::span<std::uint8_t> counts) const {
    if (parameter == end) return !anchored || argument == arguments.size();
    Parameter const& wanted = parameters_[parameter];
    std::size_t const most = wanted.repeated ? arguments.size() : 1;
    std::size_t fitting = 0;
    while (fitting < most && argument + fitting < arguments.size() &&
           (arguments[argument + fitting] & wanted.types) != 0)
        ++fitting;
    std::size_t const least = wanted.optional ? 0 : 1;
    for (std::size_t tried = least; tried <= fitting; ++tried) {
        std::size_t const count = wanted.lazy ? tried : fitting - (tried - least);
        counts[parameter] = static_cast<std::uint8_t>(count);
        if (match_from(parameter + 1, argument + count, end, anchored, arguments, counts)) return true;
    }
    return false;
}

bool Signature::match(std::span<std::uint16_t const> arguments, std::span<std::uint8_t> counts) const {
    return match_from(0, 0, parameters_.size(), true, arguments, counts);
}

std::size_t Signature::mismatch(std::span<std::uint16_t const> arguments) const {
    std::vector<std::uint8_t> counts(parameters_.size());
    std::size_t good = 0;
    for (std::size_t end = 1; end <= parameters_.size(); ++end) {
        if (!match_from(0, 0, end, false, arguments, counts)) return good;
        good = 0;
        for (std::size_t i = 0; i < end; ++i)
            good += counts[i];
    }
    return good;
}

}  // namespace coworks::jsonata
