/// Choice: which state is next (https://states-language.net/spec.html#choice-state).

#include <cmath>
#include <string_view>
#include <vector>

#include "asl/run.hpp"
#include "asl/timestamp.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace coworks::asl {
namespace {

using Operator = Comparison::Operator;
using Type = Comparison::Type;

bool ordered(Operator op, int order) {
    switch (op) {
        case Operator::equals:
            return order == 0;
        case Operator::less_than:
            return order < 0;
        case Operator::less_than_equals:
            return order <= 0;
        case Operator::greater_than:
            return order > 0;
        case Operator::greater_than_equals:
            return order >= 0;
        default:
            return false;
    }
}

template <class T>
int order_of(T const& a, T const& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

/// StringMatches: `*` stands for any text, `\*` for itself, `\\` for a backslash. Linear in both but for the last `*`,
/// which alone is ever tried again.
bool matches(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (t < text.size()) {
        bool const escaped =
            p + 1 < pattern.size() && pattern[p] == '\\' && (pattern[p + 1] == '*' || pattern[p + 1] == '\\');
        if (!escaped && p < pattern.size() && pattern[p] == '*') {
            star = ++p;
            star_text = t;
        } else if (p < pattern.size() && pattern[escaped ? p + 1 : p] == text[t]) {
            p += escaped ? 2 : 1;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star;
            t = ++star_text;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool is_timestamp(Json const& value) {
    return value.is_string() && parse_state_timestamp(value.as_string()).has_value();
}

/// Is… operators: whether the value is of a kind, compared with the truth that is asked for.
bool is_of_kind(Operator op, Json const& value) {
    switch (op) {
        case Operator::is_null:
            return value.is_null();
        case Operator::is_string:
            return value.is_string();
        case Operator::is_numeric:
            return value.is_number();
        case Operator::is_boolean:
            return value.is_bool();
        case Operator::is_timestamp:
            return is_timestamp(value);
        default:
            return false;
    }
}

/// A comparison of values of different types is false, not an error (specification, "Choice Rule").
bool compare(Comparison const& comparison, Json const& value, Json const& operand) {
    switch (comparison.type) {
        case Type::string:
            if (!value.is_string() || !operand.is_string()) return false;
            if (comparison.op == Operator::matches) return matches(value.as_string(), operand.as_string());
            return ordered(comparison.op, compare_utf16(value.as_string(), operand.as_string()));
        case Type::numeric:
            if (!value.is_number() || !operand.is_number()) return false;
            if (value == operand) return ordered(comparison.op, 0);
            return ordered(comparison.op, order_of(value.as_double(), operand.as_double()));
        case Type::boolean:
            return value.is_bool() && operand.is_bool() && value == operand;
        case Type::timestamp: {
            if (!value.is_string() || !operand.is_string()) return false;
            auto const left = parse_state_timestamp(value.as_string());
            auto const right = parse_state_timestamp(operand.as_string());
            return left && right && ordered(comparison.op, order_of(*left, *right));
        }
        case Type::is:
            return false;
    }
    return false;
}

Evaluated<bool> test(Comparison const& comparison, View const& view) {
    Evaluated<std::optional<Json>> value = evaluate_optional(comparison.variable, view);
    if (!value) return tl::unexpected(value.error());
    if (comparison.type == Type::is) {
        bool const wanted = comparison.operand.value == Json(true);
        if (comparison.op == Operator::is_present) return value->has_value() == wanted;
    }
    auto const invalid = [](Expression const& path) {
        return tl::unexpected(Fault{.cause = "Invalid path '" + path.text +
                                             "': The choice state's condition path references an invalid value."});
    };
    if (!*value) return invalid(comparison.variable);
    if (comparison.type == Type::is)
        return is_of_kind(comparison.op, **value) == (comparison.operand.value == Json(true));
    if (comparison.operand.kind == Expression::Kind::literal)
        return compare(comparison, **value, comparison.operand.value);
    Evaluated<std::optional<Json>> operand = evaluate_optional(comparison.operand, view);
    if (!operand) return tl::unexpected(operand.error());
    if (!*operand) return invalid(comparison.operand);
    return compare(comparison, **value, **operand);
}

/// A rule; nested ones to the depth that the loader allows.
Evaluated<bool> holds(ChoiceRule const& rule, View const& view, std::string_view field) {
    switch (rule.kind) {
        case ChoiceRule::Kind::comparison:
            return test(rule.comparison, view);
        case ChoiceRule::Kind::condition: {
            Evaluated<Json> value = evaluate(rule.condition, field, view, Expected::boolean);
            if (!value) return tl::unexpected(value.error());
            return *value == Json(true);
        }
        case ChoiceRule::Kind::negation: {
            Evaluated<bool> inner = holds(rule.rules.front(), view, field);
            if (!inner) return inner;
            return !*inner;
        }
        case ChoiceRule::Kind::all:
        case ChoiceRule::Kind::any: {
            bool const any = rule.kind == ChoiceRule::Kind::any;
            for (ChoiceRule const& part : rule.rules) {
                Evaluated<bool> inner = holds(part, view, field);
                if (!inner || *inner == any) return inner;
            }
            return !any;
        }
    }
    return false;
}

}  // namespace

void work_choice(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    auto const& choice = std::get<ChoiceState>(state.body);
    View view = scope.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return fail(run, branch, filtered.error());
    if (state.language == QueryLanguage::jsonpath) view.input = *std::move(filtered);

    ChoiceBranch const* taken = nullptr;
    for (std::size_t i = 0; i < choice.choices.size() && taken == nullptr; ++i) {
        ChoiceBranch const& candidate = choice.choices[i];
        Evaluated<bool> chosen = holds(candidate.rule, view, candidate.field);
        if (!chosen) return fail(run, branch, chosen.error());
        if (*chosen) taken = &candidate;
    }
    StateIndex const next = taken != nullptr ? taken->next : choice.otherwise;
    if (next == kNoState) {
        return fail(run, branch,
                    {.cause = "Failed to transition out of the state. The state does not point to a next state."});
    }
    // Assign and Output of the rule that matched; the state's own belong to Default.
    Evaluated<Outcome> outcome =
        finish_without_result(state, scope.view(), taken != nullptr ? taken->assign : state.assign,
                              taken != nullptr ? taken->output : state.output);
    if (!outcome) return fail(run, branch, outcome.error());
    leave(run, branch, *std::move(outcome), next);
}

}  // namespace coworks::asl
