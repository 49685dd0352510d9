#include <charconv>
#include <cmath>

#include "json/number.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/merge_sort.hpp"

namespace coworks::jsonata {
namespace {

/// JavaScript's array index of a name: an integer below 2^32 - 1 without leading zeros; -1 for other names.
std::int64_t array_index(std::string_view name) noexcept {
    if (name.empty() || name[0] < '0' || name[0] > '9' || name.size() > 10 || (name[0] == '0' && name.size() > 1))
        return -1;
    std::int64_t index = 0;
    auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc() || end != name.data() + name.size() || index >= 0xffffffffLL) return -1;
    return index;
}

/// An integer that prints without an exponent, and as such comes back.
bool is_json_integer(double number) noexcept {
    return std::trunc(number) == number && std::fabs(number) <= 9007199254740992.0;
}

Json number_json(double number) {
    if (!std::isfinite(number)) return {};
    if (is_json_integer(number)) return Json(static_cast<std::int64_t>(number));
    return Json(number);
}

class JsonMaker {
public:
    explicit JsonMaker(Evaluator& evaluator) : evaluator_(evaluator), left_(evaluator.limits().output_bytes_max) {}

    Json make(Value const& value) {
        evaluator_.check_native_stack();
        evaluator_.tick();
        spend(sizeof(Json));
        switch (value.tag) {
            case Value::Tag::boolean:
                return Json(value.boolean);
            case Value::Tag::number:
                // JSON has no such numbers; Step Functions writes their names (floci-io/floci, issue 2737).
                if (evaluator_.dialect() == Dialect::aws && !std::isfinite(value.number))
                    return Json(std::isnan(value.number) ? "NaN" : value.number > 0 ? "Infinity" : "-Infinity");
                return number_json(value.number);
            case Value::Tag::json_string:
            case Value::Tag::json_array:
            case Value::Tag::json_object:
                return *value.json;
            case Value::Tag::text:
                spend(value.text->size);
                return Json(value.string());
            case Value::Tag::array: {
                Json::ArrayBuilder items;
                items.reserve(value.array->size);
                for (std::size_t i = 0; i < value.array->size; ++i)
                    items.push_back(make(value.array->items()[i]));
                return items.finish();
            }
            case Value::Tag::object: {
                Json::ObjectBuilder members;
                members.reserve(value.object->size);
                for (Member const& entry : members_of(value)) {
                    if (entry.value.is_undefined()) continue;
                    spend(entry.name.size());
                    members.set(entry.name, make(entry.value));
                }
                return members.finish();
            }
            case Value::Tag::function:
            case Value::Tag::thunk:
                return Json("");
            case Value::Tag::tuple:
                return make(value.tuple->entries[0].value);
            case Value::Tag::undefined:
            case Value::Tag::null:
                break;
        }
        return {};
    }

private:
    void spend(std::size_t bytes) {
        if (bytes > left_) throw failure("U1001").with_message("The result of the expression is too large");
        left_ -= bytes;
    }

    Evaluator& evaluator_;
    std::size_t left_;
};

/// JSON.stringify with the reference's replacer (functions.js, string).
class Stringifier {
public:
    Stringifier(Evaluator& evaluator, bool pretty) : evaluator_(evaluator), pretty_(pretty) {}

    std::string run(Value const& value) {
        print(value);
        return std::move(out_);
    }

private:
    void print(Value const& value);
    void number(double number);
    void array(Value const& value);
    void object(Value const& value);
    void line(std::size_t depth) {
        if (!pretty_) return;
        out_ += '\n';
        out_.append(2 * depth, ' ');
    }
    void text(std::string_view text) { Json(text).dump_to(out_); }

    Evaluator& evaluator_;
    bool pretty_;
    std::size_t depth_ = 0;
    std::string out_;
};

void Stringifier::number(double number) {
    Value const value(number);
    if (!is_numeric(value)) {
        out_ += "null";
        return;
    }
    bool const whole = std::trunc(number) == number;
    if (whole && evaluator_.dialect() == Dialect::standard) {
        append_ecmascript_number(out_, number);
        return;
    }
    // Number(val.toPrecision(15)); version 2.0.6 rounds integers as well.
    char buffer[40];
    auto const [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific, 14);
    double rounded = number;
    std::from_chars(buffer, end, rounded);
    append_ecmascript_number(out_, rounded);
}

void Stringifier::array(Value const& value) {
    Items const items(value);
    if (items.size() == 0) {
        out_ += "[]";
        return;
    }
    out_ += '[';
    ++depth_;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out_ += ',';
        line(depth_);
        Value const item = items[i];
        if (item.is_undefined()) {
            out_ += "null";
        } else {
            print(item);
        }
    }
    line(--depth_);
    out_ += ']';
}

void Stringifier::object(Value const& value) {
    out_ += '{';
    ++depth_;
    bool first = true;
    for (Member const& entry : members_of(value)) {
        if (entry.value.is_undefined()) continue;
        if (!first) out_ += ',';
        first = false;
        line(depth_);
        text(entry.name);
        out_ += pretty_ ? ": " : ":";
        print(entry.value);
    }
    --depth_;
    if (!first) line(depth_);
    out_ += '}';
}

