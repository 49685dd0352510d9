#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "asl/execution.hpp"
#include "local/states/records.hpp"

namespace coworks::local::states {

/// The Map Runs that are under way, and how far each is. One thread.
class MapRuns {
public:
    explicit MapRuns(std::function<MapRunId()> next_id) : next_id_(std::move(next_id)) {}

    void restore(std::vector<MapRunRecord> runs);
    /// Those of an execution that is to be redriven.
    void restore_ended(std::vector<MapRunRecord> runs);
    /// Counts anew from the state of an execution that was read from the store.
    void recount(asl::Execution const& execution, ExecutionId id);

    /// What the events of a step make of the runs of its execution, which stands behind them already: the records
    /// that they make and change. Nothing counts before commit().
    std::vector<MapRunRecord> after(ExecutionRecord const& record, asl::Execution const& execution,
                                    std::span<asl::Event const> events) const;
    /// Those records are safe.
    void commit(std::vector<MapRunRecord> const& runs);

    /// A child ended that way: what its parent's next events are counted as.
    void note_end(MapRunId run, std::uint32_t index, asl::Status status) { ends_[{run, index}] = status; }

    MapRunRecord const* find(ExecutionId execution, asl::BranchId branch) const;
    MapRunRecord const* find(std::string_view arn) const;
    void for_each(std::function<void(MapRunRecord const&)> const& see) const;

private:
    std::function<MapRunId()> next_id_;
    std::map<std::pair<ExecutionId, asl::BranchId>, MapRunRecord> runs_;
    std::map<std::string, MapRunRecord, std::less<>> ended_;  ///< by ARN, until they are redriven
    std::map<std::pair<MapRunId, std::uint32_t>, asl::Status> ends_;
};

/// How many items one child execution of a Map Run was given: more than one where items are batched.
std::int64_t items_of(asl::Fork const& fork, std::uint32_t index);

}  // namespace coworks::local::states
