#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

/// The plural that T0412 names.
std::string_view plural(std::string_view subtype) noexcept {
    if (subtype == "a") return "arrays";
    if (subtype == "b") return "booleans";
    if (subtype == "f") return "functions";
    if (subtype == "n") return "numbers";
    if (subtype == "o") return "objects";
    if (subtype == "s") return "strings";
    return {};
}

/// Whether the array fits a<x>: every item of the type of the first, and that one x.
bool items_fit(Value const& argument, std::string_view subtype) {
    Items const items(argument);
    if (items.size() == 0) return true;
    std::uint16_t const first = type_of(items[0]);
    if (subtype.empty() || first != type_of_letter(subtype[0])) return false;
    for (std::size_t i = 1; i < items.size(); ++i)
        if (type_of(items[i]) != first) return false;
    return true;
}

}  // namespace

std::uint16_t type_of(Value const& value) noexcept {
    switch (value.tag) {
        case Value::Tag::undefined:
            return type::kMissing;
        case Value::Tag::null:
            return type::kNull;
        case Value::Tag::boolean:
            return type::kBoolean;
        case Value::Tag::number:
            return type::kNumber;
        case Value::Tag::json_string:
        case Value::Tag::text:
            return type::kString;
        case Value::Tag::json_array:
        case Value::Tag::array:
            return type::kArray;
        case Value::Tag::json_object:
        case Value::Tag::object:
        case Value::Tag::tuple:
            return type::kObject;
        case Value::Tag::function:
        case Value::Tag::thunk:
            return type::kFunction;
    }
    return type::kMissing;
}

Value Evaluator::apply(Function& function, std::span<Value const> arguments, Value input, Frame* frame) {
    Value result = apply_once(&function, arguments, input, frame);
    while (result.tag == Value::Tag::thunk) {
        tick();
        TailCall const tail = *result.thunk;
        Plan const& procedure = *tail.plan->items[0];
        Value const next = evaluate(procedure, tail.input, tail.frame);
        Function* const callee = next.is_function() ? next.function : nullptr;
        if (callee != nullptr) {
            if (procedure.kind == Plan::Kind::variable) {
                callee->token = procedure.symbol->name;
                callee->has_token = true;
            }
            callee->position = procedure.position;
        }
        Arguments evaluated;
        for (std::size_t i = 1; i < tail.plan->items.size(); ++i)
            evaluated.push_back(evaluate(*tail.plan->items[i], tail.input, tail.frame));
        if (callee == nullptr) {
            // The reference notes place and name in whatever is called, where that can hold them.
            Failure error = failure("T1006");
            if (next.is_array() || next.is_object()) {
                error.position = procedure.position;
                if (procedure.kind == Plan::Kind::variable && !procedure.symbol->name.empty())
                    error = std::move(error).with_token(std::string(procedure.symbol->name));
            }
            throw error;
        }
        result = apply_once(callee, {evaluated.data(), evaluated.size()}, input, frame);
    }
    return result;
}

Value Evaluator::call_back(Function& function, std::span<Value const> arguments) {
    std::size_t const takes = std::max<std::size_t>(arity(function), 1);
    return apply(function, arguments.first(std::min(takes, arguments.size())), Value::null(), root_);
}

Value Evaluator::apply_once(Function* function, std::span<Value const> arguments, Value input, Frame* frame) {
    if (function == nullptr) throw failure("T1006");
    check_native_stack();
    try {
        if (function->signature == nullptr) return invoke(*function, arguments, input, frame);
        Arguments validated(arguments.begin(), arguments.end());
        validate(*function, validated, input);
        return invoke(*function, {validated.data(), validated.size()}, input, frame);
    } catch (Failure& error) {
        if (!error.has_token && function->has_token) {
            error.token = function->token;
            error.has_token = true;
        }
        if (function->position != 0) error.position = function->position;
        throw;
    }
}

Value Evaluator::invoke(Function& function, std::span<Value const> arguments, Value input, Frame* frame) {
    switch (function.kind) {
        case Function::Kind::lambda: {
            Frame* const inner = make_frame(function.frame);
            for (std::size_t i = 0; i < function.parameters.size(); ++i)
                bind(*inner, function.parameters[i], i < arguments.size() ? arguments[i] : Value());
            return evaluate(*function.plan, function.input, inner);
        }
        case Function::Kind::builtin:
            return function.builtin->row.run(
                {.evaluator = *this, .arguments = arguments, .input = input, .frame = frame});
        case Function::Kind::partial: {
            Arguments all(function.given.begin(), function.given.end());
            for (std::size_t i = 0; i < function.open.size(); ++i)
                all[function.open[i]] = i < arguments.size() ? arguments[i] : Value();
            // The reference doesn't check these arguments, and fails inside of its functions where they are wrong.
            if (function.target->signature != nullptr) validate(*function.target, all, Value());
            return invoke(*function.target, {all.data(), all.size()}, Value(), frame);
        }
        case Function::Kind::wrapper:
            return apply(*function.target, arguments, Value::null(), frame);
        case Function::Kind::regex: {
            Value const subject = arguments.empty() ? Value() : arguments[0];
            return match_regex(function,
                               subject.is_string()
                                   ? subject
                                   : heap_.text(subject.is_undefined() ? "undefined" : string_of(*this, subject)),
                               0);
        }
        case Function::Kind::next_match:
            return next_match(function);
        case Function::Kind::transform: {
            Value const subject = arguments.empty() ? input : arguments[0];
            if (!subject.is_undefined() && !subject.is_object() && !subject.is_array())
                throw failure(arguments.empty() ? "T0411" : "T0410").with_value(error_value(subject)).with_index(1);
            return transform(function, subject);
        }
    }
    return {};
}

