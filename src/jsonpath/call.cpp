#include <algorithm>

#include "base/text.hpp"
#include "jsonpath/evaluate.hpp"
#include "jsonpath/intrinsics.hpp"
#include "jsonpath/parser.hpp"

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

class CallParser {
public:
    CallParser(std::string_view text, Limits const& limits) : text_(text), limits_(limits), parser_(text, limits) {}

    std::shared_ptr<Call::Program const> whole() {
        parser_.skip_blanks();
        auto program = call(1);
        parser_.skip_blanks();
        if (program && !parser_.done()) {
            parser_.fail("Expected nothing after ')'");
            return nullptr;
        }
        return program;
    }

    SyntaxError const& error() const { return parser_.error(); }

private:
    std::shared_ptr<Call::Program const> call(std::size_t depth) {
        auto const failed = [this](std::string message) {
            parser_.fail(std::move(message));
            return nullptr;
        };
        if (depth > limits_.call_depth) return failed("Intrinsic functions can be nested at most 10 deep");
        auto const begin = parser_.at();
        auto const open = text_.find('(', begin);
        auto const name = text_.substr(begin, open == std::string_view::npos ? 0 : open - begin);
        auto program = std::make_shared<Call::Program>();
        if (name.starts_with(kPrefix)) program->intrinsic = find_intrinsic(name.substr(kPrefix.size()));
        if (program->intrinsic == nullptr) {
            return failed(name.empty() ? "Expected an intrinsic function"
                                       : "There is no intrinsic function '" + std::string(name) + "'");
        }
        parser_.move_to(open + 1);
        if (!arguments(program->arguments, depth)) return nullptr;
        auto const count = program->arguments.size();
        if (count < program->intrinsic->arguments_min || count > program->intrinsic->arguments_max) {
            return failed(std::string(name) + " can't have " + std::to_string(count) + " arguments");
        }
        program->text = std::string(text_.substr(begin, parser_.at() - begin));
        return program;
    }

    bool arguments(std::vector<Argument>& into, std::size_t depth) {
        parser_.skip_blanks();
        if (parser_.peek() == ')') {
            parser_.move_to(parser_.at() + 1);
            return true;
        }
        for (;;) {
            parser_.skip_blanks();
            if (!argument(into.emplace_back(), depth)) return false;
            parser_.skip_blanks();
            char const next = parser_.peek();
            if (next != ',' && next != ')') return parser_.fail("Expected ',' or ')'");
            parser_.move_to(parser_.at() + 1);
            if (next == ')') return true;
        }
    }

    bool argument(Argument& argument, std::size_t depth) {
        char const first = parser_.peek();
        if (first == '$') return (argument.path = parser_.path(Place::in_call)) != nullptr;
        if (first == '\'') return quoted(argument);
        if (first == 'S') return (argument.call = call(depth + 1)) != nullptr;
        auto const end = std::min(text_.find_first_of(",) ", parser_.at()), text_.size());
        auto const word = text_.substr(parser_.at(), end - parser_.at());
        try {
            argument.literal = Json::parse(word);
        } catch (JsonError const&) {
            return parser_.fail("Expected a path, a text in single quotes, a number, true, false, null or a function");
        }
        if (argument.literal.is_string()) return parser_.fail("Texts stand in single quotes");
        parser_.move_to(end);
        return true;
    }

    /// Only ' { } and \ may follow a backslash (Developer Guide, "Reserved characters in intrinsic functions").
    bool quoted(Argument& argument) {
        auto at = parser_.at() + 1;
        auto const begin = at;
        std::string value;
        while (at < text_.size() && text_[at] != '\'') {
            if (text_[at] == '\\') {
                ++at;
                if (at == text_.size() || std::string_view("'{}\\").find(text_[at]) == std::string_view::npos) {
                    parser_.move_to(at - 1);
                    return parser_.fail("A backslash may only stand before ' { } or \\");
                }
            }
            value += text_[at++];
        }
        if (at == text_.size()) return parser_.fail("The text has no closing quote");
        argument.literal = Json(value);
        argument.pieces = cut_template(text_.substr(begin, at - begin));
        parser_.move_to(at + 1);
        return true;
    }

    std::string_view text_;
    Limits const& limits_;
    Parser parser_;
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
        auto value = evaluate(path, scope, *root, *root, evaluation.budget);
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
    return program.intrinsic->run(arguments);
}

void collect(Call::Program const& program, std::set<std::string>& names) {
    for (auto const& argument : program.arguments) {
        if (argument.path) collect_variables(*argument.path, names);
        if (argument.call) collect(*argument.call, names);
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
