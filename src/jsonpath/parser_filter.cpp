#include <algorithm>
#include <array>

#include "jsonpath/parser.hpp"

namespace coworks::jsonpath {

namespace {

struct Sign {
    std::string_view text;
    Comparison comparison;
};
// The longer of two signs with the same beginning stands first.
constexpr std::array<Sign, 9> kSigns{{{"===", Comparison::same},
                                      {"!==", Comparison::not_same},
                                      {"==", Comparison::equal},
                                      {"!=", Comparison::not_equal},
                                      {"=~", Comparison::matches},
                                      {"<=", Comparison::less_equal},
                                      {">=", Comparison::greater_equal},
                                      {"<", Comparison::less},
                                      {">", Comparison::greater}}};
constexpr std::array<Sign, 9> kWords{{{"IN", Comparison::in},
                                      {"NIN", Comparison::not_in},
                                      {"SUBSETOF", Comparison::subset_of},
                                      {"ANYOF", Comparison::any_of},
                                      {"NONEOF", Comparison::none_of},
                                      {"CONTAINS", Comparison::contains},
                                      {"ALL", Comparison::all},
                                      {"SIZE", Comparison::size},
                                      {"EMPTY", Comparison::empty}}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool Parser::any_of(Filter& filter) {
    filter.kind = Filter::Kind::any;
    do {
        if (!all_of(filter.parts.emplace_back())) return false;
        skip_blanks();
        if (peek() != '|' || peek(1) != '|') break;
        at_ += 2;
    } while (true);
    return true;
}

bool Parser::all_of(Filter& filter) {
    filter.kind = Filter::Kind::all;
    do {
        if (!term(filter.parts.emplace_back())) return false;
        skip_blanks();
        if (peek() != '&' || peek(1) != '&') break;
        at_ += 2;
    } while (true);
    return true;
}

bool Parser::term(Filter& filter) {
    if (++depth_ > limits_.filter_depth) return fail("The filter is nested too deeply");
    skip_blanks();
    bool good = false;
    if (take('!')) {
        filter.kind = Filter::Kind::negation;
        good = term(filter.parts.emplace_back());
    } else if (take('(')) {
        good = any_of(filter);
        skip_blanks();
        if (good && !take(')')) good = fail("Expected ')'");
    } else {
        good = comparison(filter);
    }
    --depth_;
    return good;
}

bool Parser::comparison(Filter& filter) {
    if (!operand(filter.left)) return false;
    skip_blanks();
    bool found = false;
    if (!comparison_sign(filter.comparison, found)) return false;
    if (!found) {
        filter.kind = Filter::Kind::exists;
        return filter.left.kind == Operand::Kind::path || fail("Expected a comparison");
    }
    filter.kind = Filter::Kind::comparison;
    skip_blanks();
    return operand(filter.right);
}

bool Parser::comparison_sign(Comparison& comparison, bool& found) {
    for (auto const& sign : kSigns) {
        if (text_.substr(at_).starts_with(sign.text)) {
            at_ += sign.text.size();
            comparison = sign.comparison;
            return found = true;
        }
    }
    if (!is_letter(peek())) return true;
    std::string word;
    while (is_letter(peek()))
        word += static_cast<char>(text_[at_++] & ~0x20);
    auto const named = std::ranges::find(kWords, std::string_view(word), &Sign::text);
    if (named == kWords.end()) return fail("There is no comparison '" + word + "'");
    comparison = named->comparison;
    return found = true;
}

bool Parser::operand(Operand& operand) {
    if (peek() == '@' || peek() == '$') {
        operand.kind = Operand::Kind::path;
        operand.path = path(Place::in_filter);
        return operand.path != nullptr;
    }
    if (peek() == '/') return pattern(operand);
    return literal(operand.literal);
}

bool Parser::quoted(std::string& text) {
    char const quote = peek();
    ++at_;
    while (!done() && peek() != quote) {
        if (peek() == '\\' && peek(1) != '\0') {
            ++at_;
            char const escaped = peek();
            text += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped;
        } else {
            text += peek();
        }
        ++at_;
    }
    return take(quote) || fail("The text has no closing quote");
}

bool Parser::literal(Json& value) {
    char const first = peek();
    if (first == '\'' || first == '"') {
        std::string text;
        if (!quoted(text)) return false;
        value = Json(text);
        return true;
    }
    if (first == '[') {
        if (++depth_ > limits_.filter_depth) return fail("The filter is nested too deeply");
        ++at_;
        Json::ArrayBuilder items;
        for (skip_blanks(); !take(']'); skip_blanks()) {
            if (items.size() > 0) {
                if (!take(',')) return fail("Expected ',' or ']'");
                skip_blanks();
            }
            Json item;
            if (!literal(item)) return false;
            items.push_back(std::move(item));
        }
        --depth_;
        value = items.finish();
        return true;
    }
    auto const begin = at_;
    while (!done() &&
           (is_letter(peek()) || (peek() >= '0' && peek() <= '9') || peek() == '-' || peek() == '+' || peek() == '.')) {
        ++at_;
    }
    try {
        value = Json::parse(text_.substr(begin, at_ - begin));
        return true;
    } catch (JsonError const&) {
        at_ = begin;
        return fail("Expected a path, a text in quotes, a number, true, false, null or a list");
    }
}

bool Parser::pattern(Operand& operand) {
    auto const begin = ++at_;
    while (!done() && peek() != '/')
        at_ += peek() == '\\' ? 2 : 1;
    if (done()) return fail("The regular expression has no closing '/'");
    auto const expression = text_.substr(begin, at_ - begin);
    auto const flags = ++at_;
    while (is_letter(peek()))
        ++at_;
    operand.kind = Operand::Kind::pattern;
    operand.pattern = Pattern::compile(expression, text_.substr(flags, at_ - flags));
    return operand.pattern != nullptr || fail("The regular expression is malformed");
}

}  // namespace coworks::jsonpath
