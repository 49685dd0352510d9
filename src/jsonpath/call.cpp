#include <algorithm>

#include "base/text.hpp"
#include "jsonpath/compile.hpp"
#include "jsonpath/evaluate.hpp"
#include "jsonpath/intrinsics.hpp"

namespace coworks::jsonpath {

namespace {

constexpr std::string_view kPrefix = "States.";
constexpr std::size_t kInputShown = 8U << 10;  // bytes of the input in an error text

struct Argument {
    Json literal;
    std::vector<std::string> pieces;  ///< of a text literal, as States.Format cuts it
    std::shared_ptr<Path::Program const> path;
    std::shared_ptr<Call::Program const> call;
};

}  // namespace

struct Call::Program {
    std::string text;
    Intrinsic const* intrinsic = nullptr;
    std::vector<Argument> arguments;
};

namespace {

/// Where the path that begins at `begin` ends: at a comma or parenthesis outside of its brackets.
std::size_t end_of_path(std::string_view text, std::size_t begin) {
    int squares = 0;
    int rounds = 0;
    bool quoted = false;
    for (auto at = begin; at < text.size(); ++at) {
        char const c = text[at];
        if (squares > 0 && c == '\'') quoted = !quoted;
        if (quoted) continue;
        if (squares == 0 && rounds == 0 && (c == ',' || c == ')')) return at;
        squares += c == '[' ? 1 : c == ']' ? -1 : 0;
        rounds += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return text.size();
}

/// Reads a call by recursive descent; after a failure `error()` says why.
class CallParser {
public:
    CallParser(std::string_view text, Limits const& limits) : text_(text), limits_(limits) {}

    std::shared_ptr<Call::Program const> whole() {
        skip_blanks();
        auto program = call(1);
        skip_blanks();
        if (program && at_ < text_.size()) {
            fail("Expected nothing after ')'");
            return nullptr;
        }
        return program;
    }

    SyntaxError const& error() const { return error_; }

private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\n\r", at_), text_.size()); }

    /// Notes the first failure; always false.
    bool fail(std::string message) {
        if (error_.message.empty()) error_ = {.message = std::move(message), .offset = at_};
        return false;
    }

    bool path(Argument& argument) {
        auto const end = end_of_path(text_, at_);
        auto compiled = compile_path(trimmed_as_java(text_.substr(at_, end - at_)), limits_);
        if (!compiled) {
            at_ += compiled.error().offset;
            return fail(std::move(compiled.error().message));
        }
        argument.path = *std::move(compiled);
        at_ = end;
        return true;
    }

    std::shared_ptr<Call::Program const> call(std::size_t depth) {
        auto const failed = [this](std::string message) {
            fail(std::move(message));
            return nullptr;
        };
        if (depth > limits_.call_depth) return failed("Intrinsic functions can be nested at most 10 deep");
        auto const begin = at_;
        auto const open = text_.find('(', begin);
        auto const name = text_.substr(begin, open == std::string_view::npos ? 0 : open - begin);
        auto program = std::make_shared<Call::Program>();
        if (name.starts_with(kPrefix)) program->intrinsic = find_intrinsic(name.substr(kPrefix.size()));
        if (program->intrinsic == nullptr) {
            return failed(name.empty() ? "Expected an intrinsic function"
                                       : "There is no intrinsic function '" + std::string(name) + "'");
        }
        at_ = open + 1;
        if (!arguments(program->arguments, depth)) return nullptr;
        auto const count = program->arguments.size();
        if (count < program->intrinsic->arguments_min || count > program->intrinsic->arguments_max) {
            return failed(std::string(name) + " can't have " + std::to_string(count) + " arguments");
        }
        program->text = std::string(text_.substr(begin, at_ - begin));
        return program;
    }

    bool arguments(std::vector<Argument>& into, std::size_t depth) {
        skip_blanks();
        if (peek() == ')') {
            ++at_;
            return true;
        }
        for (;;) {
            skip_blanks();
            if (!argument(into.emplace_back(), depth)) return false;
            skip_blanks();
            char const next = peek();
            if (next != ',' && next != ')') return fail("Expected ',' or ')'");
            ++at_;
            if (next == ')') return true;
        }
    }

    bool argument(Argument& argument, std::size_t depth) {
        char const first = peek();
        if (first == '$') return path(argument);
        if (first == '\'') return quoted(argument);
        if (first == 'S') return (argument.call = call(depth + 1)) != nullptr;
        auto const end = std::min(text_.find_first_of(",) ", at_), text_.size());
        auto const word = text_.substr(at_, end - at_);
        try {
            argument.literal = Json::parse(word);
        } catch (JsonError const&) {
            return fail("Expected a path, a text in single quotes, a number, true, false, null or a function");
        }
        if (argument.literal.is_string()) return fail("Texts stand in single quotes");
        at_ = end;
        return true;
    }

    /// Only ' { } and \ may follow a backslash (Developer Guide, "Reserved characters in intrinsic functions").
    bool quoted(Argument& argument) {
        auto at = at_ + 1;
        auto const begin = at;
        std::string value;
        while (at < text_.size() && text_[at] != '\'') {
            if (text_[at] == '\\') {
                ++at;
                if (at == text_.size() || std::string_view("'{}\\").find(text_[at]) == std::string_view::npos) {
                    at_ = at - 1;
                    return fail("A backslash may only stand before ' { } or \\");
                }
            }
            value += text_[at++];
        }
        if (at == text_.size()) return fail("The text has no closing quote");
        argument.literal = Json(value);
        argument.pieces = cut_template(text_.substr(begin, at - begin));
        at_ = at + 1;
        return true;
    }

    std::string_view text_;
    Limits const& limits_;
    std::size_t at_ = 0;
    SyntaxError error_{.message = {}, .offset = 0};
};

struct Evaluation {
    Scope const& scope;
    Random& random;
    Budget budget;
};

Outcome<Json> run(Call::Program const& program, Evaluation& evaluation);

Outcome<Json> value_of(Argument const& argument, Evaluation& evaluation) {
    if (argument.call) return run(*argument.call, evaluation);
    if (!argument.path) return argument.literal;
    auto const& path = *argument.path;
    auto const& scope = evaluation.scope;
    if (Json const* const root = root_of(path, scope)) {
        auto value = evaluate(path, *root, evaluation.budget);
        if (value || value.error().kind != Failure::Kind::not_found) return value;
    }
    std::string shown = scope.input != nullptr ? scope.input->dump() : "";
    if (shown.size() > kInputShown) shown = "...";
    return tl::unexpected(Failure{.kind = Failure::Kind::not_found,
                                  .message = "The JsonPath argument for the field '" + path.text +
                                             "' could not be found in the input '" + shown + "'"});
}

Outcome<Json> run(Call::Program const& program, Evaluation& evaluation) {
    Arguments arguments{.random = evaluation.random, .limits = evaluation.budget.limits};
    arguments.values.reserve(program.arguments.size());
    for (auto const& argument : program.arguments) {
        auto value = value_of(argument, evaluation);
        if (!value) return value;
        arguments.values.push_back(std::move(*value));
    }
    if (!program.arguments.empty() && !program.arguments.front().pieces.empty()) {
        arguments.pieces = &program.arguments.front().pieces;
    }
    auto result = program.intrinsic->run(arguments);
    if (!result && result.error().kind == Failure::Kind::argument) {
        std::string detail = std::move(result.error().message);
        result.error().message = "Invalid arguments in " + std::string(kPrefix) + std::string(program.intrinsic->name) +
                                 (detail.empty() ? "" : ": " + detail);
    }
    return result;
}

void collect(Call::Program const& program, std::set<std::string>& names) {
    for (auto const& argument : program.arguments) {
        if (argument.path && !argument.path->variable.empty()) names.insert(argument.path->variable);
        if (argument.call) collect(*argument.call, names);
    }
}

/// Whether a name without quotes has a hyphen.
bool has_bare_hyphen(std::string_view path) {
    int squares = 0;
    for (char const c : path) {
        squares += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (c == '-' && squares == 0) return true;
    }
    return false;
}

void gather(Call::Program const& program, std::vector<std::string>& remarks) {
    for (auto const& argument : program.arguments) {
        // https://htnosm.hatenablog.com/entry/2023/02/28/090000
        if (argument.path && has_bare_hyphen(argument.path->text)) {
            remarks.push_back("AWS was seen to refuse '" + argument.path->text +
                              "' within a call: a name with a hyphen needs brackets and quotes there");
        }
        if (argument.path) remarks.insert(remarks.end(), argument.path->remarks.begin(), argument.path->remarks.end());
        if (argument.call) gather(*argument.call, remarks);
    }
}

}  // namespace

Intrinsic const* find_intrinsic(std::string_view name) noexcept {
    for (auto const family : {array_intrinsics(), text_intrinsics(), number_intrinsics()}) {
        auto const found = std::ranges::find(family, name, &Intrinsic::name);
        if (found != family.end()) return &*found;
    }
    return nullptr;
}

bool looks_like_call(std::string_view text) noexcept {
    return text.starts_with(kPrefix);
}

tl::expected<Call, SyntaxError> Call::parse(std::string_view text, Limits const& limits) {
    if (!is_utf8(text)) return tl::unexpected(SyntaxError{"The call is not UTF-8", 0});
    if (text.size() > limits.text_length)
        return tl::unexpected(SyntaxError{"The call is too long", limits.text_length});
    CallParser parser(text, limits);
    auto program = parser.whole();
    if (!program) return tl::unexpected(parser.error());
    return Call(std::move(program));
}

std::string const& Call::text() const noexcept {
    return program_->text;
}

void Call::collect_variables(std::set<std::string>& names) const {
    collect(*program_, names);
}

std::vector<std::string> Call::remarks() const {
    std::vector<std::string> remarks;
    gather(*program_, remarks);
    return remarks;
}

Outcome<Json> Call::evaluate(Scope const& scope, Random& random, Limits const& limits) const {
    Evaluation evaluation{.scope = scope, .random = random, .budget = {.limits = limits}};
    auto value = run(*program_, evaluation);
    if (!value) {
        value.error().message =
            "The function '" + program_->text + "' had the following error: " + value.error().message;
    }
    return value;
}

}  // namespace coworks::jsonpath