void Stringifier::print(Value const& value) {
    evaluator_.check_native_stack();
    evaluator_.tick();
    if (out_.size() > evaluator_.limits().output_bytes_max)
        throw failure("U1001").with_message("A text of the expression is too large");
    switch (value.tag) {
        case Value::Tag::boolean:
            out_ += value.boolean ? "true" : "false";
            return;
        case Value::Tag::number:
            number(value.number);
            return;
        case Value::Tag::json_string:
        case Value::Tag::text:
            text(value.string());
            return;
        case Value::Tag::json_array:
        case Value::Tag::array:
            array(value);
            return;
        case Value::Tag::json_object:
        case Value::Tag::object:
            object(value);
            return;
        case Value::Tag::function:
        case Value::Tag::thunk:
            out_ += "\"\"";
            return;
        case Value::Tag::tuple:
            print(value.tuple->entries[0].value);
            return;
        case Value::Tag::undefined:
        case Value::Tag::null:
            out_ += "null";
    }
}

Json preview(Value const& value, int depth, std::size_t& left) {
    if (left == 0 || depth > 32) return Json("…");
    --left;
    switch (value.tag) {
        case Value::Tag::boolean:
            return Json(value.boolean);
        case Value::Tag::number:
            return number_json(value.number);
        case Value::Tag::json_string:
        case Value::Tag::json_array:
        case Value::Tag::json_object:
            return *value.json;
        case Value::Tag::text:
            return Json(value.string());
        case Value::Tag::array: {
            Json::ArrayBuilder items;
            for (std::size_t i = 0; i < value.array->size && left > 0; ++i)
                items.push_back(preview(value.array->items()[i], depth + 1, left));
            return items.finish();
        }
        case Value::Tag::object: {
            Json::ObjectBuilder members;
            for (Member const& entry : members_of(value)) {
                if (left == 0) break;
                if (!entry.value.is_undefined()) members.set(entry.name, preview(entry.value, depth + 1, left));
            }
            return members.finish();
        }
        case Value::Tag::tuple:
            return preview(value.tuple->entries[0].value, depth + 1, left);
        case Value::Tag::function:
        case Value::Tag::thunk:
            return Json("");
        case Value::Tag::undefined:
        case Value::Tag::null:
            break;
    }
    return {};
}

}  // namespace

std::vector<Member> members_of(Value const& object) {
    std::vector<Member> members;
    bool indices = false;
    auto const add = [&](std::string_view name, Value value) {
        indices = indices || (!name.empty() && name[0] <= '9' && array_index(name) >= 0);
        members.push_back({name, value});
    };
    if (object.tag == Value::Tag::json_object) {
        members.reserve(object.json->size());
        for (Json::Member const& entry : object.json->members())
            add(entry.name(), Value(entry.value));
    } else if (object.tag == Value::Tag::object) {
        members.reserve(object.object->size);
        for (std::size_t i = 0; i < object.object->size; ++i)
            add(object.object->entries[i].name, object.object->entries[i].value);
    }
    if (indices) {
        merge_sort(members, [](Member const& a, Member const& b) {
            auto const left = static_cast<std::uint64_t>(array_index(a.name));
            auto const right = static_cast<std::uint64_t>(array_index(b.name));
            return left > right;  // -1, as unsigned, is behind every index
        });
    }
    return members;
}

std::string stringify(Evaluator& evaluator, Value const& value, bool pretty) {
    Value const inner = value.tag == Value::Tag::array && value.array->outer_wrapper && value.array->size > 0
                            ? value.array->items()[0]
                            : value;
    return Stringifier(evaluator, pretty).run(inner);
}

std::string string_of(Evaluator& evaluator, Value const& value, bool pretty) {
    if (value.is_string()) return std::string(value.string());
    if (value.is_function()) return {};
    if (value.is_number() && !std::isfinite(value.number)) throw failure("D3001").with_value(error_value(value));
    return stringify(evaluator, value, pretty);
}

Json error_value(Value const& value) {
    std::size_t left = 1000;
    return preview(value, 0, left);
}

Json to_json(Evaluator& evaluator, Value const& value) {
    return JsonMaker(evaluator).make(value);
}

Value clone(Evaluator& evaluator, Value const& value) {
    evaluator.check_native_stack();
    evaluator.tick();
    Heap& heap = evaluator.heap();
    if (value.is_number()) {  // through the text of $string, which rounds
        Value const text = heap.text(stringify(evaluator, value, false));
        double number = 0;
        auto const [end, error] =
            std::from_chars(text.string().data(), text.string().data() + text.string().size(), number);
        return error == std::errc() ? Value(number) : Value::null();
    }
    if (value.tag == Value::Tag::array && value.array->outer_wrapper && value.array->size > 0)
        return clone(evaluator, value.array->items()[0]);
    if (value.is_array()) {
        Items const items(value);
        Array* const copy = heap.array(items.size());
        for (std::size_t i = 0; i < items.size(); ++i)
            heap.push(*copy, items[i].is_undefined() ? Value::null() : clone(evaluator, items[i]));
        return Value(copy);
    }
    if (value.is_object()) {
        Object* const copy = heap.object(member_count(value));
        for (Member const& entry : members_of(value))
            if (!entry.value.is_undefined()) heap.set(*copy, entry.name, clone(evaluator, entry.value));
        return Value(copy);
    }
    return value.is_function() ? heap.borrowed_text({}) : value;
}

}  // namespace coworks::jsonata
