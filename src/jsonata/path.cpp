#include <cmath>

#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

/// Joins the results of a step, one per item of its input, to a sequence. A single value that is no array stands for
/// the sequence of it: most steps need no array at all.
class Collector {
public:
    explicit Collector(Heap& heap) : heap_(heap) {}

    void add(Value const& value) {
        if (value.is_undefined()) return;
        if (++count_ == 1) {
            first_ = value;
            return;
        }
        if (out_ == nullptr) {
            out_ = heap_.sequence();
            flatten(first_);
        }
        flatten(value);
    }

    Value finish(bool last) {
        if (count_ == 0) return {};
        if (count_ > 1) return Value(out_);
        if (!first_.is_array()) return first_;
        if (last && !first_.is_sequence()) return first_;
        bool const cons = first_.tag == Value::Tag::array && first_.array->cons;
        if (cons) return Value(heap_.sequence_of(first_));
        if (!last || first_.tag != Value::Tag::array) return first_;
        Array* const copy = heap_.share(*first_.array);
        copy->sequence = true;
        return Value(copy);
    }

private:
    void flatten(Value const& value) {
        if (!value.is_array() || (value.tag == Value::Tag::array && value.array->cons)) {
            heap_.push(*out_, value);
        } else {
            heap_.push_all(*out_, value);
        }
    }

    Heap& heap_;
    Value first_;
    std::size_t count_ = 0;
    Array* out_ = nullptr;
};

}  // namespace

Value Evaluator::lookup(Value const& input, std::string_view name) {
    if (!input.is_array()) return member(input, name);
    check_native_stack();
    Items const items(input);
    Array* const result = heap_.sequence();
    tick(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value const item = items[i];
        Value const found = item.is_array() ? lookup(item, name) : member(item, name);
        if (found.is_array()) {
            heap_.push_all(*result, found);
        } else if (!found.is_undefined()) {
            heap_.push(*result, found);
        }
    }
    return Value(result);
}

Value Evaluator::path(Plan const& plan, Value input, Frame* frame) {
    bool const absolute = plan.items[0]->kind == Plan::Kind::variable;
    Value current = input;
    if (input.is_array() && absolute) current = Value(heap_.sequence_of(input));
    Value result;
    Array* tuples = nullptr;
    bool streaming = false;
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
        Plan const& step_plan = *plan.items[i];
        streaming = streaming || step_plan.tuple;
        if (i == 0 && step_plan.cons_array) {
            // The context of an array constructor that begins a path is the whole input.
            result = evaluate(step_plan, input.is_array() ? current : Value(heap_.sequence_of(input)), frame);
        } else if (streaming) {
            tuples = tuple_step(step_plan, current, tuples, frame);
        } else {
            result = step(step_plan, current, frame, i + 1 == plan.items.size());
        }
        if (!streaming && (result.is_undefined() || (result.is_array() && Items(result).size() == 0))) {
            // An empty array that [ ] made begins and ends the path; an empty sequence is nothing.
            bool const constructed = i == 0 && step_plan.cons_array;
            if (i + 1 < plan.items.size() && !constructed) result = Value();
            break;
        }
        if (step_plan.focus == nullptr) current = result;
    }
    if (streaming) {
        if (plan.tuple) {
            result = Value(tuples);
        } else {
            Array* const values = heap_.sequence(tuples->size);
            for (std::size_t i = 0; i < tuples->size; ++i) {
                Value const& tuple = tuples->items()[i];
                heap_.push(*values, tuple.tag == Value::Tag::tuple ? tuple.tuple->entries[0].value : tuple);
            }
            result = Value(values);
        }
    }
    if (plan.keep_singleton && !result.is_undefined()) {
        bool const wrapped =
            result.is_array() && !(result.tag == Value::Tag::array && result.array->cons && !result.array->sequence);
        if (!wrapped) result = Value(heap_.sequence_of(result));
        if (result.tag == Value::Tag::array) result.array->keep_singleton = true;
    } else if (plan.keep_array && !result.is_undefined() && !result.is_array()) {
        result = Value(heap_.sequence_of(result));
    }
    if (plan.group) result = group(*plan.group, streaming ? Value(tuples) : result, frame);
    return result;
}

Value Evaluator::step(Plan const& plan, Value const& input, Frame* frame, bool last) {
    if (plan.kind == Plan::Kind::sort) {
        Value sorted = sort(plan, input, frame);
        // What is too short to sort stays the sequence that the step before made.
        bool const constructed = sorted.tag == Value::Tag::array && sorted.array->cons;
        Items const items(sorted);
        if (sorted.is_array() && items.size() == 1 && !constructed) sorted = Value(heap_.sequence_of(items[0]));
        return stages(plan.stages, sorted, frame);
    }
    if (plan.simple) return simple_step(plan, input, last);
    Items const items(input);
    Collector collector(heap_);
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value result = evaluate(plan, items[i], frame);
        for (Stage const& stage : plan.stages)
            result = filter(*stage.expression, result, frame);
        collector.add(result);
    }
    return collector.finish(last);
}

