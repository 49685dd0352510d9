#include "asl/evaluate.hpp"

#include <algorithm>
#include <charconv>

#include "asl/compiled.hpp"
#include "asl/evaluate_jsonata.hpp"
#include "asl/run.hpp"
#include "json/text_of.hpp"

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
            return {.kind = Fault::Kind::intrinsic, .error = "States.IntrinsicFailure", .cause = failure.message};
        case Kind::place:
            return {.kind = Fault::Kind::intrinsic, .error = "States.ResultPathMatchFailure", .cause = failure.message};
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

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The service reads numbers that a path leads to from their text, so that "2" is one too (1.5 is none).
std::optional<std::int64_t> integer_in(Json const& value) {
    if (value.is_string()) return parse_number<std::int64_t>(value.as_string());
    try {
        if (value.is_number()) return value.as_int64();
    } catch (JsonError const&) {
        return std::nullopt;  // a fraction, or beyond 64 bits
    }
    return std::nullopt;
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

Fault field_fault(Field const& field, std::string cause) {
    if (field.is_path() || field.expression.kind != Expression::Kind::jsonata) return {.cause = std::move(cause)};
    return {.kind = Fault::Kind::evaluation,
            .error = "States.QueryEvaluationError",
            .cause = std::move(cause),
            .location = field.name};
}

Evaluated<std::int64_t> evaluate_integer(Field const& field, View const& view, std::int64_t otherwise) {
    if (!field.present()) return otherwise;
    Evaluated<Json> value = field.is_path() ? evaluate_path(field.expression, view)
                                            : evaluate(field.expression, field.name, view, Expected::integer);
    if (!value) return tl::unexpected(value.error());
    if (std::optional<std::int64_t> const number = integer_in(*value)) return *number;
    return tl::unexpected(field_fault(field, "The " + field.name + " field refers to value \"" + plain_text(*value) +
                                                 "\" which is not a valid integer: " + field.expression.text));
}

Evaluated<double> evaluate_number(Field const& field, View const& view, double otherwise) {
    if (!field.present()) return otherwise;
    Evaluated<Json> value = field.is_path() ? evaluate_path(field.expression, view)
                                            : evaluate(field.expression, field.name, view, Expected::number);
    if (!value) return tl::unexpected(value.error());
    if (value->is_number()) return value->as_double();
    if (value->is_string()) {
        if (std::optional<double> const number = parse_number<double>(value->as_string())) return *number;
    }
    return tl::unexpected(field_fault(field, "The " + field.name + " field refers to value \"" + plain_text(*value) +
                                                 "\" which is not a valid float: " + field.expression.text));
}

Evaluated<std::int64_t> evaluate_period(Field const& field, std::string_view name, View const& view,
                                        Limits const& limits) {
    Evaluated<std::int64_t> seconds = evaluate_integer(field, view, 0);
    if (!seconds || !field.present()) return seconds;
    if (*seconds <= 0) return tl::unexpected(field_fault(field, std::string(name) + " must be positive."));
    return std::min(*seconds, limits.wait_seconds);
}

}  // namespace coworks::asl
