/// Definitions and executions from hostile input: the first line is the definition, the rest is input and messages.
/// Whatever they say, the loader refuses or the interpreter ends, waits or fails; and an execution rebuilt from its
/// stored events waits for the same things.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "asl/interpreter.hpp"
#include "asl/loader.hpp"

namespace {

using namespace coworks;
using namespace coworks::asl;

constexpr int kMessages = 64;

/// An answer to whatever an execution waits for, by a byte of the input.
Message answer(Action const& action, std::uint8_t choice, Json const& data) {
    if (auto const* invoke = std::get_if<InvokeTask>(&action)) {
        switch (choice % 5) {
            case 0:
                return TaskStarted{.attempt = invoke->attempt, .worker_name = {}};
            case 1:
                return TaskSucceeded{.attempt = invoke->attempt, .output = data};
            case 2:
                return TaskFailed{.attempt = invoke->attempt, .error = "E", .cause = data};
            case 3:
                return TaskSubmitted{.attempt = invoke->attempt, .output = data};
            default:
                return TaskHeartbeat{.attempt = invoke->attempt};
        }
    }
    if (auto const* read = std::get_if<ReadItems>(&action)) return ItemsArrived{.branch = read->branch, .items = data};
    if (auto const* start = std::get_if<StartChildren>(&action))
        return ChildEnded{.branch = start->branch,
                          .index = start->children.front().index,
                          .status = choice % 2 == 0 ? Status::succeeded : Status::failed,
                          .output = data,
                          .error = {},
                          .cause = {}};
    if (auto const* write = std::get_if<WriteResults>(&action))
        return ResultsWritten{.branch = write->branch, .output = data};
    return Tick{};
}

void run(std::shared_ptr<StateMachine const> const& machine, Json const& input, std::string_view choices) {
    Limits limits;
    limits.events = 500;
    limits.steps_at_once = 500;
    limits.data_bytes = 1 << 14;
    ManualClock clock;
    SeededRandom random(1);
    Execution execution = make_execution(machine);
    std::vector<Event> events;
    Message message = Start{.identity = {}, .input = input, .type = {}, .workflow = 0, .map = {}};
    for (int sent = 0; sent < kMessages; ++sent) {
        Decision const decision = advance(execution, message, clock.now(), random, limits);
        events.insert(events.end(), decision.events.begin(), decision.events.end());
        auto const choice = static_cast<std::uint8_t>(
            choices.empty() ? sent : choices[static_cast<std::size_t>(sent) % choices.size()]);
        if (!execution.running()) {
            // What was unsuccessful may run again; a refusal ends the run.
            if (!decision.accepted || choice % 2 == 0) break;
            message = Redrive{};
            continue;
        }
        std::vector<Action> const waiting = outstanding(execution);
        if (choice % 61 == 60) {
            message = Stop{.error = "E", .cause = {}};
        } else if (waiting.empty() || choice % 7 == 6) {
            auto const deadline = execution.next_deadline();
            if (!deadline) break;
            clock.set(std::max(clock.now(), *deadline));
            message = Tick{};
        } else {
            message = answer(waiting[choice % waiting.size()], choice / 3, input);
        }
    }
    Execution rebuilt = make_execution(machine);
    for (Event const& event : events) {
        auto const stored = from_stored(to_stored(event));
        if (!stored) std::abort();
        apply(rebuilt, *stored);
    }
    if (rebuilt.status != execution.status || rebuilt.last_event != execution.last_event ||
        outstanding(rebuilt).size() != outstanding(execution).size() || !(rebuilt.output == execution.output))
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(bytes), size);
    std::size_t const first = text.find('\n');
    if (first == std::string_view::npos) return 0;
    std::size_t const second = text.find('\n', first + 1);
    try {
        Json const definition = Json::parse(text.substr(0, first));
        Json const input =
            Json::parse(text.substr(first + 1, second == std::string_view::npos ? second : second - first - 1));
        auto const machine = load(definition);
        if (machine)
            run(*machine, input, second == std::string_view::npos ? std::string_view() : text.substr(second + 1));
    } catch (JsonError const&) {
        // Not JSON: nothing of ours was asked.
    }
    return 0;
}
