#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

void collect_keys(Evaluator& evaluator, Value const& value, Object& names) {
    evaluator.check_native_stack();
    evaluator.tick();
    if (value.is_array()) {
        Items const items(value);
        for (std::size_t i = 0; i < items.size(); ++i)
            collect_keys(evaluator, items[i], names);
        return;
    }
    for (Member const& entry : members_of(value))
        evaluator.heap().set(names, entry.name, Value(true));
}

Value keys(Call const& call) {
    Heap& heap = call.evaluator.heap();
    Object* const names = heap.object();
    collect_keys(call.evaluator, call.argument(0), *names);
    Array* const result = heap.sequence(names->size);
    for (Member const& entry : members_of(Value(names)))
        heap.push(*result, heap.borrowed_text(entry.name));
    return Value(result);
}

Value lookup(Call const& call) {
    Value const key = call.argument(1);
    if (!key.is_string()) return {};
    return call.evaluator.lookup(call.argument(0), key.string());
}

Value spread(Evaluator& evaluator, Value const& value) {
    evaluator.check_native_stack();
    evaluator.tick();
    Heap& heap = evaluator.heap();
    if (value.is_array()) {
        Items const items(value);
        Array* const result = heap.sequence();
        for (std::size_t i = 0; i < items.size(); ++i) {
            Value const part = spread(evaluator, items[i]);
            if (part.is_undefined()) continue;
            result->sequence = false;  // the reference's concatenation makes a plain array of it
            if (part.is_array()) {
                heap.push_all(*result, part);
            } else {
                heap.push(*result, part);
            }
        }
        return Value(result);
    }
    if (!value.is_object()) return value;
    Array* const result = heap.sequence();
    for (Member const& entry : members_of(value)) {
        Object* const one = heap.object(1);
        heap.set(*one, entry.name, entry.value);
        heap.push(*result, Value(one));
    }
    return Value(result);
}

Value spread_call(Call const& call) {
    return spread(call.evaluator, call.argument(0));
}

Value merge(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    Object* const result = call.evaluator.heap().object();
    for (std::size_t i = 0; i < items.size(); ++i) {
        call.evaluator.tick();
        for (Member const& entry : members_of(items[i]))
            call.evaluator.heap().set(*result, entry.name, entry.value);
    }
    return Value(result);
}

Value clone_call(Call const& call) {
    return clone(call.evaluator, call.argument(0));
}

Value type_name(Call const& call) {
    Value const value = call.argument(0);
    Heap& heap = call.evaluator.heap();
    if (value.is_undefined()) return value;
    if (value.is_null()) return heap.borrowed_text("null");
    if (is_numeric(value)) return heap.borrowed_text("number");
    if (value.is_string()) return heap.borrowed_text("string");
    if (value.is_boolean()) return heap.borrowed_text("boolean");
    if (value.is_array()) return heap.borrowed_text("array");
    return heap.borrowed_text(value.is_function() ? "function" : "object");
}

std::string message(Value const& given, std::string_view otherwise) {
    return given.is_string() && !given.string().empty() ? std::string(given.string()) : std::string(otherwise);
}

Value error(Call const& call) {
    throw failure("D3137").with_message(message(call.argument(0), "$error() function evaluated"));
}

Value assertion(Call const& call) {
    Value const condition = call.argument(0);
    if (condition.is_boolean() && condition.boolean) return {};
    throw failure("D3141").with_message(message(call.argument(1), "$assert() statement failed"));
}

Value eval(Call const& call) {
    Value const text = call.argument(0);
    if (text.is_undefined()) return text;
    Value input = call.input;
    if (Value const focus = call.argument(1); !focus.is_undefined()) {
        input = focus;
        if (focus.is_array() && !focus.is_sequence()) {
            Array* const wrapper = call.evaluator.heap().sequence_of(focus);
            wrapper->outer_wrapper = true;
            input = Value(wrapper);
        }
    }
    return call.evaluator.evaluate_text(text.string(), input, call.frame);
}

constexpr BuiltinRow kObjectRows[] = {
    {"keys", "<x-:a<s>>", 1, 1, keys},
    {"lookup", "<x-s:x>", 2, 2, lookup},
    {"spread", "<x-:a<o>>", 1, 1, spread_call},
    {"merge", "<a<o>:o>", 1, 1, merge},
    {"clone", "<(oa)-:o>", 1, 1, clone_call},
    {"type", "<x:s>", 1, 1, type_name},
    {"error", "<s?:x>", 1, 1, error},
    {"assert", "<bs?:x>", 2, 2, assertion},
    {"eval", "<sx?:x>", 2, 2, eval, Dialects::standard},
};

}  // namespace

std::span<BuiltinRow const> object_builtins() {
    return kObjectRows;
}

}  // namespace coworks::jsonata
