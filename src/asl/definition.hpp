#pragma once

/// The definition of a state machine as the interpreter uses it: an immutable tree, made once by load() (loader.hpp)
/// and shared by every execution. All names are the specification's (https://states-language.net/spec.html).

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "asl/expression.hpp"
#include "asl/limits.hpp"

namespace coworks::asl {

struct Workflow;

using StateIndex = std::uint32_t;
inline constexpr StateIndex kNoState = 0xffffffff;

enum class StateKind : std::uint8_t { pass, task, choice, wait, succeed, fail, parallel, map };
/// "Pass", "Task", …: the value of the field Type.
std::string_view type_name(StateKind kind) noexcept;

enum class Jitter : std::uint8_t { none, full };

/// One retrier of a Retry field.
struct Retrier {
    std::vector<std::string> errors;  ///< ErrorEquals
    std::int64_t interval_seconds = 1;
    std::int64_t max_attempts = 3;
    double backoff_rate = 2.0;
    std::optional<std::int64_t> max_delay_seconds;
    Jitter jitter = Jitter::none;
};

/// One catcher of a Catch field.
struct Catcher {
    std::vector<std::string> errors;
    StateIndex next = kNoState;
    ResultPath result_path;          ///< JSONPath states
    std::optional<Template> assign;  ///< both query languages
    std::optional<Template> output;  ///< JSONata states
};

struct PassState {
    std::optional<Json> result;  ///< JSONPath states
};

/// What a Task's Resource asks for.
struct Resource {
    enum class Via : std::uint8_t { lambda, service, activity };
    enum class Pattern : std::uint8_t { request_response, sync, wait_for_task_token };

    std::string arn;  ///< as written
    Via via = Via::service;
    Pattern pattern = Pattern::request_response;
    std::string service;  ///< resourceType of the events: "lambda", "sqs", "aws-sdk:dynamodb"; services only
    std::string action;   ///< resource of the events: "invoke", "startExecution.sync:2"; services only
};
/// Splits a Resource; nothing if it is no ARN that a Task may have.
std::optional<Resource> parse_resource(std::string_view arn);

struct TaskState {
    Resource resource;
    Field timeout_seconds;    ///< TimeoutSeconds, TimeoutSecondsPath
    Field heartbeat_seconds;  ///< HeartbeatSeconds, HeartbeatSecondsPath
    std::optional<Template> credentials;
};

/// One comparison of a JSONPath choice rule.
struct Comparison {
    enum class Type : std::uint8_t { string, numeric, boolean, timestamp, is };
    enum class Operator : std::uint8_t {
        equals,
        less_than,
        less_than_equals,
        greater_than,
        greater_than_equals,
        matches,
        is_present,
        is_null,
        is_string,
        is_numeric,
        is_boolean,
        is_timestamp
    };
    Type type = Type::is;
    Operator op = Operator::is_present;
    Expression variable;  ///< Variable
    Expression operand;   ///< a literal, or the path of a …Path operator
    std::string name;     ///< "StringEqualsPath": as written
};

/// A rule of a Choice state: a comparison, a Condition (JSONata), or rules joined by And, Or, Not.
struct ChoiceRule {
    enum class Kind : std::uint8_t { comparison, condition, all, any, negation };
    Kind kind = Kind::comparison;
    Comparison comparison;
    Expression condition;
    std::vector<ChoiceRule> rules;
};

struct ChoiceBranch {
    ChoiceRule rule;
    std::string field;  ///< "Choices[0]/Condition", as error texts call it
    StateIndex next = kNoState;
    std::optional<Template> assign;
    std::optional<Template> output;
};

struct ChoiceState {
    std::vector<ChoiceBranch> choices;
    StateIndex otherwise = kNoState;  ///< Default
};

struct WaitState {
    Field seconds;    ///< Seconds, SecondsPath
    Field timestamp;  ///< Timestamp, TimestampPath
};

struct SucceedState {};

struct FailState {
    Field error;  ///< Error, ErrorPath
    Field cause;  ///< Cause, CausePath
};

struct ParallelState {
    std::vector<std::unique_ptr<Workflow const>> branches;
};

enum class ExecutionType : std::uint8_t { standard, express };

struct ItemReader {
    Resource resource;
    std::optional<Template> arguments;  ///< Parameters or Arguments
    Json config;                        ///< ReaderConfig as written
    Field max_items;                    ///< MaxItems, MaxItemsPath
};

struct ItemBatcher {
    Field max_items;        ///< MaxItemsPerBatch, MaxItemsPerBatchPath
    Field max_input_bytes;  ///< MaxInputBytesPerBatch, MaxInputBytesPerBatchPath
    std::optional<Template> batch_input;
};

struct ResultWriter {
    std::optional<Resource> resource;  ///< without one the results are formatted, and stay the state's
    std::optional<Template> arguments;
    Json config;  ///< WriterConfig as written
};

struct MapState {
    std::unique_ptr<Workflow const> processor;  ///< ItemProcessor, or the older Iterator
    bool distributed = false;
    ExecutionType execution_type = ExecutionType::standard;
    std::string label;                      ///< Label, or the state's name
    std::optional<Expression> items_path;   ///< ItemsPath (JSONPath states)
    std::optional<Template> items;          ///< Items (JSONata states)
    std::optional<Template> item_selector;  ///< ItemSelector, or the older Parameters
    std::optional<ItemReader> reader;
    std::optional<ItemBatcher> batcher;
    std::optional<ResultWriter> writer;
    Field max_concurrency;
    Field tolerated_failure_count;
    Field tolerated_failure_percentage;
};

/// A state: what every kind has, and its own part in `body` (its alternatives stand in the order of StateKind).
struct State {
    std::string name;
    Json name_json;  ///< the name as the events share it
    StateKind kind = StateKind::pass;
    QueryLanguage language = QueryLanguage::jsonpath;
    std::string pointer;         ///< JSON pointer to the state in the definition, for its position in the source
    StateIndex next = kNoState;  ///< kNoState: End, or a kind that has no Next

    PathOrNull input_path;  ///< JSONPath states, as the next four
    PathOrNull output_path;
    ResultPath result_path;
    std::optional<Template> parameters;
    std::optional<Template> result_selector;
    std::optional<Template> arguments;  ///< JSONata states, as the next
    std::optional<Template> output;
    std::optional<Template> assign;  ///< both

    std::vector<Retrier> retry;
    std::vector<Catcher> catchers;

    std::variant<PassState, TaskState, ChoiceState, WaitState, SucceedState, FailState, ParallelState, MapState> body;
};

/// A start and states: the whole machine, a branch of a Parallel, or the processor of a Map.
struct Workflow {
    StateIndex start = kNoState;
    std::vector<State> states;
    std::unordered_map<std::string, StateIndex> index;  ///< by name
    std::uint32_t id = 0;  ///< unique within the machine: the place in StateMachine::workflows

    State const& at(StateIndex state) const { return states[state]; }
    State const* find(std::string_view name) const;
};

/// A whole definition. Immutable and thread-safe.
struct StateMachine {
    Json source;  ///< as written
    std::string comment;
    std::string version;
    QueryLanguage language = QueryLanguage::jsonpath;
    std::optional<std::int64_t> timeout_seconds;
    Workflow root;
    std::vector<Workflow const*> workflows;  ///< the root and every nested one, by their id

    /// The first state of that name, the root's first, then the nested ones in their order; nullptr if there is none.
    State const* find(std::string_view name) const;
};

}  // namespace coworks::asl
