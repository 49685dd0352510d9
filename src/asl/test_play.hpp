#pragma once

/// For the room's tests: plays an execution in virtual time, with answers for its tasks.

#include <algorithm>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "asl/interpreter.hpp"
#include "asl/loader.hpp"

namespace coworks::asl::testing {

inline std::shared_ptr<StateMachine const> machine_of(std::string_view definition) {
    auto machine = load(Json::parse(definition));
    if (!machine) throw std::runtime_error(machine.error().text());
    return *machine;
}

/// One execution, its history so far, and what it has asked for.
class Play {
public:
    explicit Play(std::shared_ptr<StateMachine const> machine, Limits limits = {})
        : machine_(std::move(machine)), limits_(limits), execution_(make_execution(machine_)) {}

    Play& start(Json input, ExecutionType type = ExecutionType::standard) {
        Start message;
        message.input = std::move(input);
        message.type = type;
        message.identity.machine_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
        message.identity.machine_name = "machine";
        return tell(message);
    }

    Play& tell(Message const& message) {
        last_ = advance(execution_, message, clock_.now(), random_, limits_);
        events_.insert(events_.end(), last_.events.begin(), last_.events.end());
        for (Action const& action : last_.actions) {
            if (auto const* invoke = std::get_if<InvokeTask>(&action)) invoked_.push_back(*invoke);
            if (auto const* read = std::get_if<ReadItems>(&action)) reads_.push_back(*read);
            if (auto const* cancel = std::get_if<CancelTask>(&action)) cancelled_.push_back(*cancel);
            if (auto const* start = std::get_if<StartChildren>(&action))
                children_.insert(children_.end(), start->children.begin(), start->children.end());
        }
        return *this;
    }

    /// Time passes until something happens by it.
    Play& wait() {
        auto const deadline = execution_.next_deadline();
        if (!deadline) throw std::runtime_error("nothing will ever happen");
        clock_.set(std::max(clock_.now(), *deadline));
        return tell(Tick{});
    }
    Play& wait_to_the_end() {
        while (execution_.running())
            wait();
        return *this;
    }

    Play& succeed(std::size_t task, Json output) {
        tell(TaskStarted{.attempt = invoked_.at(task).attempt, .worker_name = {}});
        return tell(TaskSucceeded{.attempt = invoked_.at(task).attempt, .output = std::move(output)});
    }
    Play& fail(std::size_t task, std::string_view error, std::string_view cause = "broken") {
        tell(TaskStarted{.attempt = invoked_.at(task).attempt, .worker_name = {}});
        return tell(TaskFailed{.attempt = invoked_.at(task).attempt, .error = error, .cause = cause});
    }

    Execution const& execution() const { return execution_; }
    std::vector<Event> const& events() const { return events_; }
    std::vector<InvokeTask> const& invoked() const { return invoked_; }
    std::vector<ReadItems> const& reads() const { return reads_; }
    std::vector<StartChildren::Child> const& children() const { return children_; }
    std::vector<CancelTask> const& cancelled() const { return cancelled_; }
    Decision const& last() const { return last_; }
    ManualClock& clock() { return clock_; }
    ManualClock const& clock() const { return clock_; }

    /// "ExecutionStarted<0 PassStateEntered<0 …": the history as types and previous ids.
    std::string history() const {
        std::string text;
        for (Event const& event : events_) {
            if (event.internal()) continue;
            if (!text.empty()) text += ' ';
            text += std::string(type_name(event.type)) + "<" + std::to_string(event.previous);
        }
        return text;
    }
    /// "SUCCEEDED [1,2]", "FAILED States.Timeout: …".
    std::string end() const {
        std::string text(status_name(execution_.status));
        if (execution_.status == Status::succeeded) return text + " " + execution_.output.dump();
        if (execution_.failure.error.is_string()) text += " " + std::string(execution_.failure.error.as_string());
        if (execution_.failure.cause.is_string()) text += ": " + std::string(execution_.failure.cause.as_string());
        return text;
    }

private:
    std::shared_ptr<StateMachine const> machine_;
    Limits limits_;
    ManualClock clock_{Clock::Time(std::chrono::seconds(1'750'000'000))};
    SeededRandom random_{7};
    Execution execution_;
    Decision last_;
    std::vector<Event> events_;
    std::vector<InvokeTask> invoked_;
    std::vector<ReadItems> reads_;
    std::vector<StartChildren::Child> children_;
    std::vector<CancelTask> cancelled_;
};

/// The last events of the history, with the indices of iterations.
inline std::string tail(Play const& run, std::size_t count) {
    std::string text;
    std::vector<Event> shown;
    for (Event const& event : run.events()) {
        if (!event.internal()) shown.push_back(event);
    }
    for (std::size_t i = shown.size() - std::min(count, shown.size()); i < shown.size(); ++i) {
        text += std::string(type_name(shown[i].type)) + " ";
        if (Json const* index = shown[i].more.find("index")) text += "#" + index->dump() + " ";
    }
    return text;
}

/// A definition of these states.
inline std::string machine(std::string const& states, std::string const& start) {
    return R"({"StartAt": ")" + start + R"(", "States": {)" + states + "}}";
}

inline Play play(std::string_view definition, std::string_view input = "{}", Limits limits = {}) {
    Play made(machine_of(definition), limits);
    made.start(Json::parse(input));
    return made;
}

}  // namespace coworks::asl::testing
