#include "asl/fields.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

#include "json/text_of.hpp"

namespace coworks::asl {
namespace {

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
