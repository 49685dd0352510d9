#include "json/number.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

/// `function($f, $g) { function($x){ $g($f($x)) } }`, which f ~> g calls.
Program const& composition() {
    static std::shared_ptr<Program const> const program =
        make_program("function($f, $g) { function($x){ $g($f($x)) } }", Dialect::standard, {});
    return *program;
}

}  // namespace

std::size_t arity(Function const& function) noexcept {
    switch (function.kind) {
        case Function::Kind::lambda:
            return function.parameters.size();
        case Function::Kind::builtin:
            return function.builtin->row.arity;
        case Function::Kind::partial:
            return function.open.size();
        case Function::Kind::wrapper:
            return arity(*function.target);
        case Function::Kind::regex:
            return 2;
        case Function::Kind::next_match:
            return 0;
        case Function::Kind::transform:
            return 1;
    }
    return 0;
}

Function const& unwrap(Function const& function) noexcept {
    Function const* at = &function;
    while (at->kind == Function::Kind::wrapper)
        at = at->target;
    return *at;
}

/// What an error calls the function: the text of its token, if it is one.
std::string_view Evaluator::procedure_name(Plan const& procedure, bool& known) {
    known = true;
    switch (procedure.kind) {
        case Plan::Kind::variable:
        case Plan::Kind::name:
            return procedure.symbol->name;
        case Plan::Kind::path:
            return procedure_name(*procedure.items[0], known);
        case Plan::Kind::string:
            return procedure.value.as_string();
        case Plan::Kind::number:
            return heap_.text(ecmascript_number(procedure.number)).string();
        case Plan::Kind::wildcard:
            return "*";
        case Plan::Kind::descendant:
            return "**";
        case Plan::Kind::array:
            return "[";
        case Plan::Kind::object:
            return "{";
        case Plan::Kind::call:
        case Plan::Kind::partial:
            return "(";
        default:
            known = false;
            return {};
    }
}

/// Whether a function is meant whose `$` is missing.
bool Evaluator::misses_dollar(Plan const& procedure, Frame* frame) {
    if (procedure.kind != Plan::Kind::path) return false;
    Plan const& first = *procedure.items[0];
    bool const named = first.kind == Plan::Kind::name || first.kind == Plan::Kind::variable;
    return named && !look_up(*first.symbol, frame).is_undefined();
}

Value Evaluator::wrap(Value value) {
    if (!value.is_function() || value.function->kind == Function::Kind::wrapper) return value;
    Function* const made = make_function(Function::Kind::wrapper);
    made->target = value.function;
    return Value(made);
}

Value Evaluator::call(Plan const& plan, Value input, Frame* frame, Value const* context) {
    Plan const& procedure = *plan.items[0];
    Value const callee = evaluate(procedure, input, frame);
    bool named = false;
    std::string_view const name = procedure_name(procedure, named);
    if (callee.is_undefined() && misses_dollar(procedure, frame))
        throw failure("T1005").at(plan.position).with_token(std::string(name));
    Arguments arguments;
    if (context != nullptr) arguments.push_back(*context);
    for (std::size_t i = 1; i < plan.items.size(); ++i)
        arguments.push_back(wrap(evaluate(*plan.items[i], input, frame)));
    try {
        Function* const function = callee.is_function() ? callee.function : nullptr;
        if (function == nullptr) throw failure("T1006");
        if (function->kind != Function::Kind::wrapper) {
            function->token = name;
            function->has_token = named;
            function->position = plan.position;
        }
        return apply(*function, {arguments.data(), arguments.size()}, input, frame);
    } catch (Failure& error) {
        if (error.position == 0) error.position = plan.position;
        if (error.token.empty() && named) {
            error.token = name;
            error.has_token = true;
        }
        throw;
    }
}

Value Evaluator::lambda(Plan const& plan, Value input, Frame* frame) {
    Function* const made = make_function(Function::Kind::lambda);
    made->plan = plan.items[0];
    made->frame = frame;
    made->input = input;
    made->parameters = plan.parameters;
    made->signature = plan.signature.get();
    return Value(made);
}

