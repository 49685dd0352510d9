#include <algorithm>
#include <compare>

#include "jsonpath/evaluate.hpp"

namespace coworks::jsonpath {

namespace {

/// A text that is a number as one; Jayway compares '1' and 1 as equal.
std::optional<Json> as_number(Json const& value) {
    if (value.is_number()) return value;
    if (!value.is_string()) return std::nullopt;
    try {
        auto parsed = Json::parse(value.as_string());
        return parsed.is_number() ? std::optional(std::move(parsed)) : std::nullopt;
    } catch (JsonError const&) {
        return std::nullopt;
    }
}

bool loosely_equal(Json const& left, Json const& right) {
    if (left.is_number() && right.is_string()) {
        auto const number = as_number(right);
        return number && *number == left;
    }
    if (left.is_string() && right.is_number()) return left.as_string() == right.dump();
    return left == right;
}

bool strictly_equal(Json const& left, Json const& right) {
    return left.is_number() == right.is_number() && left.is_string() == right.is_string() && left == right;
}

std::partial_ordering order(Json const& left, Json const& right) {
    if (left.is_number() && right.is_number()) {
        if (left == right) return std::partial_ordering::equivalent;
        return left.as_double() <=> right.as_double();
    }
    if (left.is_string() && right.is_string()) return left.as_string() <=> right.as_string();
    return std::partial_ordering::unordered;
}

/// Comparisons with lists look at each pair; `budget` pays for them.
bool holds(Json const& list, Json const& value, Budget& budget) {
    if (!list.is_array()) return false;
    budget.steps += list.size();
    return std::ranges::any_of(list.items(), [&](Json const& item) { return loosely_equal(item, value); });
}

bool every(Json const& items, Json const& list, Budget& budget) {
    return items.is_array() && list.is_array() &&
           std::ranges::all_of(items.items(), [&](Json const& item) { return holds(list, item, budget); });
}

bool some(Json const& items, Json const& list, Budget& budget) {
    return items.is_array() && list.is_array() &&
           std::ranges::any_of(items.items(), [&](Json const& item) { return holds(list, item, budget); });
}

std::optional<std::size_t> size_of(Json const& value) {
    if (value.is_string()) return value.as_string().size();
    if (value.is_array() || value.is_object()) return value.size();
    return std::nullopt;
}

bool contains(Json const& left, Json const& right, Budget& budget) {
    if (left.is_string() && right.is_string()) {
        return left.as_string().find(right.as_string()) != std::string_view::npos;
    }
    return holds(left, right, budget);
}

bool compare(Comparison comparison, Json const& left, Json const& right, Budget& budget) {
    switch (comparison) {
        case Comparison::equal:
            return loosely_equal(left, right);
        case Comparison::not_equal:
            return !loosely_equal(left, right);
        case Comparison::same:
            return strictly_equal(left, right);
        case Comparison::not_same:
            return !strictly_equal(left, right);
        case Comparison::less:
            return order(left, right) < 0;
        case Comparison::less_equal:
            return order(left, right) <= 0;
        case Comparison::greater:
            return order(left, right) > 0;
        case Comparison::greater_equal:
            return order(left, right) >= 0;
        case Comparison::in:
            return holds(right, left, budget);
        case Comparison::not_in:
            return !holds(right, left, budget);
        case Comparison::subset_of:
            return every(left, right, budget);
        case Comparison::any_of:
            return some(left, right, budget);
        case Comparison::none_of:
            return left.is_array() && right.is_array() && !some(left, right, budget);
        case Comparison::contains:
            return contains(left, right, budget);
        case Comparison::all:
            return every(right, left, budget);
        case Comparison::size:
            return right.is_number() && size_of(left) && Json(*size_of(left)) == right;
        case Comparison::empty:
            return right.is_bool() && size_of(left) && (*size_of(left) == 0) == right.as_bool();
        case Comparison::matches:
            return false;  // compared where the pattern is at hand
    }
    return false;
}

Outcome<bool> matches(Operand const& pattern, Json const& value) {
    if (pattern.kind != Operand::Kind::pattern) return false;
    std::string const text = value.is_string() ? std::string(value.as_string()) : value.dump();
    switch (pattern.pattern->matches(text)) {
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

Outcome<bool> compares(Filter const& filter, Json const& item, Scope const& scope, Json const& document,
                       Budget& budget) {
    auto const left = value_of(filter.left, item, scope, document, budget);
    if (!left) return tl::unexpected(left.error());
    if (filter.comparison == Comparison::matches) {
        if (!*left) return false;
        return filter.left.kind == Operand::Kind::pattern ? Outcome<bool>(false) : matches(filter.right, **left);
    }
    auto const right = value_of(filter.right, item, scope, document, budget);
    if (!right) return tl::unexpected(right.error());
    if (!*left || !*right) {
        // Jayway's UNDEFINED equals nothing but itself.
        bool const equal = !*left && !*right;
        if (filter.comparison == Comparison::equal || filter.comparison == Comparison::same) return equal;
        if (filter.comparison == Comparison::not_equal || filter.comparison == Comparison::not_same) return !equal;
        return filter.comparison == Comparison::not_in;
    }
    return compare(filter.comparison, **left, **right, budget);
}

/// A path that stands alone: whether it leads anywhere. An indefinite one does as soon as the members on its way are
/// there, even if it selects nothing (Jayway asks no more).
Outcome<bool> exists(Operand const& operand, Json const& item, Scope const& scope, Json const& document,
                     Budget& budget) {
    auto const& path = *operand.path;
    Json const* const start = path.relative ? &item : path.root == Root::input ? &document : root_of(path, scope);
    if (start == nullptr) return false;
    auto const selected = Walker(path, scope, document, budget).run(*start);
    if (selected) return !path.definite || !selected->empty();
    if (selected.error().kind == Failure::Kind::not_found) return false;
    return tl::unexpected(selected.error());
}

}  // namespace

Outcome<std::optional<Json>> value_of(Operand const& operand, Json const& item, Scope const& scope,
                                      Json const& document, Budget& budget) {
    if (operand.kind == Operand::Kind::literal) return std::optional(operand.literal);
    if (operand.kind == Operand::Kind::pattern) return std::optional<Json>();
    auto const& path = *operand.path;
    Json const* const start = path.relative ? &item : path.root == Root::input ? &document : root_of(path, scope);
    if (start == nullptr) return std::optional<Json>();
    auto value = evaluate(path, scope, document, *start, budget);
    if (value) return std::optional(std::move(*value));
    if (value.error().kind == Failure::Kind::not_found) return std::optional<Json>();
    return tl::unexpected(std::move(value.error()));
}

Outcome<bool> accepts(Filter const& filter, Json const& item, Scope const& scope, Json const& document,
                      Budget& budget) {
    if (++budget.steps > budget.limits.steps) {
        return tl::unexpected(Failure{.kind = Failure::Kind::limit, .message = "The path looks at too many values"});
    }
    switch (filter.kind) {
        case Filter::Kind::exists:
            return exists(filter.left, item, scope, document, budget);
        case Filter::Kind::comparison:
            return compares(filter, item, scope, document, budget);
        case Filter::Kind::negation: {
            auto const part = accepts(filter.parts.front(), item, scope, document, budget);
            return part ? Outcome<bool>(!*part) : part;
        }
        case Filter::Kind::any:
        case Filter::Kind::all:
            break;
    }
    bool const decisive = filter.kind == Filter::Kind::any;
    for (auto const& part : filter.parts) {
        auto const accepted = accepts(part, item, scope, document, budget);
        if (!accepted || *accepted == decisive) return accepted;
    }
    return !decisive;
}

}  // namespace coworks::jsonpath