/// The argument of an array parameter: one that is no array becomes one.
Value Evaluator::as_array(Signature::Parameter const& parameter, std::uint16_t type, std::size_t count, Value argument,
                          std::size_t place) {
    if (type == type::kMissing) return {};
    bool const is_array = type == type::kArray;
    bool fits = true;
    if (parameter.has_subtype) {
        fits = is_array ? items_fit(argument, parameter.subtype)
                        : count == 1 && parameter.subtype.size() == 1 && type == type_of_letter(parameter.subtype[0]);
    }
    if (!fits) {
        auto error = failure("T0412").with_index(place + 1);
        if (!argument.is_undefined()) error.value = error_value(argument);
        error.type = plural(parameter.subtype);
        throw error;
    }
    if (is_array) return argument;
    Array* const one = heap_.array(1);
    heap_.push(*one, argument);
    return Value(one);
}

void Evaluator::validate(Function const& function, Arguments& arguments, Value const& context) {
    Signature const& signature = *function.signature;
    auto const& parameters = signature.parameters();
    boost::container::small_vector<std::uint16_t, 8> types;
    for (Value const& argument : arguments)
        types.push_back(type_of(argument));
    boost::container::small_vector<std::uint8_t, 8> counts(parameters.size());
    if (!signature.match({types.data(), types.size()}, {counts.data(), counts.size()})) {
        std::size_t const bad = signature.mismatch({types.data(), types.size()});
        auto error = failure("T0410").with_index(bad + 1);
        if (bad < arguments.size() && !arguments[bad].is_undefined()) error.value = error_value(arguments[bad]);
        throw error;
    }
    Arguments validated;
    std::size_t at = 0;
    std::size_t taken = 0;  // the argument that the signature means; `at` runs ahead of it where one was left out
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        Signature::Parameter const& parameter = parameters[i];
        if (counts[i] == 0) {
            if (!parameter.context) {
                validated.push_back(at < arguments.size() ? arguments[at] : Value());
                ++at;
                continue;
            }
            if ((type_of(context) & parameter.types) == 0)
                throw failure("T0411").with_value(error_value(context)).with_index(at + 1);
            validated.push_back(context);
            continue;
        }
        Value const first = at < arguments.size() ? arguments[at] : Value();
        for (std::uint8_t k = 0; k < counts[i]; ++k, ++at) {
            std::uint16_t const wanted = types[taken++];
            // Version 2.0.6 repeats the first of a repeated parameter that is no array.
            bool const repeats = parameter.kind != 'a' && dialect() == Dialect::aws;
            Value const argument = repeats ? first : at < arguments.size() ? arguments[at] : Value();
            validated.push_back(parameter.kind == 'a' ? as_array(parameter, wanted, counts[i], argument, at)
                                                      : argument);
        }
    }
    arguments = std::move(validated);
}

Value Evaluator::match_regex(Function& regex, Value const& subject, std::size_t offset) {
    std::string_view const text = subject.string();
    auto const match = regex.plan->regex->match(text, offset, limits().regex_match_max);
    if (!match) return {};
    auto const part = [&](Regex::Range range) {
        return heap_.borrowed_text(text.substr(range.begin, range.end - range.begin));
    };
    Object* const result = heap_.object(5);
    auto const start = static_cast<double>(utf16_length(text.substr(0, match->whole.begin)));
    heap_.set(*result, "match", part(match->whole));
    heap_.set(*result, "start", Value(start));
    heap_.set(*result, "end",
              Value(start + static_cast<double>(
                                utf16_length(text.substr(match->whole.begin, match->whole.end - match->whole.begin)))));
    Array* const groups = heap_.array(match->groups.size());
    for (auto const& group : match->groups)
        heap_.push(*groups, group ? part(*group) : Value());
    heap_.set(*result, "groups", Value(groups));
    Function* const next = make_function(Function::Kind::next_match);
    next->target = &regex;
    next->subject = subject;
    next->offset = match->whole.end;
    heap_.set(*result, "next", Value(next));
    return Value(result);
}

Value Evaluator::next_match(Function& next) {
    if (next.offset >= next.subject.string().size()) return {};
    Value const result = match_regex(*next.target, next.subject, next.offset);
    if (!result.is_undefined() && member(result, "match").string().empty()) {
        Plan const& plan = *next.target->plan;
        throw failure("D1004").at(plan.position).with_value(Json(plan.regex->pattern()));
    }
    return result;
}

}  // namespace coworks::jsonata
