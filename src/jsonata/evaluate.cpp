#include <algorithm>

#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

/// Steps between two looks at the clock: some hundred microseconds.
constexpr std::uint64_t kStepsPerCheck = 4096;

Symbol const* root_symbol() noexcept {
    static Symbol const symbol{.name = "$", .hash = std::hash<std::string_view>()("$")};
    return &symbol;
}

}  // namespace

Symbol const* at_symbol() noexcept {
    static Symbol const symbol{.name = "@", .hash = std::hash<std::string_view>()("@")};
    return &symbol;
}

Evaluator::Evaluator(Program const& program, Environment const& environment)
    : program_(program),
      environment_(environment),
      heap_(environment.limits.memory_bytes_max, environment.limits.billed_bytes_max),
      builtins_(builtin_count()),
      dynamic_(program.dynamic),
      stack_limit_(stack_limit()) {
    if (environment.clock != nullptr) {
        now_ms_ = static_cast<double>(
            std::chrono::floor<std::chrono::milliseconds>(environment.clock->now().time_since_epoch()).count());
    }
}

Answer Evaluator::run(Json const* input) {
    root_ = make_frame(nullptr);
    Value value = input != nullptr ? Value(*input) : Value();
    for (Binding const& binding : environment_.bindings) {
        Symbol* const symbol = bound_symbols_.emplace_back(std::make_unique<Symbol>()).get();
        symbol->name = binding.name;
        symbol->hash = std::hash<std::string_view>()(binding.name);
        bind(*root_, symbol, binding.value != nullptr ? Value(*binding.value) : Value());
    }
    bind(*root_, root_symbol(), value);
    if (value.is_array()) {
        Array* const wrapper = heap_.sequence_of(value);
        wrapper->outer_wrapper = true;
        value = Value(wrapper);
    }
    Value const result = evaluate(*program_.root, value, root_);
    Answer answer;
    answer.is_function = result.is_function();
    if (!result.is_undefined() && !result.is_function() && result.tag != Value::Tag::thunk)
        answer.value = to_json(*this, result);
    return answer;
}

void Evaluator::check_budget() {
    if (steps_ > environment_.limits.steps_max)
        throw failure("U1001").with_message("Expression evaluation takes too many steps: Check for infinite loop");
    if (environment_.elapsed && environment_.elapsed() > environment_.limits.time_max)
        throw failure("U1001").with_message("Expression evaluation timeout: Check for infinite loop");
    next_check_ = std::min(steps_ + kStepsPerCheck, environment_.limits.steps_max + 1);
}

void Evaluator::bind(Frame& frame, Symbol const* symbol, Value value) {
    for (std::size_t i = 0; i < frame.size; ++i) {
        if (same_symbol(frame.entries[i].symbol, symbol)) {
            frame.entries[i].value = value;
            return;
        }
    }
    if (frame.size == frame.capacity) {
        frame.capacity *= 2;
        auto* const entries = static_cast<Frame::Entry*>(heap_.allocate(frame.capacity * sizeof(Frame::Entry)));
        std::copy_n(frame.entries, frame.size, entries);
        frame.entries = entries;
    }
    frame.entries[frame.size++] = {symbol, value};
}

Value Evaluator::look_up(Symbol const& symbol, Frame* frame) {
    // Nothing in the text binds it: only the caller can have.
    if (!symbol.assigned && !dynamic_) frame = root_;
    for (; frame != nullptr; frame = frame->parent) {
        for (std::size_t i = 0; i < frame->size; ++i)
            if (same_symbol(frame->entries[i].symbol, &symbol)) return frame->entries[i].value;
    }
    return symbol.builtin != nullptr ? builtin(*symbol.builtin) : Value();
}

Value Evaluator::builtin(Builtin const& builtin) {
    Function*& made = builtins_[builtin.place];
    if (made == nullptr) {
        made = make_function(Function::Kind::builtin);
        made->builtin = &builtin;
        made->signature = builtin.signature.get();
    }
    return Value(made);
}

Value Evaluator::variable(Symbol const& symbol, Value input, Frame* frame) {
    if (!symbol.name.empty()) return look_up(symbol, frame);
    if (input.tag == Value::Tag::array && input.array->outer_wrapper) return input.array->items()[0];
    return input;
}

