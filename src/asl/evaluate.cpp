#include "asl/evaluate.hpp"

#include "asl/compiled.hpp"
#include "asl/evaluate_jsonata.hpp"

namespace coworks::asl {
namespace {

jsonpath::Scope scope_of(Compiled const& compiled, View const& view) {
    jsonpath::Scope scope;
    scope.input = &view.input;
    scope.variables = &view.variables;
    if (compiled.uses_context && view.context != nullptr) scope.context = &view.context->get();
    return scope;
}

/// What was looked up or computed is a new value, whose text is printed anew.
jsonpath::Outcome<Json> run(Expression const& expression, View const& view) {
    Compiled const& compiled = *expression.compiled;
    jsonpath::Scope const scope = scope_of(compiled, view);
    jsonpath::Outcome<Json> found =
        compiled.path ? compiled.path->evaluate(scope) : compiled.call->evaluate(scope, *view.random);
    if (found && !found->source().empty()) *found = found->without_source();
    return found;
}

/// What a failed path or call is to the state: the error's name, and the service's words.
Fault fault_of(Expression const& expression, jsonpath::Failure const& failure, std::string not_found) {
    using Kind = jsonpath::Failure::Kind;
    switch (failure.kind) {
        case Kind::not_found:
            if (expression.kind == Expression::Kind::path) return {.cause = std::move(not_found)};
            return {.cause = failure.message};
        case Kind::argument:
            // The specification names States.IntrinsicFailure for this; the service says States.Runtime, which nothing
            // catches (docs/jsonpath.md, "Errors", tells what that rests on).
            return {.cause = failure.message};
        case Kind::place:
            return {.kind = Fault::Kind::misplaced, .error = "States.ResultPathMatchFailure", .cause = failure.message};
        case Kind::limit:
            return {.cause = failure.message};
    }
    return {.cause = failure.message};
}

bool is_jsonpath(Expression const& expression) {
    return expression.kind == Expression::Kind::path || expression.kind == Expression::Kind::intrinsic;
}

/// The document that a path looks into, as error texts quote it.
std::string document_of(Expression const& expression, View const& view) {
    if (expression.compiled->path && expression.compiled->path->root() == jsonpath::Root::context)
        return view.context != nullptr ? view.context->get().dump() : "{}";
    return view.input.dump();
}

/// One template; nested to the depth that the loader allows.
Evaluated<Json> fill(Template const& payload, View const& view) {
    switch (payload.kind) {
        case Template::Kind::literal:
            return payload.value;
        case Template::Kind::expression:
            return evaluate(payload.expression, payload.field, view);
        case Template::Kind::object: {
            Json::ObjectBuilder made;
            made.reserve(payload.members.size());
            for (Template::Member const& member : payload.members) {
                Evaluated<Json> value = fill(member.value, view);
                if (!value) return value;
                made.set(member.name, *std::move(value));
            }
            return made.finish();
        }
        case Template::Kind::array: {
            Json::ArrayBuilder made;
            made.reserve(payload.items.size());
            for (Template const& item : payload.items) {
                Evaluated<Json> value = fill(item, view);
                if (!value) return value;
                made.push_back(*std::move(value));
            }
            return made.finish();
        }
    }
    return payload.value;
}

}  // namespace

Evaluated<Json> evaluate(Expression const& expression, std::string_view field, View const& view, Expected expected) {
    if (expression.kind == Expression::Kind::literal) return expression.value;
    if (expression.kind == Expression::Kind::jsonata) return evaluate_jsonata(expression, field, view, expected);
    jsonpath::Outcome<Json> outcome = run(expression, view);
    if (outcome) return *std::move(outcome);
    return tl::unexpected(
        fault_of(expression, outcome.error(),
                 "The JSONPath '" + expression.text + "' specified for the field '" + std::string(field) +
                     "' could not be found in the input '" +
                     (outcome.error().kind == jsonpath::Failure::Kind::not_found ? document_of(expression, view)
                                                                                 : std::string()) +
                     "'"));
}

Evaluated<Json> evaluate(Template const& payload, View const& view) {
    return fill(payload, view);
}

Evaluated<Json> evaluate_path(Expression const& path, View const& view) {
    if (!is_jsonpath(path)) return evaluate(path, {}, view);
    jsonpath::Outcome<Json> outcome = run(path, view);
    if (outcome) return *std::move(outcome);
    return tl::unexpected(
        fault_of(path, outcome.error(), "Invalid path '" + path.text + "' : " + outcome.error().message));
}

Evaluated<std::optional<Json>> evaluate_optional(Expression const& path, View const& view) {
    if (!is_jsonpath(path)) {
        Evaluated<Json> value = evaluate(path, {}, view);
        if (!value) return tl::unexpected(value.error());
        return std::optional<Json>(*std::move(value));
    }
    jsonpath::Outcome<Json> outcome = run(path, view);
    if (outcome) return std::optional<Json>(*std::move(outcome));
    if (outcome.error().kind == jsonpath::Failure::Kind::not_found) return std::optional<Json>();
    return tl::unexpected(fault_of(path, outcome.error(), {}));
}

Evaluated<Json> put_at(Expression const& path, Json const& input, Json const& value) {
    if (!path.compiled || !path.compiled->path) return value;
    jsonpath::Outcome<Json> outcome = path.compiled->path->put(input, value);
    if (outcome) return *std::move(outcome);
    return tl::unexpected(
        fault_of(path, outcome.error(), "Invalid path '" + path.text + "' : " + outcome.error().message));
}

}  // namespace coworks::asl
