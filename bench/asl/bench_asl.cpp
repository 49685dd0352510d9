/// Transitions (states entered) per second of the interpreter in memory, and what a waiting execution takes: a line of
/// JSON each, for table.py.

#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "asl/interpreter.hpp"
#include "asl/loader.hpp"

namespace {

using namespace coworks;
using namespace coworks::asl;
using Seconds = std::chrono::duration<double>;

std::shared_ptr<StateMachine const> machine_of(std::string const& definition) {
    auto machine = load(Json::parse(definition));
    if (!machine) {
        std::fprintf(stderr, "bench_asl: %s\n", machine.error().text().c_str());
        std::exit(1);
    }
    return *machine;
}

/// An object of some `bytes` bytes of JSON.
Json data_of(std::size_t bytes) {
    Json::ArrayBuilder rows;
    for (std::size_t made = 0; made < bytes; made += 80) {
        rows.push_back(
            Json::object({{"id", made}, {"name", "a row of the document"}, {"tags", Json::array({"x", "y"})}}));
    }
    return Json::object({{"count", 0}, {"rows", rows.finish()}});
}

/// Plays to the end, time being virtual; returns the states entered.
std::int64_t play(std::shared_ptr<StateMachine const> const& machine, Json const& input, ExecutionType type) {
    ManualClock clock;
    SeededRandom random(1);
    Limits limits;
    limits.steps_at_once = 100'000'000;
    Execution execution = make_execution(machine);
    std::int64_t entered = 0;
    Message message = Start{.identity = {}, .input = input, .type = type, .workflow = 0, .map = {}};
    for (;;) {
        Decision const decision = advance(execution, message, clock.now(), random, limits);
        for (Event const& event : decision.events) {
            if (event.next != kNoState && type_name(event.type).ends_with("Entered")) ++entered;
        }
        auto const deadline = execution.next_deadline();
        if (!execution.running() || !deadline) break;
        clock.set(std::max(clock.now(), *deadline));
        message = Tick{};
    }
    if (execution.status != Status::succeeded) {
        std::fprintf(stderr, "bench_asl: the execution failed: %s %s\n", execution.failure.error.dump().c_str(),
                     execution.failure.cause.dump().c_str());
        std::exit(1);
    }
    return entered;
}

Json items_of(int count) {
    Json::ArrayBuilder made;
    for (int i = 0; i < count; ++i)
        made.push_back(Json::object({{"id", i}}));
    return made.finish();
}

void tell(std::string const& name, char const* unit, double value) {
    std::printf("%s\n", Json::object({{"name", name}, {unit, std::round(value)}}).dump().c_str());
    std::fflush(stdout);
}

/// The median of five rounds of at least a fifth of a second each.
void measure(std::string const& name, std::string const& definition, Json const& input) {
    auto const machine = machine_of(definition);
    std::array<double, 5> rounds{};
    for (double& round : rounds) {
        auto const begin = std::chrono::steady_clock::now();
        std::int64_t entered = 0;
        Seconds elapsed{};
        do {
            entered += play(machine, input, ExecutionType::express);
            elapsed = std::chrono::steady_clock::now() - begin;
        } while (elapsed < Seconds(0.2));
        round = static_cast<double>(entered) / elapsed.count();
    }
    std::ranges::sort(rounds);
    tell(name, "transitions_per_second", rounds[2]);
}

/// The same machine with little and with much data that its states leave alone.
void measure_sizes(std::string const& name, std::string const& definition, Json const& data, int items) {
    for (auto const& [size, bytes] : {std::pair{"1 KB", 1'000U}, std::pair{"200 KB", 200'000U}}) {
        Json input = data.with("rows", data_of(bytes).at("rows"));
        if (items > 0) input = std::move(input).with("items", items_of(items));
        measure(name + ", " + size, definition, input);
    }
}

std::string loop_jsonpath() {
    return R"~({"StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Parameters": {"count.$": "States.MathAdd($.count, 1)", "rows.$": "$.rows"},
                  "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [{"Variable": "$.count", "NumericLessThan": 5000, "Next": "Count"}],
                   "Default": "Done"},
        "Done": {"Type": "Succeed"}}})~";
}

