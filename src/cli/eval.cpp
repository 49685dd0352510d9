#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/json_argument.hpp"
#include "jsonata/jsonata.hpp"

namespace coworks::cli {
namespace {

struct EvalOptions {
    std::string expression;
    std::string input;
    std::string dialect = "standard";
    bool json = false;
};

Exit tell(Session const& session, EvalOptions const& options, Exit exit, Diagnostic const& fault,
          std::string const& source) {
    if (!options.json) return session.fail(exit, fault, source);
    session.out(Json::object({{"error", to_json(fault)}}).dump() + "\n");
    return exit;
}

Exit tell(Session const& session, EvalOptions const& options, jsonata::JsonataError const& error) {
    std::string const& text = options.expression;
    std::size_t const offset = std::min(jsonata::byte_offset(text, error.position), text.size());
    // The reference counts to behind the token (of a call: behind its bracket). The caret stands under its beginning.
    std::size_t begin = offset - std::min<std::size_t>(offset, 1);
    if (!error.token.empty() && error.token.size() <= offset) {
        std::size_t const found = text.rfind(error.token, offset - error.token.size());
        if (found != std::string::npos) begin = found;
    }
    return tell(session, options, Exit::failed,
                {.file = "expression",
                 .position = position_of(text, begin),
                 .length = std::max<std::size_t>(1, code_points(error.token)),
                 .code = error.code,
                 .message = error.message,
                 .remedy = {}},
                text);
}

Exit eval(Session& session, EvalOptions const& options) {
    auto const dialect = options.dialect == "aws" ? jsonata::Dialect::aws : jsonata::Dialect::standard;
    auto const expression = jsonata::compile(options.expression, dialect);
    if (!expression) return tell(session, options, expression.error());
    std::optional<Json> input;
    if (!options.input.empty()) {
        auto read = read_argument(options.input, "--input", Surrogates::lone);
        if (!read) return tell(session, options, Exit::usage, read.error().fault, read.error().source);
        input = std::move(read->value);
    }
    SystemClock const clock;
    SystemRandom random;
    auto const begun = std::chrono::steady_clock::now();
    auto const answer = expression->evaluate(
        input ? &*input : nullptr,
        {.clock = &clock, .random = &random, .elapsed = [begun] {
             return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begun);
         }});
    if (!answer) return tell(session, options, answer.error());
    JsonDumpOptions const print{.indent = options.json ? 0 : 2, .ecmascript_numbers = true};
    if (options.json) {
        Json::ObjectBuilder told;
        if (answer->value) told.set("value", *answer->value);
        if (answer->is_function) told.set("function", true);
        session.out(told.finish().dump(print) + "\n");
    } else if (answer->value) {
        session.out(answer->value->dump(print) + "\n");
    } else {
        session.say(answer->is_function ? "the value is a function" : "the expression has no value here");
    }
    return Exit::ok;
}

}  // namespace

void add_eval(Commands& commands) {
    auto options = std::make_shared<EvalOptions>();
    auto command = commands.add("eval", "Evaluate a JSONata expression",
                                "  cws eval '$sum(lines.(price * quantity))' --input order.json\n"
                                "  echo '[1, 2, 3]' | cws eval '$map($, function($n) { $n * 2 })' --input -\n"
                                "  cws eval '$now()' --json | jq .value\n");
    command.option("EXPRESSION", options->expression, "The expression").required();
    command.option("--input", options->input, "The document: JSON, a file, or - for standard input")
        .kind("FILE|JSON|-");
    command.option("--dialect", options->dialect, "standard is JSONata 2.2.2; aws is what Step Functions runs")
        .one_of({"standard", "aws"})
        .shows_default();
    command.flag("--json", options->json,
                 "One line: {\"value\": …}, {} where there is none, or {\"error\": …} with line and column");
    commands.act(command, options, eval);
}

}  // namespace coworks::cli
