#pragma once

/// What is evaluated: the syntax tree with its paths flattened to steps, its parents (`%`) resolved and its tail calls
/// marked (the reference's processAST). Made by analyse(); immutable afterwards.

#include <coworks/json.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jsonata/jsonata.hpp"
#include "jsonata/parser.hpp"
#include "jsonata/regex.hpp"
#include "jsonata/signature.hpp"

namespace coworks::jsonata {

struct Builtin;

/// A name, interned within one program: the same name is the same address.
struct Symbol {
    std::string name;
    std::size_t hash = 0;
    Builtin const* builtin = nullptr;  ///< the library's function of that name
    bool assigned = false;             ///< something in the program binds it
};

inline bool same_symbol(Symbol const* a, Symbol const* b) noexcept {
    return a == b || (a->hash == b->hash && a->name == b->name);
}

/// A `%` that looks for its ancestor: `level` steps up.
struct Slot {
    Symbol const* label = nullptr;
    int level = 1;
};

struct Plan;

struct Stage {
    enum class Kind : std::uint8_t { filter, index };
    Kind kind = Kind::filter;
    Plan* expression = nullptr;  ///< of a filter
    Symbol const* index = nullptr;
};

struct Pair {
    Plan* key = nullptr;
    Plan* value = nullptr;
};

struct Group {
    std::vector<Pair> pairs{};
    std::uint32_t position = 0;
};

enum class Operation : std::uint8_t {
    add,
    subtract,
    multiply,
    divide,
    modulo,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal,
    concat,
    range,
    includes,
    both,
    either
};

struct Plan {
    enum class Kind : std::uint8_t {
        path,
        name,
        string,
        number,
        constant,
        wildcard,
        descendant,
        parent,
        condition,
        otherwise,
        coalesce,
        block,
        bind,
        regex,
        call,
        partial,
        placeholder,
        variable,
        lambda,
        apply,
        transform,
        binary,
        negate,
        array,
        object,
        sort
    };

    Kind kind = Kind::constant;
    Operation operation = Operation::add;
    bool keep_array = false;
    bool keep_singleton = false;  ///< of a path
    bool cons_array = false;      ///< an array constructor (or a block with one) whose result is no sequence
    bool tuple = false;
    bool thunk = false;   ///< a tail call: its evaluation is left to the caller
    bool simple = false;  ///< a name without stages or bindings, the usual step
    std::uint32_t position = 0;
    double number = 0;
    Json value{};                    ///< of a string or constant
    Symbol const* symbol = nullptr;  ///< of a name or variable
    Symbol const* focus = nullptr;
    Symbol const* index = nullptr;
    Slot* ancestor = nullptr;
    Slot* slot = nullptr;        ///< of a parent
    std::vector<Plan*> items{};  ///< operands, steps, arguments, terms
    std::vector<Symbol const*> parameters{};
    std::string directions{};  ///< of a sort
    std::vector<Stage> predicates{};
    std::vector<Stage> stages{};
    std::vector<Slot*> seeking{};          ///< the parents below that no step has answered yet
    std::unique_ptr<Group> group{};        ///< a{…}: the value is grouped
    std::unique_ptr<Group> constructor{};  ///< {…}: the context is
    std::shared_ptr<Regex const> regex{};
    std::shared_ptr<Signature const> signature{};
};

/// A compiled text: both trees.
struct Program {
    std::string text;
    Dialect dialect = Dialect::standard;
    Parsed parsed;
    std::deque<Plan> plans;
    std::deque<Slot> slots;
    std::unordered_map<std::string_view, std::unique_ptr<Symbol>> symbols;
    Plan* root = nullptr;
    /// Calls $eval, whose text may bind anything where it is called.
    bool dynamic = false;

    Symbol* symbol(std::string_view name);
};

/// Fills program.plans and program.root from program.parsed. Throws Failure.
void analyse(Program& program);
/// Throws Failure.
std::shared_ptr<Program const> make_program(std::string_view text, Dialect dialect, Limits const& limits);

}  // namespace coworks::jsonata