/// Pass and Choice that leave the data alone: a variable counts.
std::string loop_untouched() {
    return R"~({"StartAt": "Begin", "States": {
        "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Count"},
        "Count": {"Type": "Pass", "Assign": {"n.$": "States.MathAdd($n, 1)"}, "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [{"Variable": "$n", "NumericLessThan": 5000, "Next": "Count"}],
                   "Default": "Done"},
        "Done": {"Type": "Succeed"}}})~";
}

std::string loop_jsonata() {
    return R"~({"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
        "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Count"},
        "Count": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}"}, "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [{"Condition": "{% $n < 5000 %}", "Next": "Count"}],
                   "Default": "Done"},
        "Done": {"Type": "Succeed"}}})~";
}

/// A chain of Pass states: what entering and leaving a state costs by itself.
std::string chain() {
    std::string states;
    for (int i = 0; i < 1000; ++i) {
        states +=
            R"~("S)~" + std::to_string(i) + R"~(": {"Type": "Pass", "Next": "S)~" + std::to_string(i + 1) + R"~("},)~";
    }
    return R"~({"StartAt": "S0", "States": {)~" + states + R"~("S1000": {"Type": "Succeed"}}})~";
}

enum class Language { jsonpath, jsonata };

std::string parallel(Language language) {
    std::string branches;
    for (int i = 0; i < 10; ++i) {
        branches +=
            R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}})~";
        if (i < 9) branches += ',';
    }
    bool const jsonata = language == Language::jsonata;
    return R"~({"QueryLanguage": ")~" + std::string(jsonata ? "JSONata" : "JSONPath") +
           R"~(", "StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [)~" + branches + "], " +
           (jsonata ? R"~("Output": "{% $states.input %}")~" : R"~("ResultPath": null)~") + R"~(, "End": true}}})~";
}

std::string map(Language language) {
    bool const jsonata = language == Language::jsonata;
    return R"~({"QueryLanguage": ")~" + std::string(jsonata ? "JSONata" : "JSONPath") +
           R"~(", "StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": {"StartAt": "A", "States": {
               "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}, "End": true, )~" +
           (jsonata ? R"~("Items": "{% $states.input.items %}", "Output": "{% $states.input %}")~"
                    : R"~("ItemsPath": "$.items", "ResultPath": null)~") +
           "}}}";
}

void measure_memory() {
    auto const machine =
        machine_of(R"~({"StartAt": "Sleep", "States": {"Sleep": {"Type": "Wait", "Seconds": 86400, "End": true}}})~");
    constexpr std::size_t kExecutions = 100'000;
    ManualClock clock;
    SeededRandom random(1);
    std::vector<Execution> waiting;
    waiting.reserve(kExecutions);
    auto const before = mallinfo2().uordblks;
    Identity identity;
    identity.machine_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:sleeper";
    identity.machine_name = "sleeper";
    identity.role_arn = "arn:aws:iam::000000000000:role/sleeper";
    for (std::size_t i = 0; i < kExecutions; ++i) {
        waiting.push_back(make_execution(machine));
        std::string const name = "execution-" + std::to_string(i);
        identity.execution_name = name;
        identity.execution_arn = "arn:aws:states:us-east-1:000000000000:execution:sleeper:" + name;
        advance(waiting.back(),
                Start{.identity = identity, .input = Json::object({{"id", i}}), .type = {}, .workflow = 0, .map = {}},
                clock.now(), random);
    }
    tell("a waiting execution", "bytes",
         static_cast<double>((mallinfo2().uordblks - before) / kExecutions + sizeof(Execution)));
}

}  // namespace

int main() {
    Json const nothing = Json::object({});
    measure_sizes("chain of Pass", chain(), nothing, 0);
    measure_sizes("Pass/Choice loop, JSONPath", loop_untouched(), nothing, 0);
    measure_sizes("Pass/Choice loop, JSONata", loop_jsonata(), nothing, 0);
    measure_sizes("Pass/Choice loop, data rebuilt, JSONPath", loop_jsonpath(), Json::object({{"count", 0}}), 0);
    measure_sizes("Parallel of 10 branches, JSONPath", parallel(Language::jsonpath), nothing, 0);
    measure_sizes("Parallel of 10 branches, JSONata", parallel(Language::jsonata), nothing, 0);
    measure_sizes("Map over 10,000 items, JSONPath", map(Language::jsonpath), nothing, 10'000);
    measure_sizes("Map over 10,000 items, JSONata", map(Language::jsonata), nothing, 10'000);
    measure_memory();
}
