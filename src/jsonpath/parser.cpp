#include "jsonpath/parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace coworks::jsonpath {

namespace {

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Whether an unquoted member name ends before `c`.
bool ends_name(char c, Place place) {
    if (c == '.' || c == '[' || c == '(' || c == ' ') return true;
    if (place == Place::in_call) return c == ',' || c == ')';
    if (place == Place::in_filter) return std::string_view(")],=<>!&|~\t\n\r").find(c) != std::string_view::npos;
    return false;
}

struct NamedFunction {
    std::string_view name;
    Function function;
};
constexpr std::array<NamedFunction, 13> kPathFunctions{{{"length", Function::length},
                                                        {"size", Function::length},
                                                        {"min", Function::min},
                                                        {"max", Function::max},
                                                        {"avg", Function::avg},
                                                        {"stddev", Function::stddev},
                                                        {"sum", Function::sum},
                                                        {"concat", Function::concat},
                                                        {"keys", Function::keys},
                                                        {"append", Function::append},
                                                        {"first", Function::first},
                                                        {"last", Function::last},
                                                        {"index", Function::index}}};

/// Jayway: a path is definite if no step may select several values. Several members at the end are one object.
void classify(Path::Program& program) {
    bool scanned = false;
    for (std::size_t i = 0; i < program.segments.size(); ++i) {
        auto const& segment = program.segments[i];
        bool const last = i + 1 == program.segments.size();
        switch (segment.kind) {
            case Segment::Kind::members:
                if (segment.names.size() > 1) {
                    program.reference = false;
                    if (!last) program.definite = false;
                }
                break;
            case Segment::Kind::indices:
                if (segment.indices.size() > 1) program.definite = false;
                if (segment.indices.size() > 1 || segment.indices.front() < 0) program.reference = false;
                break;
            case Segment::Kind::function:
                program.reference = false;
                if (scanned && last) program.sums_scan = program.definite = true;
                break;
            default:
                scanned = scanned || segment.kind == Segment::Kind::scan;
                program.definite = program.reference = false;
        }
    }
}

}  // namespace

bool Parser::fail(std::string message) {
    if (error_.message.empty()) error_ = {.message = std::move(message), .offset = at_};
    return false;
}

void Parser::skip_blanks() noexcept {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
        ++at_;
}

bool Parser::take(char expected) noexcept {
    if (done() || peek() != expected) return false;
    ++at_;
    return true;
}

std::shared_ptr<Path::Program const> Parser::path(Place place) {
    auto program = std::make_shared<Path::Program>();
    auto const begin = at_;
    if (place == Place::in_filter && take('@')) {
        program->relative = true;
        program->reference = false;
    } else if (!take('$')) {
        fail("A path begins with '$'");
        return nullptr;
    } else if (take('$')) {
        program->root = Root::context;
    } else if (is_name_start(peek())) {
        auto const name = at_;
        while (is_name_start(peek()) || is_digit(peek()))
            ++at_;
        program->root = Root::variable;
        program->variable = std::string(text_.substr(name, at_ - name));
    }
    if (!segments(*program, place)) return nullptr;
    program->text = std::string(text_.substr(begin, at_ - begin));
    classify(*program);
    return program;
}

bool Parser::segments(Path::Program& program, Place place) {
    while (!done()) {
        if (program.segments.size() > limits_.segments) return fail("The path has too many steps");
        if (peek() == '.') {
            if (!after_dot(program, place)) return false;
        } else if (peek() == '[') {
            if (!in_brackets(program)) return false;
        } else if (place == Place::alone) {
            return fail("Expected '.' or '['");
        } else {
            return true;
        }
    }
    return true;
}

bool Parser::after_dot(Path::Program& program, Place place) {
    ++at_;
    if (take('.')) {
        program.segments.push_back({.kind = Segment::Kind::scan});
        if (peek() == '[') return in_brackets(program);
    }
    if (done() || peek() == '.') return fail("A path must not end with '.', nor have more than two in a row");
    if (take('*')) {
        program.segments.push_back({.kind = Segment::Kind::wildcard});
        return true;
    }
    auto const begin = at_;
    while (!done() && !ends_name(peek(), place))
        ++at_;
    auto const name = text_.substr(begin, at_ - begin);
    if (name.empty()) return fail("Expected the name of a member");
    Segment segment;
    if (peek() == '(') {
        if (!function_call(segment, name)) return false;
    } else if (peek() == ' ' && place == Place::alone) {
        return fail("Use brackets and quotes if a name contains blanks: ['my name']");
    } else {
        segment.names.emplace_back(name);
    }
    program.segments.push_back(std::move(segment));
    return true;
}

