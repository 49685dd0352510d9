#pragma once

/// The evaluation of one expression over one input.

#include <array>
#include <boost/container/small_vector.hpp>
#include <coworks/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jsonata/failure.hpp"
#include "jsonata/heap.hpp"
#include "jsonata/plan.hpp"
#include "jsonata/stack.hpp"
#include "jsonata/value.hpp"

namespace coworks::jsonata {

using Arguments = boost::container::small_vector<Value, 6>;

/// The variables of a block, a call, a tuple.
struct Frame {
    struct Entry {
        Symbol const* symbol = nullptr;
        Value value;
    };
    static constexpr std::size_t kInline = 2;

    Frame* parent = nullptr;
    Entry* entries = inline_entries;
    std::size_t size = 0;
    std::size_t capacity = kInline;
    Entry inline_entries[kInline];
};

struct Function {
    enum class Kind : std::uint8_t {
        lambda,
        builtin,
        partial,  ///< a builtin some of whose arguments are given
        wrapper,  ///< a function passed as an argument: called without context
        regex,
        next_match,  ///< `next` of what a regex gave
        transform
    };
    Kind kind = Kind::lambda;
    Plan const* plan = nullptr;  ///< of a lambda, regex or transform
    Frame* frame = nullptr;
    Value input{};
    std::span<Symbol const* const> parameters{};  ///< those that a call binds
    Signature const* signature = nullptr;
    Builtin const* builtin = nullptr;
    std::span<Value const> given{};       ///< of a partial: all arguments
    std::span<std::size_t const> open{};  ///< of a partial: places that a call fills
    Function* target = nullptr;           ///< of a wrapper; of a next_match the regex
    Value subject{};                      ///< of a next_match
    std::size_t offset = 0;               ///< of a next_match: where to go on, in bytes
    std::string_view token{};             ///< the name it was last called by, for errors
    bool has_token = false;
    std::size_t position = 0;
};

struct TailCall {
    Plan const* plan = nullptr;
    Value input;
    Frame* frame = nullptr;
};

/// The symbol of a tuple's own value.
Symbol const* at_symbol() noexcept;

/// How many arguments a function takes, as higher-order functions ask.
std::size_t arity(Function const& function) noexcept;
/// The function behind wrappers.
Function const& unwrap(Function const& function) noexcept;

class Evaluator {
public:
    Evaluator(Program const& program, Environment const& environment);

    Answer run(Json const* input);

    // --- For the builtins --------------------------------------------------------------------------------------------

    Heap& heap() noexcept { return heap_; }
    Limits const& limits() const noexcept { return environment_.limits; }
    Dialect dialect() const noexcept { return program_.dialect; }
    double now_ms() const noexcept { return now_ms_; }
    Random& random() noexcept { return environment_.random != nullptr ? *environment_.random : fallback_random_; }

    /// Calls a function: arguments are checked, tail calls followed.
    Value apply(Function& function, std::span<Value const> arguments, Value input, Frame* frame);
    /// As higher-order functions do: no more arguments than the function takes, and no context.
    Value call_back(Function& function, std::span<Value const> arguments);
    /// $eval: a text in the environment of its caller.
    Value evaluate_text(std::string_view text, Value input, Frame* frame);

    /// One unit of work; asks for the time now and then. Throws Failure U1001 beyond the bounds.
    void tick(std::uint64_t steps = 1) {
        steps_ += steps;
        if (steps_ >= next_check_) check_budget();
    }
    /// Guards recursion over values.
    void check_native_stack() const {
        if (stack_exhausted(stack_limit_)) throw stack_overflow();
    }

    Value append(Value const& left, Value const& right);
    Value lookup(Value const& input, std::string_view name);
    Frame* make_frame(Frame* parent) {
        Frame* const frame = heap_.make<Frame>();
        frame->parent = parent;
        return frame;
    }
    void bind(Frame& frame, Symbol const* symbol, Value value);
    Function* make_function(Function::Kind kind) {
        Function* const made = heap_.make<Function>();
        made->kind = kind;
        return made;
    }
    /// What a regex gives for a text, from an offset on: an object, or undefined.
    Value match_regex(Function& regex, Value const& subject, std::size_t offset);
    Value next_match(Function& next);

private:
    Value evaluate(Plan const& plan, Value input, Frame* frame);
    Value dispatch(Plan const& plan, Value input, Frame* frame);
    Value finish(Plan const& plan, Value result);
    void check_budget();

