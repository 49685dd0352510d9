#include "local/states/tasks/mocked.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "json/text_of.hpp"
#include "local/states/event_rows.hpp"

namespace coworks::local::states {

namespace {

/// A state's name as a key of YAML.
std::string yaml_key(std::string const& name) {
    bool const plain = !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0 &&
                       name.back() != ' ' && std::ranges::all_of(name, [](unsigned char c) {
                           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == ' ';
                       });
    return plain ? name : Json(name).dump();
}

/// How many answers of each state a history has.
std::map<std::string, std::int64_t> mocked_in(std::vector<std::string> const& rows) {
    std::map<std::string, std::int64_t> counts;
    std::unordered_map<asl::BranchId, std::string> states;
    for (std::string const& row : rows) {
        auto const events = decode_events(row);
        if (!events) continue;  // the executor told of it when it read them
        for (asl::Event const& event : *events) {
            if (event.type == asl::EventType::task_state_entered) states[event.branch] = text_of(event.name);
            if (event.more.is_object() && event.more.contains("mocked")) ++counts[states[event.branch]];
        }
    }
    return counts;
}

}  // namespace

void MockedTasks::put(std::string machine, project::Mocks mocks) {
    machines_.insert_or_assign(std::move(machine), std::move(mocks));
}

void MockedTasks::remove(std::string_view machine) {
    if (auto const found = machines_.find(machine); found != machines_.end()) machines_.erase(found);
}

bool MockedTasks::is_projects(std::string_view machine) const {
    auto const found = machines_.find(machine);
    return found != machines_.end() && !found->second.of_client;
}

bool MockedTasks::has(std::string_view machine, std::string_view state) const {
    auto const found = machines_.find(machine);
    return found != machines_.end() && found->second.states.contains(state);
}

std::string MockedTasks::file_of(std::string_view machine) const {
    auto const found = machines_.find(machine);
    return found != machines_.end() ? found->second.file : "biz/" + std::string(machine) + ".mocks.yml";
}

void MockedTasks::invoke(Caller const& caller, asl::InvokeTask const& task) {
    Job job{.execution = caller.id,
            .machine = caller.revision.machine_name,
            .state = text_of(task.state_name),
            .attempt = task.attempt,
            .called = task.resource->service + ":" + task.resource->action};
    auto const [place, is_new] = given_.try_emplace(caller.id);
    Given& given = place->second;
    if (is_new && caller.record.tail == 0) given.known = true;
    if (given.known) return answer(job);
    given.waiting.emplace_back([this, job = std::move(job)] { answer(job); });
    if (is_new) read(caller.id, caller.record.tail);
}

/// What the execution was given before the last restart stands in its history.
void MockedTasks::read(ExecutionId execution, RowId tail) {
    journal_->rows(tail, [this, execution](Result<std::vector<std::string>> const& rows) {
        auto const found = given_.find(execution);
        if (found == given_.end()) return;
        if (rows) found->second.counts = mocked_in(*rows);
        found->second.known = true;
        for (auto const& work : std::exchange(found->second.waiting, {}))
            work();
    });
}

void MockedTasks::answer(Job const& job) {
    Given& given = given_[job.execution];
    auto const [place, is_new] = given.invocations.try_emplace(job.attempt.scheduled, given.counts[job.state]);
    auto const machine = machines_.find(job.machine);
    auto const state = machine == machines_.end() ? project::MockedState() : [&] {
        auto const found = machine->second.states.find(job.state);
        return found == machine->second.states.end() ? project::MockedState() : found->second;
    }();
    project::MockedAnswer const* const mocked = state.answer(place->second);
    if (mocked == nullptr) {
        std::int64_t const invocation = place->second;
        given.invocations.erase(place);
        return executor_->tell(job.execution, asl::TaskFailed{.attempt = job.attempt,
                                                              .error = "States.Runtime",
                                                              .cause = what_to_write(job, invocation)});
    }
    if (is_new) ++given.counts[job.state];
    if (mocked->result)
        return executor_->tell(job.execution,
                               asl::TaskSucceeded{.attempt = job.attempt, .output = *mocked->result, .mocked = true});
    executor_->tell(job.execution, asl::TaskFailed{.attempt = job.attempt,
                                                   .error = mocked->error,
                                                   .cause = mocked->cause ? Json(*mocked->cause) : Json(),
                                                   .mocked = true});
}

std::string MockedTasks::what_to_write(Job const& job, std::int64_t invocation) const {
    std::string const key = yaml_key(job.state);
    std::string const file = file_of(job.machine);
    if (!has(job.machine, job.state))
        return "The local cloud has no " + job.called + ". Write what it shall answer into " + file + ":\n" + key +
               ":\n  Return: {}\nor an error:\n" + key + ":\n  Throw: {Error: NAME, Cause: TEXT}";
    std::string const number = std::to_string(invocation);
    return "The local cloud has no " + job.called + ", and " + file + " has no answer to invocation " + number +
           " of this state (the first in an execution is 0). Write it there:\n" + key + ":\n  " + number +
           "-: {Return: {}}";
}

}  // namespace coworks::local::states
