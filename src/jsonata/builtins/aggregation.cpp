#include <cmath>
#include <limits>

#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

double total(Call const& call, Items const& items) {
    call.evaluator.tick(items.size());
    double sum = 0;
    for (std::size_t i = 0; i < items.size(); ++i)
        sum += items[i].number;
    return sum;
}

Value sum(Call const& call) {
    Value const value = call.argument(0);
    return value.is_undefined() ? value : Value(total(call, Items(value)));
}

Value count(Call const& call) {
    Value const value = call.argument(0);
    return Value(value.is_undefined() ? 0.0 : static_cast<double>(Items(value).size()));
}

/// Math.max and Math.min: NaN if there is one.
Value extreme(Call const& call, bool greatest) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    if (items.size() == 0) return {};
    call.evaluator.tick(items.size());
    double best = items[0].number;
    for (std::size_t i = 1; i < items.size(); ++i) {
        double const number = items[i].number;
        if (std::isnan(number)) return Value(std::numeric_limits<double>::quiet_NaN());
        if (greatest ? number > best : number < best) best = number;
    }
    return Value(best);
}

Value max(Call const& call) {
    return extreme(call, true);
}

Value min(Call const& call) {
    return extreme(call, false);
}

Value average(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    if (items.size() == 0) return {};
    return Value(total(call, items) / static_cast<double>(items.size()));
}

constexpr BuiltinRow kAggregationRows[] = {
    {"sum", "<a<n>:n>", 1, 1, sum}, {"count", "<a:n>", 1, 1, count},        {"max", "<a<n>:n>", 1, 1, max},
    {"min", "<a<n>:n>", 1, 1, min}, {"average", "<a<n>:n>", 1, 1, average},
};

}  // namespace

std::span<BuiltinRow const> aggregation_builtins() {
    return kAggregationRows;
}

}  // namespace coworks::jsonata
