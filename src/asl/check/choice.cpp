#include <algorithm>
#include <array>

#include "asl/check/checker.hpp"

namespace coworks::asl::checking {

namespace {

constexpr auto kTyped = std::to_array<std::string_view>({"String", "Numeric", "Timestamp"});
constexpr auto kOrders =
    std::to_array<std::string_view>({"Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"});

/// The type of value that a comparison takes: "String", …, "Path" for one whose name ends so; empty if there is none.
std::string_view operand_of(std::string_view name) {
    if (name == "StringMatches") return "String";
    bool const path = name.ends_with("Path");
    if (path) name.remove_suffix(4);
    if (name == "BooleanEquals") return path ? "Path" : "Boolean";
    for (auto const type : kTyped) {
        if (name.starts_with(type) && std::ranges::find(kOrders, name.substr(type.size())) != kOrders.end()) {
            return path ? "Path" : type;
        }
    }
    if (path) return {};
    for (auto const is : {"IsPresent", "IsNull", "IsString", "IsNumeric", "IsBoolean", "IsTimestamp"}) {
        if (name == is) return "Boolean";
    }
    return {};
}

bool joins(std::string_view name) {
    return name == "And" || name == "Or" || name == "Not";
}

}  // namespace

void Checker::choices(Json const& value, Place const& place, QueryLanguage language) {
    if (!require_array(value, place)) return;
    if (value.empty()) return schema(place, "Value cannot be empty");
    for (std::size_t i = 0; i < value.size(); ++i)
        rule(value[i], place.item(i), language, true, 0);
}

void Checker::comparison(std::string_view name, Json const& value, Place const& place) {
    auto const operand = operand_of(name);
    if (operand == "Path") return path(value, place);
    if (operand == "Boolean") return boolean(value, place);
    if (operand == "Timestamp") return timestamp(value, place);
    if (operand == "String") return text(value, place);
    if (!value.is_number()) schema(place, "Expected value of type Number");
}

/// One rule: a Condition (JSONata), or exactly one comparison or junction (JSONPath). `top`: it has a Next.
void Checker::rule(Json const& value, Place const& place, QueryLanguage language, bool top, std::size_t depth) {
    if (depth > limits_.rule_depth) return schema(place, "The rules are nested too deeply");
    if (!require_object(value, place)) return;
    bool const jsonata = language == QueryLanguage::jsonata;
    if (top) require_fields(value, {"Next"}, place);
    std::size_t comparisons = 0;
    bool joined = false;
    for (auto const& member : value.members()) {
        auto const name = member.name();
        auto const at = place.member(name);
        if (name == "Comment" || (name == "Next" && top)) {
            text(member.value, at);
        } else if (name == "Assign" && top) {
            assigned(member.value, at, language);
        } else if (jsonata && name == "Output" && top) {
            payload(member.value, at, language);
        } else if (jsonata && name == "Condition") {
            ++comparisons;
            if (!expression(member.value, at, language) && !member.value.is_bool()) {
                schema(at, "Expected a JSONata expression or a value of type Boolean");
            }
        } else if (!jsonata && name == "Variable") {
            path(member.value, at);
        } else if (!jsonata && name == "Not") {
            ++comparisons;
            joined = true;
            rule(member.value, at, language, false, depth + 1);
        } else if (!jsonata && joins(name)) {
            ++comparisons;
            joined = true;
            if (!require_array(member.value, at)) continue;
            if (member.value.empty()) schema(at, "Value cannot be empty");
            for (std::size_t i = 0; i < member.value.size(); ++i) {
                rule(member.value[i], at.item(i), language, false, depth + 1);
            }
        } else if (!jsonata && !operand_of(name).empty()) {
            ++comparisons;
            comparison(name, member.value, at);
        } else {
            schema(place, "Field '" + std::string(name) + "' is not supported");
            findings_.back().pointer = at.pointer;
        }
    }
    if (jsonata && comparisons == 0) {
        schema(place, "These fields are required: [Condition]");
    } else if (comparisons != 1) {
        schema(place, "A choice rule must have exactly one comparison operator");
    } else if (!jsonata && !joined && !value.contains("Variable")) {
        schema(place, "These fields are required: [Variable]");
    }
}

}  // namespace coworks::asl::checking
