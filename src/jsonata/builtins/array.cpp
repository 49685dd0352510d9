#include <cmath>
#include <unordered_map>

#include "base/text.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/merge_sort.hpp"

namespace coworks::jsonata {
namespace {

Value append(Call const& call) {
    return call.evaluator.append(call.argument(0), call.argument(1));
}

Value reverse(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    if (items.size() <= 1) return value;
    call.evaluator.tick(items.size());
    Array* const result = call.evaluator.heap().array(items.size());
    for (std::size_t i = items.size(); i-- > 0;)
        call.evaluator.heap().push(*result, items[i]);
    return Value(result);
}

Value shuffle(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    if (items.size() <= 1) return value;
    call.evaluator.tick(items.size());
    Array* const result = call.evaluator.heap().array(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto const other = static_cast<std::size_t>(call.evaluator.random().uniform() * static_cast<double>(i + 1));
        call.evaluator.heap().push(*result, items[i]);
        std::swap(result->items()[i], result->items()[other]);
    }
    return Value(result);
}

Value zip(Call const& call) {
    Heap& heap = call.evaluator.heap();
    Array* const result = heap.array();
    std::size_t length = call.arguments.empty() ? 0 : static_cast<std::size_t>(-1);
    for (Value const& argument : call.arguments)
        length = std::min(length, argument.is_array() ? Items(argument).size() : 0);
    for (std::size_t i = 0; i < length; ++i) {
        call.evaluator.tick();
        Array* const tuple = heap.array(call.arguments.size());
        for (Value const& argument : call.arguments)
            heap.push(*tuple, Items(argument)[i]);
        heap.push(*result, Value(tuple));
    }
    return Value(result);
}

/// A hash that is equal for equal values: cheap and shallow, deep_equal decides.
std::size_t hash_of(Value const& value, int depth = 0) {
    std::size_t const seed = static_cast<std::size_t>(type_of(value)) * 0x9e3779b97f4a7c15ULL;
    switch (value.tag) {
        case Value::Tag::boolean:
            return seed + static_cast<std::size_t>(value.boolean);
        case Value::Tag::number:
            return seed ^ std::hash<double>()(value.number == 0 ? 0.0 : value.number);
        case Value::Tag::json_string:
        case Value::Tag::text:
            return std::hash<std::string_view>()(value.string());
        case Value::Tag::json_array:
        case Value::Tag::array: {
            Items const items(value);
            std::size_t hash = seed + items.size();
            for (std::size_t i = 0; i < items.size() && i < 16 && depth < 4; ++i)
                hash = hash * 31 + hash_of(items[i], depth + 1);
            return hash;
        }
        case Value::Tag::json_object:
        case Value::Tag::object: {
            std::size_t hash = seed + member_count(value);
            if (depth >= 4 || member_count(value) > 64) return hash;
            for (Member const& entry : members_of(value))
                hash += std::hash<std::string_view>()(entry.name) ^ (hash_of(entry.value, depth + 1) << 1);
            return hash;
        }
        default:
            return seed;
    }
}

Value distinct(Call const& call) {
    Value const value = call.argument(0);
    if (!value.is_array()) return value;
    Items const items(value);
    if (items.size() <= 1) return value;
    Heap& heap = call.evaluator.heap();
    Array* const result = value.is_sequence() ? heap.sequence() : heap.array();
    std::unordered_multimap<std::size_t, std::size_t> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value const item = items[i];
        call.evaluator.tick();
        std::size_t const hash = hash_of(item);
        auto const [first, last] = seen.equal_range(hash);
        bool known = false;
        for (auto at = first; at != last && !known; ++at)
            known = deep_equal(call.evaluator, item, items[at->second]);
        if (known) continue;
        seen.emplace(hash, i);
        heap.push(*result, item);
    }
    return Value(result);
}

/// `a > b` of two numbers or two strings.
bool is_greater(Value const& a, Value const& b) noexcept {
    if (a.is_number()) return a.number > b.number;
    return compare_utf16(a.string(), b.string()) > 0;
}

void check_sortable(Items const& items) {
    bool numbers = true;
    bool strings = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
        numbers = numbers && is_numeric(items[i]);
        strings = strings && items[i].is_string();
    }
    if (!numbers && !strings) throw failure("D3070").with_index(1);
}

Value sort(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    if (items.size() <= 1) return value;
    Value const comparator = call.argument(1);
    std::vector<Value> sorted(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        sorted[i] = items[i];
    call.evaluator.tick(items.size());
    if (comparator.is_function()) {
        merge_sort(sorted, [&](Value const& a, Value const& b) {
            call.evaluator.tick();
            std::array<Value, 2> const pair{a, b};
            Value const swaps = call.evaluator.apply(*comparator.function, pair, Value::null(), call.frame);
            // JavaScript's truth, not JSONata's: an empty array or object counts.
            if (swaps.is_array() || swaps.is_object() || swaps.is_function()) return true;
            if (swaps.is_number()) return swaps.number != 0 && !std::isnan(swaps.number);
            return truth(call.evaluator, swaps);
        });
    } else {
        check_sortable(items);
        merge_sort(sorted, is_greater);
    }
    Array* const result = call.evaluator.heap().array(sorted.size());
    for (Value const& item : sorted)
        call.evaluator.heap().push(*result, item);
    return Value(result);
}

constexpr BuiltinRow kArrayRows[] = {
    {"append", "<xx:a>", 2, 2, append}, {"reverse", "<a:a>", 1, 1, reverse},   {"shuffle", "<a:a>", 1, 1, shuffle},
    {"zip", "<a+>", 0, 0, zip},         {"distinct", "<x:x>", 1, 1, distinct}, {"sort", "<af?:a>", 2, 2, sort},
};

}  // namespace

std::span<BuiltinRow const> array_builtins() {
    return kArrayRows;
}

}  // namespace coworks::jsonata
