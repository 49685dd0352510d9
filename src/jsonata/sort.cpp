#include "base/text.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/merge_sort.hpp"

namespace coworks::jsonata {
namespace {

/// The terms' values, each evaluated once, when it is first compared.
struct Keyed {
    Value item;
    std::size_t place = 0;
};

}  // namespace

Value Evaluator::sort(Plan const& plan, Value const& input, Frame* frame) {
    Items const items(input);
    if (items.size() <= 1) return input;
    bool const tuples = input.tag == Value::Tag::array && input.array->tuples;
    std::size_t const terms = plan.items.size();
    std::vector<Value> keys(items.size() * terms);
    std::vector<bool> known(items.size() * terms);
    auto const key = [&](Keyed const& keyed, std::size_t term) -> Value const& {
        std::size_t const at = keyed.place * terms + term;
        if (!known[at]) {
            bool const tuple = tuples && keyed.item.tag == Value::Tag::tuple;
            keys[at] = evaluate(*plan.items[term], tuple ? keyed.item.tuple->entries[0].value : keyed.item,
                                tuple ? copy_tuple(*keyed.item.tuple, frame) : frame);
            known[at] = true;
        }
        return keys[at];
    };
    auto const swaps = [&](Keyed const& a, Keyed const& b) {
        tick();
        for (std::size_t term = 0; term < terms; ++term) {
            Value const& left = key(a, term);
            Value const& right = key(b, term);
            if (left.is_undefined() || right.is_undefined()) {
                if (left.is_undefined() && right.is_undefined()) continue;
                return left.is_undefined();
            }
            if (!left.is_comparable() || !right.is_comparable())
                throw failure("T2008").at(plan.position).with_value(error_value(!left.is_comparable() ? left : right));
            if (left.is_number() != right.is_number()) {
                throw failure("T2007").at(plan.position).with_value(error_value(left)).with_value2(error_value(right));
            }
            int order = 0;
            if (left.is_number()) {
                // Neither equal nor less is more: so the reference orders NaN.
                order = left.number == right.number ? 0 : left.number < right.number ? -1 : 1;
            } else {
                order = compare_utf16(left.string(), right.string());
            }
            if (order == 0) continue;
            return (plan.directions[term] == '>' ? -order : order) > 0;
        }
        return false;
    };
    std::vector<Keyed> sorted(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        sorted[i] = {items[i], i};
    merge_sort(sorted, swaps);
    Array* const result = heap_.array(sorted.size());
    for (Keyed const& keyed : sorted)
        heap_.push(*result, keyed.item);
    return Value(result);
}

}  // namespace coworks::jsonata