    Value path(Plan const& plan, Value input, Frame* frame);
    Value step(Plan const& plan, Value const& input, Frame* frame, bool last);
    Value simple_step(Plan const& plan, Value const& input, bool last);
    Array* tuple_step(Plan const& plan, Value const& input, Array* tuples, Frame* frame);
    Array* tuple_sort(Plan const& plan, Value const& input, Array* tuples, Frame* frame);
    void add_tuples(Plan const& plan, Frame const& tuple, Value const& value, Array& to);
    Array* tuples_of(Value const& input);
    Frame* copy_tuple(Frame const& tuple, Frame* parent);
    Frame* reduce_tuples(Value const& data);
    Value stages(std::vector<Stage> const& list, Value input, Frame* frame);
    Value filter(Plan const& predicate, Value const& input, Frame* frame);
    void select(Value const& result, std::size_t index, std::size_t size, Value const& item, Array& results);
    Value sort(Plan const& plan, Value const& input, Frame* frame);
    Value group(Group const& group, Value input, Frame* frame);
    Value wildcard(Value input);
    Value descendants(Value const& input);
    void collect_descendants(Value const& input, Array& to);
    void flatten(Value const& value, Array& to);

    Value binary(Plan const& plan, Value input, Frame* frame);
    Value arithmetic(Operation operation, Value const& left, Value const& right);
    Value compare(Operation operation, Value const& left, Value const& right);
    Value range(Value const& left, Value const& right);
    Value includes(Value const& left, Value const& right);
    Value negate(Plan const& plan, Value input, Frame* frame);
    Value array(Plan const& plan, Value input, Frame* frame);
    Value condition(Plan const& plan, Value input, Frame* frame);
    Value block(Plan const& plan, Value input, Frame* frame);

    Value variable(Symbol const& symbol, Value input, Frame* frame);
    Value look_up(Symbol const& symbol, Frame* frame);
    Value builtin(Builtin const& builtin);
    Value call(Plan const& plan, Value input, Frame* frame, Value const* context);
    Value partial(Plan const& plan, Value input, Frame* frame);
    Value partial_lambda(Function& of, std::span<Value const> arguments, std::span<bool const> open);
    Value partial_native(Function& of, std::span<Value const> arguments, std::span<bool const> open);
    Value lambda(Plan const& plan, Value input, Frame* frame);
    Value chain(Plan const& plan, Value input, Frame* frame);
    Value compose(Function& first, Function& second);
    Value transform(Function& function, Value subject);
    void change(Plan const& plan, Value const& match, Frame* frame);
    Value apply_once(Function* function, std::span<Value const> arguments, Value input, Frame* frame);
    Value invoke(Function& function, std::span<Value const> arguments, Value input, Frame* frame);
    void validate(Function const& function, Arguments& arguments, Value const& context);
    Value as_array(Signature::Parameter const& parameter, std::uint16_t type, std::size_t count, Value argument,
                   std::size_t place);
    Value wrap(Value value);
    std::string_view procedure_name(Plan const& procedure, bool& known);
    bool misses_dollar(Plan const& procedure, Frame* frame);

    Program const& program_;
    Environment const& environment_;
    Heap heap_;
    std::vector<std::shared_ptr<Program const>> evaluated_;  ///< texts of $eval
    std::vector<Function*> builtins_;                        ///< by their place in the registry
    std::vector<std::unique_ptr<Symbol>> bound_symbols_;
    Frame* root_ = nullptr;
    bool dynamic_ = false;  ///< a text of $eval may have
    std::size_t depth_ = 0;
    std::uint64_t steps_ = 0;
    std::uint64_t next_check_ = 0;
    char const* stack_limit_;
    double now_ms_ = 0;
    SeededRandom fallback_random_{0};
};

// --- Values (convert.cpp, compare.cpp)
// ---------------------------------------------------------------------------------

/// JavaScript's truth as $boolean has it; undefined is false.
bool truth(Evaluator& evaluator, Value const& value);
/// A number that is no NaN. Throws Failure D1001 for an infinite one.
bool is_numeric(Value const& value);
bool deep_equal(Evaluator& evaluator, Value const& a, Value const& b);
/// `===`
bool identical(Value const& a, Value const& b) noexcept;
/// $string of a value that is neither undefined nor a string.
std::string stringify(Evaluator& evaluator, Value const& value, bool pretty);
/// $string of any value but undefined.
std::string string_of(Evaluator& evaluator, Value const& value, bool pretty = false);
/// For an error's `value`: bounded.
Json error_value(Value const& value);
/// The result of an evaluation. Throws Failure beyond the limits.
Json to_json(Evaluator& evaluator, Value const& value);
/// A value of the heap that is equal and shares nothing that can be changed.
Value clone(Evaluator& evaluator, Value const& value);
/// The members in JavaScript's order: array indices first, ascending.
struct Member {
    std::string_view name;
    Value value;
};
std::vector<Member> members_of(Value const& object);
/// The bits of signature.hpp's namespace type.
std::uint16_t type_of(Value const& value) noexcept;

}  // namespace coworks::jsonata
