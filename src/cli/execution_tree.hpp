#pragma once

/// What the events of an execution say of its states, as a tree that people can read. Pure.

#include <coworks/json.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"

namespace coworks::cli {

/// The member that holds what is special to an event's type; null if there is none (ParallelStateStarted).
Json details_of(Json const& event);

/// One state of an execution, in the place where it stands: in the execution itself, in a branch of a Parallel state or
/// in an iteration of a Map state. A state that is entered again (a loop) keeps its place.
struct StateNode {
    enum class Status { running, succeeded, failed, aborted, caught };

    /// A branch or an iteration: the states that were entered in it, in the order of their first entry.
    struct Lane {
        std::vector<StateNode*> states{};
        std::int64_t index = 0;
        Status status = Status::running;
    };

    std::string name;
    std::string type;  ///< "Task", "Map", …
    Status status = Status::running;
    Clock::Time entered{};
    std::optional<Clock::Time> ended{};
    std::int64_t times = 0;     ///< how often it was entered
    std::int64_t attempts = 0;  ///< tasks that were scheduled since it was entered last
    std::string error;          ///< the last one's name and the beginning of its cause
    std::int64_t items = -1;    ///< of a Map state, once it is known
    bool mocked = false;        ///< a mock answered its task, the last time
    bool distributed = false;   ///< a Map state whose iterations are executions of their own
    std::deque<Lane> lanes{};

    StateNode* parent = nullptr;  ///< the Parallel or Map state around it
    std::int64_t lane = 0;        ///< in which of its lanes
};

class ExecutionTree {
public:
    ExecutionTree() = default;
    ExecutionTree(ExecutionTree const&) = delete;
    ExecutionTree& operator=(ExecutionTree const&) = delete;

    /// Takes the next event, as GetExecutionHistory gives it. Returns the state that it was about, if any.
    StateNode const* add(Json const& event);

    /// "RUNNING" until an event ended it; again after it was redriven.
    std::string const& status() const noexcept { return status_; }
    bool ended() const noexcept { return status_ != "RUNNING"; }
    std::int64_t last_event() const noexcept { return last_event_; }
    Clock::Time started() const noexcept { return started_; }
    Clock::Time last_time() const noexcept { return last_time_; }
    /// Of the event that ended it.
    Json const& end() const noexcept { return end_; }
    StateNode::Lane const& root() const noexcept { return root_; }
    /// The states whose tasks were ever answered by a mock.
    std::set<std::string> const& mocked() const noexcept { return mocked_; }

private:
    struct Place {
        StateNode* node = nullptr;    ///< the state that the event was about
        StateNode* around = nullptr;  ///< of an event that opens lanes: its Parallel or Map state
        std::int64_t lane = -1;       ///< which lane, of an iteration; -1: the next one
    };
    /// An event, with what was known when it happened.
    struct Happening {
        std::string_view type;
        std::string_view name;
        Json const& details;
        Clock::Time now;
        Place before;
    };

    void execution_ended(Happening const& event);
    void redriven();
    Place entered(Happening const& event, std::string_view type);
    Place in_parallel(Happening const& event);
    Place in_map(Happening const& event);
    Place in_iteration(Happening const& event);
    Place in_state(Happening const& event);
    Place around_ended(Happening const& event, std::string_view type);
    Place place_of(Happening const& event);
    StateNode* enter(StateNode* parent, std::int64_t lane, std::string_view name, std::string_view type);
    StateNode::Lane& lane_of(StateNode* parent, std::int64_t lane);
    void close(StateNode& node, StateNode::Status status, Clock::Time now);
    static StateNode* open_around(StateNode* node, std::string_view type, std::string_view name);

    std::deque<StateNode> nodes_;
    StateNode::Lane root_;
    std::unordered_map<std::int64_t, Place> places_;
    std::string status_ = "RUNNING";
    std::int64_t last_event_ = 0;
    Clock::Time started_{};
    Clock::Time last_time_{};
    Json end_;
    std::set<std::string> mocked_;
};

}  // namespace coworks::cli
