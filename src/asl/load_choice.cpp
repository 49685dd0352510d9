#include <array>
#include <utility>

#include "asl/load_state.hpp"

namespace coworks::asl {
namespace {

struct OperatorName {
    std::string_view name;
    Comparison::Type type;
    Comparison::Operator op;
};

using Type = Comparison::Type;
using Operator = Comparison::Operator;

/// Every operator of the specification's table "Choice Rule"; those with a type other than `is` (and StringMatches)
/// exist with "Path" at their end too.
constexpr auto kOperators = std::to_array<OperatorName>({
    {"StringEquals", Type::string, Operator::equals},
    {"StringLessThan", Type::string, Operator::less_than},
    {"StringGreaterThan", Type::string, Operator::greater_than},
    {"StringLessThanEquals", Type::string, Operator::less_than_equals},
    {"StringGreaterThanEquals", Type::string, Operator::greater_than_equals},
    {"StringMatches", Type::string, Operator::matches},
    {"NumericEquals", Type::numeric, Operator::equals},
    {"NumericLessThan", Type::numeric, Operator::less_than},
    {"NumericGreaterThan", Type::numeric, Operator::greater_than},
    {"NumericLessThanEquals", Type::numeric, Operator::less_than_equals},
    {"NumericGreaterThanEquals", Type::numeric, Operator::greater_than_equals},
    {"BooleanEquals", Type::boolean, Operator::equals},
    {"TimestampEquals", Type::timestamp, Operator::equals},
    {"TimestampLessThan", Type::timestamp, Operator::less_than},
    {"TimestampGreaterThan", Type::timestamp, Operator::greater_than},
    {"TimestampLessThanEquals", Type::timestamp, Operator::less_than_equals},
    {"TimestampGreaterThanEquals", Type::timestamp, Operator::greater_than_equals},
    {"IsPresent", Type::is, Operator::is_present},
    {"IsNull", Type::is, Operator::is_null},
    {"IsString", Type::is, Operator::is_string},
    {"IsNumeric", Type::is, Operator::is_numeric},
    {"IsBoolean", Type::is, Operator::is_boolean},
    {"IsTimestamp", Type::is, Operator::is_timestamp},
});

Result<Comparison> load_comparison(LoadContext const& context, Json const& source) {
    Comparison comparison;
    Json const& variable = source["Variable"];
    if (!variable.is_string()) return invalid(context.pointer + "/Variable", "a choice rule has a Variable");
    auto compiled = compile_path_or_intrinsic(variable.as_string());
    if (!compiled) return invalid(context.pointer + "/Variable", compiled.error().message);
    comparison.variable = *std::move(compiled);
    for (OperatorName const& known : kOperators) {
        comparison.type = known.type;
        comparison.op = known.op;
        if (Json const* operand = source.find(known.name)) {
            comparison.name = known.name;
            comparison.operand = literal(*operand);
            return comparison;
        }
        if (known.type == Type::is || known.op == Operator::matches) continue;
        comparison.name = std::string(known.name) + "Path";
        Json const* const operand = source.find(comparison.name);
        if (operand == nullptr) continue;
        std::string const place = context.pointer + "/" + comparison.name;
        if (!operand->is_string()) return invalid(place, "a path is a text");
        auto path = compile_path_or_intrinsic(operand->as_string());
        if (!path) return invalid(place, path.error().message);
        comparison.operand = *std::move(path);
        return comparison;
    }
    return invalid(context.pointer, "a choice rule has an operator");
}

Result<ChoiceRule> load_rule(LoadContext const& context, Json const& source) {
    if (!source.is_object()) return invalid(context.pointer, "a choice rule is an object");
    if (context.depth > context.limits.rule_depth)
        return invalid(context.pointer, "choice rules are nested too deeply");
    LoadContext inner = context;
    ++inner.depth;
    ChoiceRule rule;
    if (Json const* condition = source.find("Condition")) {
        rule.kind = ChoiceRule::Kind::condition;
        if (condition->is_string() && is_jsonata(condition->as_string())) {
            auto compiled = compile_jsonata(condition->as_string());
            if (!compiled) return invalid(context.pointer + "/Condition", compiled.error().message);
            rule.condition = *std::move(compiled);
        } else {
            rule.condition = literal(*condition);
        }
        return rule;
    }
    if (Json const* negated = source.find("Not")) {
        rule.kind = ChoiceRule::Kind::negation;
        rule.rules.emplace_back();
        COWORKS_ASL_TAKE(rule.rules.back(), load_rule(inner.at("/Not"), *negated));
        return rule;
    }
    for (std::string_view const name : {"And", "Or"}) {
        Json const& parts = source[name];
        if (!parts.is_array()) continue;
        rule.kind = name == "And" ? ChoiceRule::Kind::all : ChoiceRule::Kind::any;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            rule.rules.emplace_back();
            COWORKS_ASL_TAKE(rule.rules.back(),
                             load_rule(inner.at("/" + std::string(name) + "/" + std::to_string(i)), parts[i]));
        }
        return rule;
    }
    COWORKS_ASL_TAKE(rule.comparison, load_comparison(context, source));
    return rule;
}

}  // namespace

Result<void> load_choice(LoadContext const& context, Json const& source, Workflow const& workflow,
                         ChoiceState& choice) {
    Json const& choices = source["Choices"];
    if (!choices.is_array()) return invalid(context.pointer + "/Choices", "Choices is a list of rules");
    for (std::size_t i = 0; i < choices.size(); ++i) {
        LoadContext inner = context.at("/Choices/" + std::to_string(i));
        inner.depth = 0;
        inner.within = "Choices[" + std::to_string(i) + "]/";
        ChoiceBranch branch;
        branch.field = "Choices[" + std::to_string(i) + "]/Condition";
        COWORKS_ASL_TAKE(branch.rule, load_rule(inner, choices[i]));
        COWORKS_ASL_TAKE(branch.next, target(inner, choices[i], "Next", workflow));
        COWORKS_ASL_TAKE(branch.assign, optional_template(inner, choices[i], "Assign"));
        COWORKS_ASL_TAKE(branch.output, optional_template(inner, choices[i], "Output"));
        choice.choices.push_back(std::move(branch));
    }
    COWORKS_ASL_TAKE(choice.otherwise, target(context, source, "Default", workflow));
    return {};
}

}  // namespace coworks::asl