Value Evaluator::evaluate(Plan const& plan, Value input, Frame* frame) {
    if (++depth_ > environment_.limits.depth_max) throw stack_overflow();
    tick();
    check_native_stack();
    Value result = dispatch(plan, input, frame);
    for (Stage const& predicate : plan.predicates)
        result = filter(*predicate.expression, result, frame);
    if (plan.group && plan.kind != Plan::Kind::path) result = group(*plan.group, result, frame);
    --depth_;
    return finish(plan, result);
}

Value Evaluator::finish(Plan const& plan, Value result) {
    if (!result.is_sequence() || result.array->tuples) return result;
    Array& sequence = *result.array;
    if (plan.keep_array) sequence.keep_singleton = true;
    if (sequence.size == 0) return {};
    return sequence.size == 1 && !sequence.keep_singleton ? sequence.items()[0] : result;
}

Value Evaluator::dispatch(Plan const& plan, Value input, Frame* frame) {
    switch (plan.kind) {
        case Plan::Kind::path:
            return path(plan, input, frame);
        case Plan::Kind::name:
            return lookup(input, plan.symbol->name);
        case Plan::Kind::string:
        case Plan::Kind::constant:
            return Value(plan.value);
        case Plan::Kind::number:
            return Value(plan.number);
        case Plan::Kind::wildcard:
            return wildcard(input);
        case Plan::Kind::descendant:
            return descendants(input);
        case Plan::Kind::parent:
            return look_up(*plan.slot->label, frame);
        case Plan::Kind::condition:
        case Plan::Kind::otherwise:
        case Plan::Kind::coalesce:
            return condition(plan, input, frame);
        case Plan::Kind::block:
            return block(plan, input, frame);
        case Plan::Kind::bind: {
            Value const value = evaluate(*plan.items[0], input, frame);
            bind(*frame, plan.symbol, value);
            return value;
        }
        case Plan::Kind::regex: {
            Function* const made = make_function(Function::Kind::regex);
            made->plan = &plan;
            return Value(made);
        }
        case Plan::Kind::call:
            if (plan.thunk) return Value(heap_.make<TailCall>(&plan, input, frame));
            return call(plan, input, frame, nullptr);
        case Plan::Kind::partial:
            return partial(plan, input, frame);
        case Plan::Kind::variable:
            return variable(*plan.symbol, input, frame);
        case Plan::Kind::lambda:
            return lambda(plan, input, frame);
        case Plan::Kind::apply:
            return chain(plan, input, frame);
        case Plan::Kind::transform: {
            Function* const made = make_function(Function::Kind::transform);
            made->plan = &plan;
            made->frame = frame;
            return Value(made);
        }
        case Plan::Kind::binary:
            return binary(plan, input, frame);
        case Plan::Kind::negate:
            return negate(plan, input, frame);
        case Plan::Kind::array:
            return array(plan, input, frame);
        case Plan::Kind::object:
            return group(*plan.constructor, input, frame);
        case Plan::Kind::placeholder:
        case Plan::Kind::sort:
            break;
    }
    return {};
}

Value Evaluator::condition(Plan const& plan, Value input, Frame* frame) {
    Value const first = evaluate(*plan.items[0], input, frame);
    if (plan.kind == Plan::Kind::coalesce)
        return !first.is_undefined() ? first : evaluate(*plan.items[1], input, frame);
    bool const holds = truth(*this, first);
    if (plan.kind == Plan::Kind::otherwise) return holds ? first : evaluate(*plan.items[1], input, frame);
    if (holds) return evaluate(*plan.items[1], input, frame);
    return plan.items.size() > 2 ? evaluate(*plan.items[2], input, frame) : Value();
}

Value Evaluator::block(Plan const& plan, Value input, Frame* frame) {
    Frame* const inner = make_frame(frame);
    Value result;
    for (Plan const* const item : plan.items)
        result = evaluate(*item, input, inner);
    return result;
}

Value Evaluator::evaluate_text(std::string_view text, Value input, Frame* frame) {
    std::shared_ptr<Program const> program;
    try {
        program = make_program(text, program_.dialect, environment_.limits);
    } catch (Failure& inner) {
        throw failure("D3120").with_value(Json(message_of(inner, program_.dialect)));
    }
    evaluated_.push_back(program);
    dynamic_ = true;
    try {
        return evaluate(*program->root, input, frame != nullptr ? frame : root_);
    } catch (Failure& inner) {
        if (inner.code == "U1001") throw;
        throw failure("D3121").with_value(Json(message_of(inner, program_.dialect)));
    }
}

}  // namespace coworks::jsonata
