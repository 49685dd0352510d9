#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

std::string_view text_of(Operation operation) noexcept {
    static constexpr std::string_view kTexts[] = {"+",  "-", "*",  "/", "%",  "=",  "!=",  "<",
                                                  "<=", ">", ">=", "&", "..", "in", "and", "or"};
    return kTexts[static_cast<std::size_t>(operation)];
}

bool is_integer(Value const& value) noexcept {
    return value.is_number() && std::isfinite(value.number) && std::trunc(value.number) == value.number;
}

/// What the range operator makes at most (jsonata.js, evaluateRangeExpression).
constexpr double kRangeMax = 1e7;
/// Measured on AWS: of 10 MiB, [1..873782] is accepted and [1..873783] refused.
constexpr std::size_t kRangeItemBytes = 12;

}  // namespace

Value Evaluator::binary(Plan const& plan, Value input, Frame* frame) {
    Operation const operation = plan.operation;
    bool const lazy = operation == Operation::both || operation == Operation::either;
    Value const left = evaluate(*plan.items[0], input, frame);
    Value const right = lazy ? Value() : evaluate(*plan.items[1], input, frame);
    try {
        switch (operation) {
            case Operation::both:
            case Operation::either: {
                bool const holds = truth(*this, left);
                if (holds != (operation == Operation::both)) return Value(holds);
                return Value(truth(*this, evaluate(*plan.items[1], input, frame)));
            }
            case Operation::add:
            case Operation::subtract:
            case Operation::multiply:
            case Operation::divide:
            case Operation::modulo:
                return arithmetic(operation, left, right);
            case Operation::equal:
            case Operation::unequal:
                if (left.is_undefined() || right.is_undefined()) return Value(false);
                return Value(deep_equal(*this, left, right) == (operation == Operation::equal));
            case Operation::less:
            case Operation::less_equal:
            case Operation::greater:
            case Operation::greater_equal:
                return compare(operation, left, right);
            case Operation::concat: {
                Value const before = left.is_undefined() ? heap_.borrowed_text({})
                                     : left.is_string()  ? left
                                                         : heap_.text(string_of(*this, left));
                if (right.is_undefined()) return before;
                if (right.is_string()) return heap_.concat(before, right.string());
                return heap_.concat(before, string_of(*this, right));
            }
            case Operation::range:
                return range(left, right);
            case Operation::includes:
                return includes(left, right);
        }
    } catch (Failure& error) {
        error.position = plan.position;
        error.has_position = true;
        error.token = text_of(operation);
        error.has_token = true;
        throw;
    }
    return {};
}

Value Evaluator::arithmetic(Operation operation, Value const& left, Value const& right) {
    if (!left.is_undefined() && !is_numeric(left)) throw failure("T2001").with_value(error_value(left));
    if (!right.is_undefined() && !is_numeric(right)) throw failure("T2002").with_value(error_value(right));
    if (left.is_undefined() || right.is_undefined()) return {};
    double const a = left.number;
    double const b = right.number;
    switch (operation) {
        case Operation::add:
            return Value(a + b);
        case Operation::subtract:
            return Value(a - b);
        case Operation::multiply:
            return Value(a * b);
        case Operation::divide:
            return Value(b != 0                    ? a / b
                         : a == 0 || std::isnan(a) ? std::numeric_limits<double>::quiet_NaN()
                                                   : std::copysign(std::numeric_limits<double>::infinity(),
                                                                   std::signbit(a) == std::signbit(b) ? 1.0 : -1.0));
        default:
            return Value(std::fmod(a, b));
    }
}

Value Evaluator::compare(Operation operation, Value const& left, Value const& right) {
    auto const comparable = [](Value const& value) { return value.is_undefined() || value.is_comparable(); };
    if (!comparable(left) || !comparable(right))
        throw failure("T2010").with_value(error_value(!left.is_comparable() ? left : right));
    if (left.is_undefined() || right.is_undefined()) return {};
    if (left.is_number() != right.is_number())
        throw failure("T2009").with_value(error_value(left)).with_value2(error_value(right));
    if (left.is_number()) {
        double const a = left.number;
        double const b = right.number;
        switch (operation) {
            case Operation::less:
                return Value(a < b);
            case Operation::less_equal:
                return Value(a <= b);
            case Operation::greater:
                return Value(a > b);
            default:
                return Value(a >= b);
        }
    }
    int const order = compare_utf16(left.string(), right.string());
    switch (operation) {
        case Operation::less:
            return Value(order < 0);
        case Operation::less_equal:
            return Value(order <= 0);
        case Operation::greater:
            return Value(order > 0);
        default:
            return Value(order >= 0);
    }
}

Value Evaluator::range(Value const& left, Value const& right) {
    if (!left.is_undefined() && !is_integer(left)) throw failure("T2003").with_value(error_value(left));
    if (!right.is_undefined() && !is_integer(right)) throw failure("T2004").with_value(error_value(right));
    if (left.is_undefined() || right.is_undefined() || left.number > right.number) return {};
    double const size = right.number - left.number + 1;
    if (size > kRangeMax) throw failure("D2014").with_value(Json(size));
    auto const count = static_cast<std::size_t>(size);
    tick(count);
    heap_.bill(count * kRangeItemBytes);
    Array* const result = heap_.sequence(count);
    for (std::size_t i = 0; i < count; ++i)
        heap_.push(*result, Value(left.number + static_cast<double>(i)));
    return Value(result);
}

Value Evaluator::includes(Value const& left, Value const& right) {
    if (left.is_undefined() || right.is_undefined()) return Value(false);
    Items const items(right);
    tick(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        if (identical(items[i], left)) return Value(true);
    return Value(false);
}

Value Evaluator::negate(Plan const& plan, Value input, Frame* frame) {
    Value const operand = evaluate(*plan.items[0], input, frame);
    if (operand.is_undefined()) return {};
    if (is_numeric(operand)) return Value(-operand.number);
    throw failure("D1002").at(plan.position).with_token("-").with_value(error_value(operand));
}

Value Evaluator::array(Plan const& plan, Value input, Frame* frame) {
    Array* const result = heap_.array();
    for (Plan const* const item : plan.items) {
        Value const value = evaluate(*item, input, frame);
        if (value.is_undefined()) continue;
        if (item->kind == Plan::Kind::array || !value.is_array()) {
            heap_.push(*result, value);
        } else {
            heap_.push_all(*result, value);
        }
    }
    result->cons = plan.cons_array;
    return Value(result);
}

Value Evaluator::append(Value const& left, Value const& right) {
    if (left.is_undefined()) return right;
    if (right.is_undefined()) return left;
    Array* result = nullptr;
    if (left.tag == Value::Tag::array) {
        result = heap_.share(*left.array);
    } else {
        result = heap_.array();
        if (left.is_array()) {
            heap_.push_all(*result, left);
        } else {
            heap_.push(*result, left);
        }
    }
    if (right.is_array()) {
        heap_.push_all(*result, right);
    } else {
        heap_.push(*result, right);
    }
    return Value(result);
}

}  // namespace coworks::jsonata