/// A name without stages: what step() does, without an evaluation per item.
Value Evaluator::simple_step(Plan const& plan, Value const& input, bool last) {
    Items const items(input);
    Collector collector(heap_);
    tick(items.size());
    if (++depth_ > environment_.limits.depth_max) throw stack_overflow();
    std::string_view const name = plan.symbol->name;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Value const item = items[i];
        if (item.is_array()) {
            collector.add(finish(plan, lookup(item, name)));
        } else {
            collector.add(member(item, name));
        }
    }
    --depth_;
    return collector.finish(last);
}

Value Evaluator::stages(std::vector<Stage> const& list, Value input, Frame* frame) {
    for (Stage const& stage : list) {
        if (stage.kind == Stage::Kind::filter) {
            input = filter(*stage.expression, input, frame);
        } else {
            Items const items(input);
            for (std::size_t i = 0; i < items.size(); ++i) {
                Value const item = items[i];
                if (item.tag == Value::Tag::tuple) bind(*item.tuple, stage.index, Value(static_cast<double>(i)));
            }
        }
    }
    return input;
}

void Evaluator::select(Value const& result, std::size_t index, std::size_t size, Value const& item, Array& results) {
    auto const matches = [&](double wanted) {
        double const floor = std::floor(wanted);
        return (floor < 0 ? static_cast<double>(size) + floor : floor) == static_cast<double>(index);
    };
    if (result.is_number()) {
        if (is_numeric(result) && matches(result.number)) heap_.push(results, item);
        return;
    }
    if (!result.is_array()) {
        if (truth(*this, result)) heap_.push(results, item);
        return;
    }
    Items const numbers(result);
    tick(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!is_numeric(numbers[i])) {
            if (truth(*this, result)) heap_.push(results, item);
            return;
        }
    }
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (matches(numbers[i].number)) heap_.push(results, item);
}

Value Evaluator::filter(Plan const& predicate, Value const& input, Frame* frame) {
    Items const items(input);
    bool const tuples = input.tag == Value::Tag::array && input.array->tuples;
    Array* const results = heap_.sequence();
    results->tuples = tuples;
    std::size_t const size = items.size();
    if (predicate.kind == Plan::Kind::number) {
        double index = std::floor(predicate.number);
        if (index < 0) index += static_cast<double>(size);
        if (!(index >= 0) || index >= static_cast<double>(size)) return Value(results);
        Value const item = items[static_cast<std::size_t>(index)];
        if (item.is_array()) return item;
        if (!item.is_undefined()) heap_.push(*results, item);
        return Value(results);
    }
    for (std::size_t i = 0; i < size; ++i) {
        Value const item = items[i];
        Value context = item;
        Frame* inner = frame;
        if (tuples && item.tag == Value::Tag::tuple) {
            context = item.tuple->entries[0].value;
            inner = copy_tuple(*item.tuple, frame);
        }
        select(evaluate(predicate, context, inner), i, size, item, *results);
    }
    return Value(results);
}

void Evaluator::flatten(Value const& value, Array& to) {
    check_native_stack();
    tick();
    if (!value.is_array()) {
        heap_.push(to, value);
        return;
    }
    Items const items(value);
    for (std::size_t i = 0; i < items.size(); ++i)
        flatten(items[i], to);
}

Value Evaluator::wildcard(Value input) {
    Array* const results = heap_.sequence();
    if (input.tag == Value::Tag::array && input.array->outer_wrapper && input.array->size > 0)
        input = input.array->items()[0];
    auto const add = [&](Value const& value) {
        if (!value.is_array()) {
            heap_.push(*results, value);
            return;
        }
        flatten(value, *results);
        results->sequence = false;  // the reference's concatenation makes a plain array of it
    };
    if (input.is_array()) {
        Items const items(input);
        for (std::size_t i = 0; i < items.size(); ++i)
            add(items[i]);
        // A sequence is marked by a member of its own in the reference, which `*` gives as well.
        if (input.is_sequence()) add(Value(true));
    } else if (input.is_object()) {
        for (Member const& entry : members_of(input))
            add(entry.value);
    }
    return Value(results);
}

void Evaluator::collect_descendants(Value const& input, Array& to) {
    check_native_stack();
    tick();
    if (input.is_array()) {
        Items const items(input);
        for (std::size_t i = 0; i < items.size(); ++i)
            collect_descendants(items[i], to);
        return;
    }
    heap_.push(to, input);
    if (!input.is_object()) return;
    for (Member const& entry : members_of(input))
        collect_descendants(entry.value, to);
}

Value Evaluator::descendants(Value const& input) {
    if (input.is_undefined()) return {};
    Array* const results = heap_.sequence();
    collect_descendants(input, *results);
    return results->size == 1 ? results->items()[0] : Value(results);
}

}  // namespace coworks::jsonata
