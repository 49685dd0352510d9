#pragma once

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include "asl/interpreter.hpp"
#include "base/error.hpp"
#include "local/states/records.hpp"
#include "local/states/revision.hpp"

namespace coworks::local::states {

/// Something an execution is to be told, and who wants to hear that it was.
struct PendingMessage {
    asl::Message content;
    std::function<void(Result<bool>)> done;
};

/// An execution that runs. Its state may rest in the store alone.
struct Live {
    enum class Busy : std::uint8_t { no, reading, storing };

    ExecutionRecord record;
    std::shared_ptr<Revision const> revision;
    std::unique_ptr<asl::Execution> execution;  ///< nullptr: only in the store
    std::vector<PendingMessage> messages;       ///< in their order
    Busy busy = Busy::no;
    bool queued = false;    ///< it is in the executor's queue
    bool taken_up = false;  ///< after a restart: what it waits for is to be asked for again
    bool stored = true;     ///< false: an express execution
    bool ordered = false;   ///< an asynchronous express execution, whose order is in the store
    std::optional<Clock::Time> deadline;
    std::size_t bytes = 0;  ///< what it takes while it rests
    std::list<ExecutionId>::iterator place{};
    bool resting = false;
};

}  // namespace coworks::local::states