Value Evaluator::partial(Plan const& plan, Value input, Frame* frame) {
    Arguments arguments;
    boost::container::small_vector<bool, 8> open;
    for (std::size_t i = 1; i < plan.items.size(); ++i) {
        bool const placeholder = plan.items[i]->kind == Plan::Kind::placeholder;
        open.push_back(placeholder);
        arguments.push_back(placeholder ? Value() : evaluate(*plan.items[i], input, frame));
    }
    Plan const& procedure = *plan.items[0];
    Value const callee = evaluate(procedure, input, frame);
    bool named = false;
    std::string const name(procedure_name(procedure, named));
    if (callee.is_undefined() && misses_dollar(procedure, frame))
        throw failure("T1007").at(plan.position).with_token(name);
    if (!callee.is_function()) {
        auto error = failure("T1008").at(plan.position);
        error.token = name;
        error.has_token = named;
        throw error;
    }
    Function* function = callee.function;
    while (function->kind == Function::Kind::wrapper)
        function = function->target;
    std::span<Value const> const given(arguments.data(), arguments.size());
    std::span<bool const> const places(open.data(), open.size());
    return function->kind == Function::Kind::lambda ? partial_lambda(*function, given, places)
                                                    : partial_native(*function, given, places);
}

Value Evaluator::partial_lambda(Function& of, std::span<Value const> arguments, std::span<bool const> open) {
    Frame* const frame = make_frame(of.frame);
    auto* const left = static_cast<Symbol const**>(heap_.allocate((of.parameters.size() + 1) * sizeof(Symbol const*)));
    std::size_t count = 0;
    for (std::size_t i = 0; i < of.parameters.size(); ++i) {
        if (i < open.size() && open[i]) {
            left[count++] = of.parameters[i];
        } else {
            bind(*frame, of.parameters[i], i < arguments.size() ? arguments[i] : Value());
        }
    }
    Function* const made = make_function(Function::Kind::lambda);
    made->plan = of.plan;
    made->frame = frame;
    made->input = of.input;
    made->parameters = {left, count};
    return Value(made);
}

Value Evaluator::partial_native(Function& of, std::span<Value const> arguments, std::span<bool const> open) {
    std::size_t const parameters = of.kind == Function::Kind::builtin ? of.builtin->row.parameters : arity(of);
    auto* const given = static_cast<Value*>(heap_.allocate((parameters + 1) * sizeof(Value)));
    auto* const places = static_cast<std::size_t*>(heap_.allocate((parameters + 1) * sizeof(std::size_t)));
    std::size_t count = 0;
    for (std::size_t i = 0; i < parameters; ++i) {
        given[i] = i < arguments.size() ? arguments[i] : Value();
        if (i < open.size() && open[i]) places[count++] = i;
    }
    Function* const made = make_function(Function::Kind::partial);
    made->target = &of;
    made->given = {given, parameters};
    made->open = {places, count};
    return Value(made);
}

Value Evaluator::chain(Plan const& plan, Value input, Frame* frame) {
    Value const left = evaluate(*plan.items[0], input, frame);
    if (plan.items[1]->kind == Plan::Kind::call) return call(*plan.items[1], input, frame, &left);
    Value const right = evaluate(*plan.items[1], input, frame);
    if (!right.is_function()) throw failure("T2006").at(plan.position).with_value(error_value(right));
    if (left.is_function()) return compose(*left.function, *right.function);
    return apply(*right.function, {&left, 1}, Value::null(), frame);
}

Value Evaluator::compose(Function& first, Function& second) {
    Value const maker = evaluate(*composition().root, Value::null(), root_);
    std::array<Value, 2> const functions{Value(&first), Value(&second)};
    return apply(*maker.function, functions, Value::null(), root_);
}

}  // namespace coworks::jsonata
