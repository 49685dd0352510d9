#include "asl/evaluate_jsonata.hpp"

#include <algorithm>
#include <vector>

#include "asl/compile.hpp"
#include "asl/compiled.hpp"

namespace coworks::asl {
namespace {

/// What Step Functions lets one expression do. 100 nested evaluations are accepted there and 101 refused (observed: 100
/// terms of a sum, 99 parentheses); the guide gives an expression one second ("Transforming data with JSONata in Step
/// Functions", "Expression timeout"), which no core without a clock can count: these steps take about as long. 10 MB
/// may be allocated (guide of AWS Elemental Inference, "Expression limits and guardrails", which has the same
/// evaluator's bounds; measured on Step Functions: [1..873782] is accepted, [1..873783] refused; $range makes 360,145
/// items; a text is doubled to 2^22 characters, and no more).
constexpr std::size_t kOverheadBytes = 370;  ///< what those measurements leave for the evaluation itself
constexpr jsonata::Limits kLimits{.depth_max = 100,
                                  .steps_max = 50'000'000,
                                  .memory_bytes_max = 256U << 20,
                                  .billed_bytes_max = (10U << 20) - kOverheadBytes,
                                  .output_bytes_max = 64U << 20};

/// Which variables an expression reads, and whether it can see the context object.
void note_references(Compiled& compiled) {
    for (jsonata::Reference const& reference : compiled.jsonata->references()) {
        if (reference.variable == "states") {
            compiled.uses_states = true;
            compiled.uses_context =
                compiled.uses_context || reference.path.empty() || reference.path.front() == "context";
        } else if (!reference.variable.empty() && reference.variable != "$" &&
                   std::find(compiled.variables.begin(), compiled.variables.end(), reference.variable) ==
                       compiled.variables.end()) {
            compiled.variables.push_back(reference.variable);
        }
    }
}

/// The reserved variable `$states` (Developer Guide, "Transforming data with JSONata").
Json states_of(Compiled const& compiled, View const& view) {
    Json::ObjectBuilder states;
    states.set("input", view.input);
    if (view.result != nullptr) states.set("result", *view.result);
    if (view.error_output != nullptr) states.set("errorOutput", *view.error_output);
    if (compiled.uses_context && view.context != nullptr) states.set("context", view.context->get());
    return states.finish();
}

std::string_view kind_name(Json const& value) {
    switch (value.kind()) {
        case Json::Kind::null:
            return "null";
        case Json::Kind::boolean:
            return "boolean";
        case Json::Kind::integer:
        case Json::Kind::unsigned_integer:
        case Json::Kind::real:
            return "number";
        case Json::Kind::string:
            return "string";
        case Json::Kind::array:
            return "array";
        case Json::Kind::object:
            return "object";
    }
    return "null";
}

/// The name of the kind that a field takes; empty: any.
std::string_view kind_name(Expected expected) {
    switch (expected) {
        case Expected::anything:
            return {};
        case Expected::array:
        case Expected::items:
            return "array";
        case Expected::object:
            return "object";
        case Expected::string:
            return "string";
        case Expected::number:
        case Expected::integer:
            return "number";
        case Expected::boolean:
            return "boolean";
    }
    return {};
}

}  // namespace

Result<Expression> compile_jsonata(std::string_view text) {
    std::string_view const source = jsonata_source(text);
    auto parsed = jsonata::compile(source, jsonata::Dialect::aws);
    if (!parsed) {
        jsonata::JsonataError const& error = parsed.error();
        return coworks::fail("invalid_expression",
                             error.code.empty() ? error.message : error.code + ": " + error.message);
    }
    auto compiled = std::make_shared<Compiled>();
    compiled->jsonata = *std::move(parsed);
    note_references(*compiled);
    Expression made;
    made.kind = Expression::Kind::jsonata;
    made.text = source;
    made.compiled = std::move(compiled);
    return made;
}

Evaluated<Json> evaluate_jsonata(Expression const& expression, std::string_view field, View const& view,
                                 Expected expected) {
    Compiled const& compiled = *expression.compiled;
    Json const states = compiled.uses_states ? states_of(compiled, view) : Json();
    std::vector<jsonata::Binding> bindings;
    bindings.reserve(compiled.variables.size() + 1);
    if (compiled.uses_states) bindings.push_back({.name = "states", .value = &states});
    for (std::string const& name : compiled.variables) {
        if (Json const* value = view.variables.find(name)) bindings.push_back({.name = name, .value = value});
    }
    ManualClock const clock(view.now);
    jsonata::Environment environment;
    environment.bindings = bindings;
    environment.clock = &clock;
    environment.random = view.random;
    environment.limits = kLimits;
    auto const answer = compiled.jsonata->evaluate(nullptr, environment);

    auto const fault = [&](std::string const& what) {
        return tl::unexpected(Fault{.kind = Fault::Kind::evaluation,
                                    .error = "States.QueryEvaluationError",
                                    .cause = "The JSONata expression '" + expression.text +
                                             "' specified for the field '" + std::string(field) + "' " + what,
                                    .location = std::string(field)});
    };
    if (!answer) {
        jsonata::JsonataError const& error = answer.error();
        // What exceeded a bound has no code there, and is no sentence of its own.
        bool const bare = error.code.empty() || error.code == "U1001";
        return fault("threw an error during evaluation" +
                     (bare ? ": " + error.message : ". " + error.code + ": " + error.message));
    }
    if (answer->is_function) return fault("returned an unsupported result type.");
    if (!answer->value) return fault("returned nothing (undefined).");
    Json const& value = *answer->value;
    std::string_view const wanted = kind_name(expected);
    bool const keyed = expected == Expected::items && value.is_object();
    if (!wanted.empty() && kind_name(value) != wanted && !keyed) {
        return fault("returned an unexpected result type. Expected '" + std::string(wanted) + "', but was '" +
                     std::string(kind_name(value)) + "' for value: " + value.dump({.ecmascript_numbers = true}));
    }
    return value.without_source();
}
}  // namespace coworks::asl
