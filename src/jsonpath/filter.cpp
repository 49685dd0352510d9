#include <optional>
#include <ranges>

#include "base/text.hpp"
#include "jsonpath/decimal.hpp"
#include "jsonpath/evaluate.hpp"
#include "jsonpath/java_text.hpp"

namespace coworks::jsonpath {

namespace {

constexpr std::size_t kTextDepth = 256;  // levels of a value that a regular expression sees

/// What a comparison can't decide: the library throws something that nobody catches, and the whole path fails.
tl::unexpected<Failure> incomparable(std::string message) {
    return tl::unexpected(Failure{.kind = Failure::Kind::not_found, .message = std::move(message)});
}

/// One side of a comparison, looked up.
struct Side {
    Json value;
    Pattern const* pattern = nullptr;
    bool is_text() const { return pattern == nullptr && value.is_string(); }
    /// The text null is as good as none.
    bool is_nullish() const { return pattern == nullptr && (value.is_null() || (is_text() && text() == "null")); }
    std::string_view text() const { return value.as_string(); }
};

/// The side's value; nothing where its path leads nowhere.
Outcome<std::optional<Side>> look_up(Operand const& operand, Json const& item, Json const& document, Budget& budget) {
    if (operand.kind != Operand::Kind::path)
        return std::optional(Side{.value = Json(operand.text), .pattern = operand.pattern.get()});
    auto value =
        Walker(*operand.path, document, budget, Missing::lenient).run(operand.path->relative ? item : document);
    if (value) return std::optional(Side{.value = *std::move(value)});
    if (value.error().kind == Stop::Kind::absent) return std::optional<Side>();
    return tl::unexpected(std::move(value.error().failure));
}

std::string unquoted(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!text.substr(i).starts_with("\\'")) plain += text[i];
    }
    return plain;
}

/// Boolean.valueOf(): "true" in any case is true, all else false.
bool truth_of(std::string_view text) {
    constexpr std::string_view kTrue = "true";
    return std::ranges::equal(text, kTrue, {}, [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
}

/// Criteria.safeCompare(): nothing where it can't compare the two. `expected` is the right side.
Outcome<std::optional<int>> safe_compare(Side const& expected, Side const& model) {
    if (expected.is_nullish() || model.is_nullish())
        return std::optional(static_cast<int>(model.is_nullish()) - static_cast<int>(expected.is_nullish()));
    Json const& left = expected.value;
    Json const& right = model.value;
    bool const plain = expected.pattern == nullptr && model.pattern == nullptr;
    if (plain && left.is_string() && right.is_string())
        return std::optional(compare_utf16(unquoted(left.as_string()), right.as_string()));
    if (plain && (left.is_number() || left.is_string()) && right.is_number()) {
        auto const text = left.is_string() ? std::string(left.as_string()) : left.dump();
        auto const order = compare_decimals(text, right.dump());
        if (!order) return incomparable("A filter compares '" + text + "', which is no number, with " + right.dump());
        return order;
    }
    if (plain && (left.is_bool() || left.is_string()) && right.is_bool()) {
        bool const truth = left.is_bool() ? left.as_bool() : truth_of(left.as_string());
        return std::optional(static_cast<int>(truth) - static_cast<int>(right.as_bool()));
    }
    // The same object: `@.a == @.a`, whatever it is.
    if (plain && (left.is_object() || left.is_array()) && left.same_as(right)) return std::optional(0);
    return std::optional<int>();
}

/// `expected` and the order of it and the item's value, which the library compares the other way around.
bool agrees(Comparison comparison, int order) {
    switch (comparison) {
        case Comparison::equal:
            return order == 0;
        case Comparison::not_equal:
            return order != 0;
        case Comparison::greater:
            return order < 0;
        case Comparison::greater_equal:
            return order <= 0;
        case Comparison::less:
            return order > 0;
        case Comparison::less_equal:
            return order >= 0;
        default:
            return false;
    }
}

Outcome<bool> matches(Side const& expected, Side const& model) {
    Side const& target = model.pattern != nullptr ? expected : model;
    Pattern const* const pattern = model.pattern != nullptr ? model.pattern : expected.pattern;
    if (pattern == nullptr && !expected.value.is_null()) return incomparable("=~ needs a regular expression: /…/");
    if (target.pattern == nullptr && target.value.is_null()) return false;
    if (pattern == nullptr) return incomparable("=~ needs a regular expression: /…/");
    std::string text;
    if (!append_java_text(text, target.value, kTextDepth))
        return incomparable("A filter matches a value nested too deeply");
    switch (pattern->matches(text)) {
        case Pattern::Answer::yes:
            return true;
        case Pattern::Answer::no:
            return false;
        case Pattern::Answer::too_costly:
            break;
    }
    return tl::unexpected(
        Failure{.kind = Failure::Kind::limit, .message = "The regular expression of a filter takes too long"});
}

/// Paths of either kind are looked for in the item; a member that is null counts as missing.
Outcome<bool> exists(Operand const& operand, Json const& item, Json const& document, Budget& budget) {
    auto const value = Walker(*operand.path, document, budget, Missing::strict).run(item);
    if (value) return !value->is_null();
    if (value.error().kind == Stop::Kind::absent) return false;
    return tl::unexpected(value.error().failure);
}

Outcome<bool> holds(Criterion const& criterion, Json const& item, Json const& document, Budget& budget) {
    if (criterion.comparison == Comparison::exists || criterion.comparison == Comparison::missing) {
        auto const there = exists(criterion.left, item, document, budget);
        if (!there) return there;
        return *there == (criterion.comparison == Comparison::exists);
    }
    auto const model = look_up(criterion.left, item, document, budget);
    if (!model) return tl::unexpected(model.error());
    if (!*model) return false;
    auto const expected = look_up(criterion.right, item, document, budget);
    if (!expected) return tl::unexpected(expected.error());
    if (!*expected) return false;
    if (criterion.comparison == Comparison::matches) return matches(**expected, **model);
    bool const ordered = criterion.comparison != Comparison::equal && criterion.comparison != Comparison::not_equal;
    auto const is_null = [](Side const& side) { return side.pattern == nullptr && side.value.is_null(); };
    if (ordered && is_null(**expected) != is_null(**model)) return false;
    auto const order = safe_compare(**expected, **model);
    if (!order) return tl::unexpected(order.error());
    return order->has_value() && agrees(criterion.comparison, **order);
}

}  // namespace

/// The library looks at the criteria from the last to the first, which shows where one of them fails.
Outcome<bool> accepts(Filter const& filter, Json const& item, Json const& document, Budget& budget) {
    if (filter.placeholder) return incomparable("[?] stands for a filter that is not given");
    for (auto const& group : filter.groups | std::views::reverse) {
        bool all = true;
        for (auto const& criterion : group | std::views::reverse) {
            if (++budget.steps > budget.limits.steps) {
                return tl::unexpected(
                    Failure{.kind = Failure::Kind::limit, .message = "The path looks at too many values"});
            }
            auto const held = holds(criterion, item, document, budget);
            if (!held) return held;
            if (!*held) {
                all = false;
                break;
            }
        }
        if (all) return true;
    }
    return false;
}

}  // namespace coworks::jsonpath
