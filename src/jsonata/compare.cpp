#include <algorithm>
#include <cmath>

#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {

bool is_numeric(Value const& value) {
    if (!value.is_number() || std::isnan(value.number)) return false;
    if (std::isinf(value.number)) throw failure("D1001").with_value(error_value(value));
    return true;
}

bool truth(Evaluator& evaluator, Value const& value) {
    switch (value.tag) {
        case Value::Tag::boolean:
            return value.boolean;
        case Value::Tag::json_string:
        case Value::Tag::text:
            return !value.string().empty();
        case Value::Tag::number:
            return is_numeric(value) && value.number != 0;
        case Value::Tag::json_object:
        case Value::Tag::object:
            return member_count(value) > 0;
        case Value::Tag::json_array:
        case Value::Tag::array: {
            evaluator.check_native_stack();
            Items const items(value);
            evaluator.tick(items.size());
            bool any = false;
            for (std::size_t i = 0; i < items.size(); ++i)
                any = truth(evaluator, items[i]) || any;
            return any;
        }
        case Value::Tag::tuple:
            return true;
        case Value::Tag::function:
            // Version 2.0.6 counts the members of its own function objects; functions passed as arguments have none.
            return evaluator.dialect() == Dialect::aws && value.function->kind != Function::Kind::wrapper &&
                   value.function->kind != Function::Kind::regex && value.function->kind != Function::Kind::next_match;
        default:
            return false;
    }
}

bool identical(Value const& a, Value const& b) noexcept {
    if (a.is_string() && b.is_string()) return a.string() == b.string();
    if (a.tag != b.tag) return false;
    switch (a.tag) {
        case Value::Tag::undefined:
        case Value::Tag::null:
            return true;
        case Value::Tag::boolean:
            return a.boolean == b.boolean;
        case Value::Tag::number:
            return a.number == b.number;
        default:
            return a.json == b.json;
    }
}

bool deep_equal(Evaluator& evaluator, Value const& a, Value const& b) {
    if (identical(a, b)) return true;
    evaluator.tick();
    if (a.is_array() && b.is_array()) {
        evaluator.check_native_stack();
        Items const left(a);
        Items const right(b);
        if (left.size() != right.size()) return false;
        for (std::size_t i = 0; i < left.size(); ++i)
            if (!deep_equal(evaluator, left[i], right[i])) return false;
        return true;
    }
    if (!a.is_object() || !b.is_object()) return false;
    evaluator.check_native_stack();
    if (member_count(a) != member_count(b)) return false;
    for (Member const& entry : members_of(a)) {
        Value const* const made = b.tag == Value::Tag::object ? b.object->find(entry.name) : nullptr;
        bool const present = made != nullptr || (b.tag == Value::Tag::json_object && b.json->contains(entry.name));
        if (!present || !deep_equal(evaluator, entry.value, member(b, entry.name))) return false;
    }
    return true;
}

}  // namespace coworks::jsonata
