#include <array>

#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

Value call_back(Call const& call, Function& function, Value item, Value place, Value whole) {
    call.evaluator.tick();
    std::array<Value, 3> const arguments{item, place, whole};
    return call.evaluator.call_back(function, arguments);
}

Value map(Call const& call) {
    Value const array = call.argument(0);
    if (array.is_undefined()) return array;
    Items const items(array);
    Array* const result = call.evaluator.heap().sequence(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value const value = call_back(call, *call.argument(1).function, items[i], Value(static_cast<double>(i)), array);
        if (!value.is_undefined()) call.evaluator.heap().push(*result, value);
    }
    return Value(result);
}

Value filter(Call const& call) {
    Value const array = call.argument(0);
    if (array.is_undefined()) return array;
    Items const items(array);
    Array* const result = call.evaluator.heap().sequence();
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value const item = items[i];
        Value const keep = call_back(call, *call.argument(1).function, item, Value(static_cast<double>(i)), array);
        if (truth(call.evaluator, keep)) call.evaluator.heap().push(*result, item);
    }
    return Value(result);
}

Value single(Call const& call) {
    Value const array = call.argument(0);
    if (array.is_undefined()) return array;
    Items const items(array);
    Value const function = call.argument(1);
    Value found;
    bool any = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value const item = items[i];
        bool const matches =
            !function.is_function() ||
            truth(call.evaluator, call_back(call, *function.function, item, Value(static_cast<double>(i)), array));
        if (!matches) continue;
        if (any) throw failure("D3138").with_index(i);
        any = true;
        found = item;
    }
    if (!any) throw failure("D3139");
    return found;
}

Value reduce(Call const& call) {
    Value const sequence = call.argument(0);
    if (sequence.is_undefined()) return sequence;
    Function& function = *call.argument(1).function;
    std::size_t const takes = arity(function);
    if (takes < 2) throw failure("D3050").with_index(1);
    Items const items(sequence);
    Value result = call.argument(2);
    std::size_t i = 0;
    if (result.is_undefined() && items.size() > 0) result = items[i++];
    for (; i < items.size(); ++i) {
        call.evaluator.tick();
        std::array<Value, 4> const arguments{result, items[i], Value(static_cast<double>(i)), sequence};
        result = call.evaluator.call_back(function, arguments);
    }
    return result;
}

Value each(Call const& call) {
    Value const object = call.argument(0);
    Array* const result = call.evaluator.heap().sequence();
    for (Member const& entry : members_of(object)) {
        Value const value = call_back(call, *call.argument(1).function, entry.value,
                                      call.evaluator.heap().borrowed_text(entry.name), object);
        if (!value.is_undefined()) call.evaluator.heap().push(*result, value);
    }
    return Value(result);
}

Value sift(Call const& call) {
    Value const object = call.argument(0);
    Value const function = call.argument(1);
    if (!function.is_function()) return {};
    Object* const result = call.evaluator.heap().object();
    for (Member const& entry : members_of(object)) {
        Value const keep =
            call_back(call, *function.function, entry.value, call.evaluator.heap().borrowed_text(entry.name), object);
        if (truth(call.evaluator, keep)) call.evaluator.heap().set(*result, entry.name, entry.value);
    }
    return result->size == 0 ? Value() : Value(result);
}

constexpr BuiltinRow kHigherOrderRows[] = {
    {"map", "<af>", 2, 2, map},           {"filter", "<af>", 2, 2, filter}, {"single", "<af?>", 2, 2, single},
    {"reduce", "<afj?:j>", 3, 3, reduce}, {"each", "<o-f:a>", 2, 2, each},  {"sift", "<o-f?:o>", 2, 2, sift},
};

}  // namespace

std::span<BuiltinRow const> higher_order_builtins() {
    return kHigherOrderRows;
}

}  // namespace coworks::jsonata
