#include "jsonpath/compile.hpp"

#include <algorithm>
#include <array>

namespace coworks::jsonpath {

namespace {

tl::unexpected<SyntaxError> refused(std::string message, std::size_t offset) {
    return tl::unexpected(SyntaxError{.message = std::move(message), .offset = offset});
}

bool begins_variable(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_definite(Segment const& segment) {
    using enum Segment::Kind;
    return segment.kind == members || segment.kind == index || segment.kind == from_end || segment.kind == root;
}

/// A member's name that looks like a function of later releases.
bool looks_like_function(std::string_view name) {
    constexpr auto kFunctions =
        std::to_array<std::string_view>({"length(", "size(", "min(", "max(", "avg(", "stddev(", "sum(", "concat(",
                                         "keys(", "append(", "first(", "last(", "index("});
    return std::ranges::any_of(kFunctions, [&](auto const function) { return name.starts_with(function); });
}

/// Cuts a path into fragments: the loop of PathCompiler.compile().
class Cutter {
public:
    Cutter(std::string_view text, std::size_t offset, Limits const& limits, bool within_filter, Path::Program& program)
        : text_(text), offset_(offset), limits_(limits), within_filter_(within_filter), program_(program) {}

    /// All after the first character, which stands for the root.
    Compiled<void> run() {
        if (text_.size() > 1 && text_[1] != '.' && text_[1] != '[') return refused("Expected '.' or '['", offset_ + 1);
        if (text_.ends_with("..")) return refused("A path must not end with '..'", offset_ + text_.size());
        while (at_ < text_.size()) {
            if (program_.segments.size() >= limits_.segments) return refused("The path has too many steps", here());
            if (auto done = next(); !done) return done;
        }
        return {};
    }

private:
    std::size_t here() const { return offset_ + at_; }

    Compiled<void> next() {
        switch (text_[at_]) {
            case ' ':
                return refused("Use brackets and quotes if a name contains blanks: ['my name']", here());
            case '$':
                ++at_;
                return add("$", here() - 1);
            case '*':
                ++at_;
                return add("[*]", here() - 1);
            case '[':
                return brackets();
            case '.':
                ++at_;
                if (at_ == text_.size()) return refused("A path must not end with '.'", here());
                if (text_[at_] != '.') return name();
                ++at_;
                return add("..", here() - 2);
            default:
                return name();
        }
    }

    /// Up to the bracket that closes this one; brackets within quotes count too.
    Compiled<void> brackets() {
        auto const begin = at_++;
        std::size_t nested = 0;
        while (at_ < text_.size()) {
            char const c = text_[at_++];
            if (c == ']' && nested == 0) break;
            if (c == '[') ++nested;
            if (c == ']') --nested;
        }
        return add(text_.substr(begin, at_ - begin), offset_ + begin);
    }

    /// A name without quotes, which the library puts into some and reads again.
    Compiled<void> name() {
        auto const begin = at_;
        at_ = std::min(text_.find_first_of(".[ ", at_), text_.size());
        auto const name = text_.substr(begin, at_ - begin);
        if (name.empty()) return {};  // `.[`: the dot means nothing
        if (name == "*") return add("[*]", offset_ + begin);
        if (name.find('(') != std::string_view::npos) program_.reference = false;
        if (looks_like_function(name)) {
            program_.remarks.push_back("'" + std::string(name) +
                                       "' is the name of a member to AWS: its paths have no functions");
        }
        return add("['" + std::string(name) + "']", offset_ + begin);
    }

    Compiled<void> add(std::string_view fragment, std::size_t offset) {
        auto segment = compile_fragment(
            fragment,
            {.offset = offset, .limits = limits_, .within_filter = within_filter_, .remarks = program_.remarks});
        if (!segment) return tl::unexpected(std::move(segment.error()));
        program_.segments.push_back(*std::move(segment));
        return {};
    }

    std::string_view text_;
    std::size_t offset_;
    Limits const& limits_;
    bool within_filter_;
    Path::Program& program_;
    std::size_t at_ = 1;
};

/// What follows from the steps: is it definite, is it a reference path.
void classify(Path::Program& program) {
    auto const& segments = program.segments;
    program.definite_from.assign(segments.size() + 1, true);
    for (std::size_t i = segments.size(); i-- > 0;) {
        program.definite_from[i] = program.definite_from[i + 1] && is_definite(segments[i]);
        auto const& segment = segments[i];
        bool const plain = (segment.kind == Segment::Kind::members && segment.names.size() == 1) ||
                           (segment.kind == Segment::Kind::index && segment.numbers.front() >= 0);
        if (!plain) program.reference = false;
    }
    for (std::size_t i = 0; i + 2 < segments.size(); ++i) {
        bool const whole =
            segments[i + 1].kind != Segment::Kind::members && segments[i + 1].kind != Segment::Kind::filter;
        if (segments[i].kind == Segment::Kind::scan && whole) {
            program.remarks.emplace_back(
                "after '..' brackets that further steps follow take every item of an array, whatever they say");
        }
    }
}

}  // namespace

std::string_view trimmed_as_java(std::string_view text) noexcept {
    auto const visible = [](char c) { return static_cast<unsigned char>(c) > ' '; };
    while (!text.empty() && !visible(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && !visible(text.back()))
        text.remove_suffix(1);
    return text;
}

Compiled<std::shared_ptr<Path::Program const>> compile_path(std::string_view text, Limits const& limits) {
    if (!text.starts_with('$')) return refused("A path begins with '$'", 0);
    auto program = std::make_shared<Path::Program>();
    program->text = std::string(text);
    auto path = trimmed_as_java(text);
    // `$$.a` and `$name.a` are the service's own: the library sees `$.a`, and another document.
    std::size_t begin = 0;
    if (path.starts_with("$$")) {
        program->root = Root::context;
        begin = 1;
    } else if (path.size() > 1 && begins_variable(path[1])) {
        auto const end = std::ranges::find_if_not(path.substr(1),
                                                  [](char c) { return begins_variable(c) || (c >= '0' && c <= '9'); });
        program->root = Root::variable;
        program->variable = std::string(path.substr(1, static_cast<std::size_t>(end - path.begin()) - 1));
        begin = program->variable.size();
    }
    auto done = Cutter(path.substr(begin), begin, limits, false, *program).run();
    if (!done) return tl::unexpected(std::move(done.error()));
    classify(*program);
    return program;
}

Compiled<std::shared_ptr<Path::Program const>> compile_operand(std::string_view text, std::size_t offset,
                                                               Limits const& limits) {
    auto program = std::make_shared<Path::Program>();
    program->text = std::string(text);
    program->relative = text.starts_with('@');
    auto done = Cutter(text, offset, limits, true, *program).run();
    if (!done) return tl::unexpected(std::move(done.error()));
    classify(*program);
    if (!program->definite()) return refused("A path within a filter has to select one value", offset);
    return program;
}

}  // namespace coworks::jsonpath
