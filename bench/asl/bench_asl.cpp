/// Transitions (states entered) per second of the interpreter in memory, and what a waiting execution takes.

#include <malloc.h>

#include <algorithm>
#include <chrono>
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

/// The best of five rounds of at least a fifth of a second each.
void measure(char const* name, std::string const& definition, Json const& input) {
    auto const machine = machine_of(definition);
    double best = 0;
    for (int round = 0; round < 5; ++round) {
        auto const begin = std::chrono::steady_clock::now();
        std::int64_t entered = 0;
        Seconds elapsed{};
        do {
            entered += play(machine, input, ExecutionType::express);
            elapsed = std::chrono::steady_clock::now() - begin;
        } while (elapsed < Seconds(0.2));
        best = std::max(best, static_cast<double>(entered) / elapsed.count());
    }
    std::printf("%-52s %12.0f\n", name, best);
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

std::string parallel() {
    std::string branches;
    for (int i = 0; i < 10; ++i) {
        branches +=
            R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}})~";
        if (i < 9) branches += ',';
    }
    return R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [)~" + branches +
           R"~(], "ResultPath": null, "End": true}}})~";
}

std::string map() {
    return R"~({"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {
        "StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}},
        "ResultPath": null, "End": true}}})~";
}

Json items(int count) {
    Json::ArrayBuilder made;
    for (int i = 0; i < count; ++i)
        made.push_back(Json::object({{"id", i}}));
    return Json::object({{"items", made.finish()}});
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
    std::printf("%-52s %12zu\n", "bytes of a waiting execution",
                (mallinfo2().uordblks - before) / kExecutions + sizeof(Execution));
}

}  // namespace

int main() {
    std::printf("%-52s %12s\n", "transitions/s (states entered), in memory", "");
    Json const small = data_of(1'000);
    Json const large = data_of(200'000);
    measure("chain of Pass, 1 KB", chain(), small);
    measure("chain of Pass, 200 KB", chain(), large);
    measure("Pass/Choice loop, JSONPath, 1 KB", loop_untouched(), small);
    measure("Pass/Choice loop, JSONPath, 200 KB", loop_untouched(), large);
    measure("Pass/Choice loop, JSONata, 1 KB", loop_jsonata(), small);
    measure("Pass/Choice loop, JSONata, 200 KB", loop_jsonata(), large);
    measure("Pass/Choice loop, data rebuilt, JSONPath, 1 KB", loop_jsonpath(), small);
    measure("Pass/Choice loop, data rebuilt, JSONPath, 200 KB", loop_jsonpath(), large);
    measure("Parallel of 10 branches, 1 KB", parallel(), small);
    measure("Map over 10,000 items", map(), items(10'000));
    measure_memory();
}
