#include <unordered_map>

#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

/// An object literal of so few names needs no table to find equal ones.
constexpr std::size_t kPairsScanned = 16;

}  // namespace

Frame* Evaluator::copy_tuple(Frame const& tuple, Frame* parent) {
    Frame* const copy = make_frame(parent);
    for (std::size_t i = 0; i < tuple.size; ++i)
        bind(*copy, tuple.entries[i].symbol, tuple.entries[i].value);
    return copy;
}

Array* Evaluator::tuples_of(Value const& input) {
    Items const items(input);
    Array* const made = heap_.sequence(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        Frame* const tuple = make_frame(nullptr);
        bind(*tuple, at_symbol(), items[i]);
        heap_.push(*made, Value(tuple));
    }
    return made;
}

Array* Evaluator::tuple_sort(Plan const& plan, Value const& input, Array* tuples, Frame* frame) {
    Value sorted;
    if (tuples != nullptr) {
        sorted = sort(plan, Value(tuples), frame);
    } else {
        sorted = sort(plan, input, frame);
        Array* const made = tuples_of(sorted);
        made->tuples = true;
        for (std::size_t i = 0; plan.index != nullptr && i < made->size; ++i)
            bind(*made->items()[i].tuple, plan.index, Value(static_cast<double>(i)));
        sorted = Value(made);
    }
    return stages(plan.stages, sorted, frame).array;
}

void Evaluator::add_tuples(Plan const& plan, Frame const& tuple, Value const& value, Array& to) {
    Items const values(value);
    bool const stream = value.tag == Value::Tag::array && value.array->tuples;
    for (std::size_t i = 0; i < values.size(); ++i) {
        Frame* const made = copy_tuple(tuple, nullptr);
        Value const item = values[i];
        if (stream && item.tag == Value::Tag::tuple) {
            for (std::size_t k = 0; k < item.tuple->size; ++k)
                bind(*made, item.tuple->entries[k].symbol, item.tuple->entries[k].value);
        } else {
            if (plan.focus != nullptr) {
                bind(*made, plan.focus, item);
            } else {
                made->entries[0].value = item;
            }
            if (plan.index != nullptr) bind(*made, plan.index, Value(static_cast<double>(i)));
            if (plan.ancestor != nullptr) bind(*made, plan.ancestor->label, tuple.entries[0].value);
        }
        heap_.push(to, Value(made));
    }
}

Array* Evaluator::tuple_step(Plan const& plan, Value const& input, Array* tuples, Frame* frame) {
    if (plan.kind == Plan::Kind::sort) return tuple_sort(plan, input, tuples, frame);
    if (tuples == nullptr) tuples = tuples_of(input);
    Array* const results = heap_.sequence();
    results->tuples = true;
    for (std::size_t i = 0; i < tuples->size; ++i) {
        Frame const& tuple = *tuples->items()[i].tuple;
        Value const value = evaluate(plan, tuple.entries[0].value, copy_tuple(tuple, frame));
        if (!value.is_undefined()) add_tuples(plan, tuple, value, *results);
    }
    return stages(plan.stages, Value(results), frame).array;
}

Frame* Evaluator::reduce_tuples(Value const& data) {
    if (!data.is_array()) return data.tuple;
    Items const tuples(data);
    Frame* const result = copy_tuple(*tuples[0].tuple, nullptr);
    for (std::size_t i = 1; i < tuples.size(); ++i) {
        Frame const& tuple = *tuples[i].tuple;
        for (std::size_t k = 0; k < tuple.size; ++k) {
            Value* before = nullptr;
            for (std::size_t at = 0; at < result->size && before == nullptr; ++at)
                if (same_symbol(result->entries[at].symbol, tuple.entries[k].symbol))
                    before = &result->entries[at].value;
            if (before != nullptr) {
                *before = append(*before, tuple.entries[k].value);
            } else {
                bind(*result, tuple.entries[k].symbol, tuple.entries[k].value);
            }
        }
    }
    return result;
}

Value Evaluator::group(Group const& group, Value input, Frame* frame) {
    struct Entry {
        std::string_view key;
        Value data;
        std::size_t pair;
    };
    std::vector<Entry> groups;
    std::unordered_map<std::string_view, std::size_t> places;
    bool const tuples = input.tag == Value::Tag::array && input.array->tuples;
    Items const items(input);
    // An empty array still makes one object: a literal one, of expressions that need no context.
    std::size_t const size = items.size() == 0 && !tuples ? 1 : items.size();
    for (std::size_t i = 0; i < size; ++i) {
        Value const item = i < items.size() ? items[i] : Value();
        bool const tuple = tuples && item.tag == Value::Tag::tuple;
        Frame* const inner = tuple ? copy_tuple(*item.tuple, frame) : frame;
        for (std::size_t k = 0; k < group.pairs.size(); ++k) {
            Value const key = evaluate(*group.pairs[k].key, tuple ? item.tuple->entries[0].value : item, inner);
            if (key.is_undefined()) continue;
            if (!key.is_string()) throw failure("T1003").at(group.position).with_value(error_value(key));
            std::string_view const name = key.string();
            if (dialect() == Dialect::standard && (name == "_jsonata_lambda" || name == "_jsonata_function"))
                throw failure("D1013").at(group.position).with_value(Json(name));
            if (size == 1 && group.pairs.size() <= kPairsScanned) {
                std::size_t at = 0;
                while (at < groups.size() && groups[at].key != name)
                    ++at;
                if (at < groups.size()) throw failure("D1009").at(group.position).with_value(Json(name));
                groups.push_back({name, item, k});
                continue;
            }
            auto const [found, is_new] = places.emplace(name, groups.size());
            if (is_new) {
                groups.push_back({name, item, k});
                continue;
            }
            Entry& entry = groups[found->second];
            if (entry.pair != k) throw failure("D1009").at(group.position).with_value(Json(name));
            entry.data = append(entry.data, item);
        }
    }
    Object* const result = heap_.object(groups.size());
    for (Entry const& entry : groups) {
        Value context = entry.data;
        Frame* inner = frame;
        if (tuples) {
            Frame* const tuple = reduce_tuples(entry.data);
            context = tuple->entries[0].value;
            inner = copy_tuple(*tuple, frame);
        }
        Value const value = evaluate(*group.pairs[entry.pair].value, context, inner);
        if (!value.is_undefined()) heap_.set(*result, entry.key, value);
    }
    return Value(result);
}

}  // namespace coworks::jsonata
