#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "asl/message.hpp"
#include "local/states/executor.hpp"
#include "project/mocks.hpp"

namespace coworks::local::states {

/// Answers the Tasks whose services are not here, from what a project's files say. Such an answer is marked in the
/// history; a Task that has none fails with States.Runtime, which no Catch takes silently, and says what to write.
class MockedTasks {
public:
    void serve(Executor& executor, Journal& journal) {
        executor_ = &executor;
        journal_ = &journal;
    }

    /// The answers of a machine from now on, in place of those it had; also if there are none, for a project's machine:
    /// what that lacks is told where it is deployed.
    void put(std::string machine, project::Mocks mocks);
    void remove(std::string_view machine);
    bool is_projects(std::string_view machine) const;
    bool has(std::string_view machine, std::string_view state) const;
    /// Where answers for a machine are to be written.
    std::string file_of(std::string_view machine) const;

    void invoke(Caller const& caller, asl::InvokeTask const& task);
    void ended(ExecutionId execution) { given_.erase(execution); }

private:
    /// The answers that an execution was given.
    struct Given {
        bool known = false;  ///< those of earlier lives, too
        std::map<std::string, std::int64_t> counts;
        std::unordered_map<asl::EventId, std::int64_t> invocations;  ///< by Scheduled event: one that asks again
        std::vector<std::function<void()>> waiting;
    };
    struct Job {
        ExecutionId execution = 0;
        std::string machine;
        std::string state;
        asl::Attempt attempt;
        std::string called;  ///< "sns:publish"
    };
    void read(ExecutionId execution, RowId tail);
    void answer(Job const& job);
    std::string what_to_write(Job const& job, std::int64_t invocation) const;

    Executor* executor_ = nullptr;
    Journal* journal_ = nullptr;
    std::map<std::string, project::Mocks, std::less<>> machines_;
    std::map<ExecutionId, Given> given_;
};

}  // namespace coworks::local::states
