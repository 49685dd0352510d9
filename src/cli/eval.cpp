#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "jsonata/jsonata.hpp"

namespace coworks::cli {
namespace {

struct Options {
    std::string expression;
    std::string input;
    std::string dialect = "standard";
};

Exit tell(Session const& session, std::string const& text, jsonata::JsonataError const& error) {
    std::size_t const offset = std::min(jsonata::byte_offset(text, error.position), text.size());
    // The reference counts to behind the token; the caret stands under its beginning.
    std::size_t const begin =
        offset - std::min(offset, std::max<std::size_t>(error.token.size(), error.position > 0 ? 1 : 0));
    return session.fail(Exit::failed,
                        {.file = "expression",
                         .position = position_of(text, begin),
                         .length = std::max<std::size_t>(1, code_points(error.token)),
                         .code = error.code,
                         .message = error.message,
                         .remedy = {}},
                        text);
}

Exit eval(Session& session, Options const& options) {
    auto const dialect = options.dialect == "aws" ? jsonata::Dialect::aws : jsonata::Dialect::standard;
    auto const expression = jsonata::compile(options.expression, dialect);
    if (!expression) return tell(session, options.expression, expression.error());
    std::optional<Json> input;
    if (!options.input.empty()) {
        auto const text = read_input(options.input);
        if (!text) return session.fail(Exit::usage, text.error());
        try {
            input = Json::parse(*text, {.allow_lone_surrogates = true});
        } catch (JsonError const& error) {
            return session.fail(Exit::usage,
                                {.file = options.input,
                                 .position = position_of(*text, std::min(error.offset(), text->size())),
                                 .message = error.what()},
                                *text);
        }
    }
    SystemClock const clock;
    SystemRandom random;
    auto const begun = std::chrono::steady_clock::now();
    auto const answer = expression->evaluate(
        input ? &*input : nullptr,
        {.clock = &clock, .random = &random, .elapsed = [begun] {
             return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begun);
         }});
    if (!answer) return tell(session, options.expression, answer.error());
    if (answer->value) {
        session.out(answer->value->dump({.indent = 2, .ecmascript_numbers = true}) + "\n");
    } else {
        session.say(answer->is_function ? "the value is a function" : "the expression has no value here");
    }
    return Exit::ok;
}

}  // namespace

void add_eval(Commands& commands) {
    auto options = std::make_shared<Options>();
    auto& command = commands.add("eval", "Evaluate a JSONata expression",
                                 "  cws eval '$sum(lines.(price * quantity))' --input order.json\n"
                                 "  echo '[1, 2, 3]' | cws eval '$map($, function($n) { $n * 2 })' --input -\n");
    command.add_option("EXPRESSION", options->expression, "The expression")->required();
    command.add_option("--input", options->input, "The document, as JSON; - is standard input")->type_name("FILE");
    command.add_option("--dialect", options->dialect, "standard is JSONata 2.2.2; aws is what Step Functions runs")
        ->check(CLI::IsMember({"standard", "aws"}))
        ->capture_default_str();
    commands.act(command, options, eval);
}

}  // namespace coworks::cli
