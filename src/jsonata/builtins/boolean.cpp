#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

Value boolean(Call const& call) {
    Value value = call.argument(0);
    // A list of one is as its item, which may be nothing: `missing[true][]` is such a list.
    while (value.is_array() && Items(value).size() == 1)
        value = Items(value)[0];
    return value.is_undefined() ? value : Value(truth(call.evaluator, value));
}

Value negation(Call const& call) {
    Value const value = call.argument(0);
    return value.is_undefined() ? value : Value(!truth(call.evaluator, value));
}

Value exists(Call const& call) {
    return Value(!call.argument(0).is_undefined());
}

constexpr BuiltinRow kBooleanRows[] = {
    {"boolean", "<x-:b>", 1, 1, boolean},
    {"not", "<x-:b>", 1, 1, negation},
    {"exists", "<x:b>", 1, 1, exists},
};

}  // namespace

std::span<BuiltinRow const> boolean_builtins() {
    return kBooleanRows;
}

}  // namespace coworks::jsonata
