#pragma once

/// The function library: a table per family.

#include <coworks/json.hpp>
#include <memory>
#include <span>
#include <string_view>

#include "jsonata/jsonata.hpp"
#include "jsonata/signature.hpp"
#include "jsonata/value.hpp"

namespace coworks::jsonata {

class Evaluator;
struct Frame;

/// What a builtin gets: its arguments after the signature's checks, the context, the variables of its caller.
struct Call {
    Evaluator& evaluator;
    std::span<Value const> arguments;
    Value input;
    Frame* frame;

    Value argument(std::size_t index) const noexcept { return index < arguments.size() ? arguments[index] : Value(); }
};

enum class Dialects : std::uint8_t { both, standard, aws };

struct BuiltinRow {
    std::string_view name;
    std::string_view signature;
    std::uint8_t arity;  ///< of the reference's JavaScript function, which decides what higher-order functions pass
    std::uint8_t parameters;  ///< that a partial application can name
    Value (*run)(Call const& call);
    Dialects dialects = Dialects::both;
};

struct Builtin {
    BuiltinRow row;
    std::shared_ptr<Signature const> signature;
    std::size_t place = 0;  ///< in the registry
};

/// The library's function of a name, or nullptr. Thread-safe.
Builtin const* find_builtin(std::string_view name, Dialect dialect);
std::size_t builtin_count();

std::span<BuiltinRow const> string_builtins();
std::span<BuiltinRow const> matching_builtins();
std::span<BuiltinRow const> encoding_builtins();
std::span<BuiltinRow const> number_builtins();
std::span<BuiltinRow const> aggregation_builtins();
std::span<BuiltinRow const> boolean_builtins();
std::span<BuiltinRow const> array_builtins();
std::span<BuiltinRow const> object_builtins();
std::span<BuiltinRow const> datetime_builtins();
std::span<BuiltinRow const> higher_order_builtins();
std::span<BuiltinRow const> aws_builtins();

}  // namespace coworks::jsonata