bool Parser::function_call(Segment& segment, std::string_view name) {
    auto const found = std::ranges::find(kPathFunctions, name, &NamedFunction::name);
    if (found == kPathFunctions.end()) return fail("There is no function '" + std::string(name) + "'");
    segment.kind = Segment::Kind::function;
    segment.function = found->function;
    ++at_;
    if (++depth_ > limits_.filter_depth) return fail("The path is nested too deeply");
    for (skip_blanks(); !take(')'); skip_blanks()) {
        if (!segment.arguments.empty()) {
            if (!take(',')) return fail("Expected ',' or ')'");
            skip_blanks();
        }
        if (!operand(segment.arguments.emplace_back())) return false;
    }
    --depth_;
    return true;
}

bool Parser::in_brackets(Path::Program& program) {
    ++at_;
    skip_blanks();
    Segment segment;
    char const next = peek();
    bool good = false;
    if (next == '\'' || next == '"') {
        good = quoted_names(segment);
    } else if (next == '*') {
        ++at_;
        segment.kind = Segment::Kind::wildcard;
        good = true;
    } else if (next == '?') {
        good = filter_in_brackets(segment);
    } else {
        good = numbers(segment);
    }
    if (!good) return false;
    skip_blanks();
    if (!take(']')) return fail("Expected ']'");
    program.segments.push_back(std::move(segment));
    return true;
}

/// `['a']`, `['a','b']`. A backslash keeps the quote after it in the name; before anything else it is a character like
/// others (recorded: the path $['a\"b'] selects the member a\"b).
bool Parser::quoted_names(Segment& segment) {
    do {
        skip_blanks();
        char const quote = peek();
        if (quote != '\'' && quote != '"') return fail("Expected a quoted name");
        ++at_;
        std::string name;
        while (!done() && peek() != quote) {
            if (peek() == '\\' && peek(1) != '\0') {
                if (peek(1) != quote) name += '\\';
                ++at_;
            }
            name += peek();
            ++at_;
        }
        if (!take(quote)) return fail("The name has no closing quote");
        segment.names.push_back(std::move(name));
        skip_blanks();
    } while (take(','));
    return true;
}

bool Parser::integer(std::int64_t& value) {
    auto const [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc()) return false;
    at_ = static_cast<std::size_t>(end - text_.data());
    return true;
}

bool Parser::numbers(Segment& segment) {
    segment.kind = Segment::Kind::indices;
    std::int64_t value = 0;
    if (integer(value)) segment.from = value;
    skip_blanks();
    if (take(':')) {
        segment.kind = Segment::Kind::slice;
        skip_blanks();
        if (integer(value)) segment.to = value;
        if (!segment.from && !segment.to) return fail("A slice needs a number before or after ':'");
        return true;
    }
    if (!segment.from) return fail("Expected a quoted name, an index, a slice, '*' or a filter");
    segment.indices.push_back(*segment.from);
    while (take(',')) {
        skip_blanks();
        if (!integer(value)) return fail("Expected an index");
        segment.indices.push_back(value);
        skip_blanks();
    }
    return true;
}

bool Parser::filter_in_brackets(Segment& segment) {
    ++at_;
    skip_blanks();
    if (!take('(')) return fail("Expected '(' after '?'");
    if (++depth_ > limits_.filter_depth) return fail("The filter is nested too deeply");
    Filter filter;
    if (!any_of(filter)) return false;
    --depth_;
    skip_blanks();
    if (!take(')')) return fail("Expected ')'");
    segment.kind = Segment::Kind::filter;
    segment.filter = std::make_shared<Filter const>(std::move(filter));
    return true;
}

}  // namespace coworks::jsonpath
