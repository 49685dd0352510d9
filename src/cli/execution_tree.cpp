#include "cli/execution_tree.hpp"

#include "cli/states_client.hpp"

namespace coworks::cli {
namespace {

constexpr std::size_t kErrorShown = 200;  // bytes of an error's cause: a line or two

using Status = StateNode::Status;

std::string error_of(Json const& details) {
    std::string text;
    if (details["error"].is_string()) text = details["error"].as_string();
    if (details["cause"].is_string() && !details["cause"].as_string().empty()) {
        std::string cause(details["cause"].as_string());
        for (char& c : cause)
            c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        if (cause.size() > kErrorShown) {
            std::size_t end = kErrorShown;
            while (end > 0 && (static_cast<unsigned char>(cause[end]) & 0xC0U) == 0x80U)
                --end;
            cause = cause.substr(0, end) + "…";
        }
        text += (text.empty() ? "" : ": ") + cause;
    }
    return text.empty() ? "failed" : text;
}

}  // namespace

Json details_of(Json const& event) {
    for (auto const& member : event.members()) {
        if (member.name().ends_with("EventDetails")) return member.value;
    }
    return {};
}

StateNode::Lane& ExecutionTree::lane_of(StateNode* parent, std::int64_t lane) {
    if (parent == nullptr) return root_;
    // An iteration's index is at most the number of its items; lanes come in any order.
    while (static_cast<std::int64_t>(parent->lanes.size()) <= lane)
        parent->lanes.push_back(
            {.states = {}, .index = static_cast<std::int64_t>(parent->lanes.size()), .status = Status::running});
    return parent->lanes[static_cast<std::size_t>(lane)];
}

StateNode* ExecutionTree::enter(StateNode* parent, std::int64_t lane, std::string_view name, std::string_view type) {
    auto& states = lane_of(parent, lane).states;
    for (StateNode* node : states) {
        if (node->name == name) return node;
    }
    nodes_.push_back({.name = std::string(name), .type = std::string(type), .parent = parent, .lane = lane});
    states.push_back(&nodes_.back());
    return states.back();
}

void ExecutionTree::close(StateNode& node, Status status, Clock::Time now) {
    if (node.ended) return;
    node.status = status;
    node.ended = now;
    for (auto& lane : node.lanes) {
        if (lane.status == Status::running) lane.status = status == Status::succeeded ? status : Status::aborted;
        for (StateNode* inner : lane.states)
            close(*inner, Status::aborted, now);
    }
}

/// The nearest state, from `node` outwards, of that type that has not ended, or of that name.
StateNode* ExecutionTree::open_around(StateNode* node, std::string_view type, std::string_view name) {
    for (; node != nullptr; node = node->parent) {
        if (!name.empty() ? node->name == name : !node->ended && node->type == type) return node;
    }
    return nullptr;
}

void ExecutionTree::execution_ended(Happening const& event) {
    status_ = event.type == "ExecutionSucceeded"  ? "SUCCEEDED"
              : event.type == "ExecutionFailed"   ? "FAILED"
              : event.type == "ExecutionTimedOut" ? "TIMED_OUT"
                                                  : "ABORTED";
    end_ = event.details;
    if (event.type == "ExecutionFailed") {
        // What failed is the state of the event before, and whatever stands around it.
        for (StateNode* node = event.before.node; node != nullptr; node = node->parent) {
            if (node->error.empty()) node->error = error_of(event.details);
            node->status = Status::failed;
            if (!node->ended) node->ended = event.now;
        }
    }
    for (StateNode& node : nodes_)
        close(node, Status::aborted, event.now);
}

/// What the execution's end cut short goes on.
void ExecutionTree::redriven() {
    status_ = "RUNNING";
    end_ = Json();
    for (StateNode& node : nodes_) {
        if (node.status != Status::failed && node.status != Status::aborted) continue;
        node.status = Status::running;
        node.ended.reset();
        node.error.clear();
    }
}

ExecutionTree::Place ExecutionTree::entered(Happening const& event, std::string_view type) {
    Place const& before = event.before;
    StateNode* parent = before.node != nullptr ? before.node->parent : nullptr;
    std::int64_t lane = before.node != nullptr ? before.node->lane : 0;
    if (before.around != nullptr) {
        parent = before.around;
        // A branch of a Parallel state has no event of its own: each state entered after its start opens one.
        lane = before.lane >= 0 ? before.lane : static_cast<std::int64_t>(parent->lanes.size());
    }
    StateNode& node = *enter(parent, lane, event.name, type);
    node.status = Status::running;
    node.entered = event.now;
    node.ended.reset();
    ++node.times;
    node.attempts = 0;
    node.mocked = false;
    node.error.clear();
    node.lanes.clear();
    node.items = -1;
    return {.node = &node};
}

/// The states around have ended, or a try of theirs has.
ExecutionTree::Place ExecutionTree::around_ended(Happening const& event, std::string_view type) {
    StateNode* node = open_around(event.before.node, type, {});
    if (node == nullptr) return {};
    if (event.type.ends_with("Succeeded")) {
        node->error.clear();
    } else if (node->error.empty() && event.before.node != nullptr) {
        node->error = event.before.node->error.empty() ? "failed" : event.before.node->error;
    }
    return {.node = node};
}

ExecutionTree::Place ExecutionTree::in_parallel(Happening const& event) {
    if (event.type != "ParallelStateStarted") return around_ended(event, "Parallel");
    StateNode* node = open_around(event.before.node, "Parallel", {});
    if (node == nullptr) return {};
    ++node->attempts;
    node->lanes.clear();
    return {.node = node, .around = node};
}

ExecutionTree::Place ExecutionTree::in_map(Happening const& event) {
    if (event.type == "MapRunStarted" || event.type == "MapStateStarted") {
        StateNode* node = open_around(event.before.node, "Map", {});
        if (node == nullptr) return {};
        if (event.type == "MapRunStarted") node->distributed = true;
        if (event.type == "MapStateStarted") {
            ++node->attempts;
            node->lanes.clear();
            if (event.details["length"].is_integer()) node->items = event.details["length"].as_int64();
        }
        return {.node = node};
    }
    return around_ended(event, "Map");
}

ExecutionTree::Place ExecutionTree::in_iteration(Happening const& event) {
    StateNode* node = open_around(event.before.node, "Map", event.name);
    if (node == nullptr) return {};
    std::int64_t const index = event.details["index"].as_int64();
    auto& lane = lane_of(node, index);
    if (event.type == "MapIterationStarted") return {.node = node, .around = node, .lane = index};
    lane.status = event.type == "MapIterationSucceeded" ? Status::succeeded
                  : event.type == "MapIterationFailed"  ? Status::failed
                                                        : Status::aborted;
    for (StateNode* inner : lane.states) {
        if (lane.status == Status::failed && inner == event.before.node && inner->error.empty())
            inner->error = "failed";
        close(*inner, lane.status == Status::failed ? Status::failed : Status::aborted, event.now);
    }
    return {.node = node};
}

/// A state's exit, or what became of the task in it.
ExecutionTree::Place ExecutionTree::in_state(Happening const& event) {
    if (event.type.ends_with("StateExited")) {
        StateNode* node = open_around(event.before.node, {}, event.name);
        if (node != nullptr) close(*node, node->error.empty() ? Status::succeeded : Status::caught, event.now);
        return {.node = node};
    }
    StateNode* node = event.before.node;
    if (node == nullptr) return {};
    if (event.details["mocked"] == Json(true)) {
        node->mocked = true;
        mocked_.insert(node->name);
    }
    if (event.type.ends_with("Aborted")) {
        close(*node, Status::aborted, event.now);
    } else if (event.type.ends_with("Failed") || event.type.ends_with("TimedOut")) {
        node->error = error_of(event.details);
    } else if (event.type.ends_with("Scheduled")) {
        ++node->attempts;
        node->ended.reset();
        node->status = Status::running;
    } else if (event.type.ends_with("Succeeded")) {
        node->error.clear();
    }
    return {.node = node};
}

ExecutionTree::Place ExecutionTree::place_of(Happening const& event) {
    if (auto const at = event.type.find("StateEntered"); at != std::string_view::npos)
        return entered(event, event.type.substr(0, at));
    if (event.type.ends_with("StateExited")) return in_state(event);
    if (event.type.starts_with("MapIteration")) return in_iteration(event);
    if (event.type.starts_with("Map")) return in_map(event);
    if (event.type.starts_with("Parallel")) return in_parallel(event);
    return in_state(event);
}

StateNode const* ExecutionTree::add(Json const& event) {
    std::int64_t const id = event["id"].as_int64();
    Json const details = details_of(event);
    Json const& previous = event["previousEventId"];
    auto const found = places_.find(previous.is_integer() ? previous.as_int64() : 0);
    Happening const happening{
        .type = event["type"].as_string(),
        .name = details["name"].is_string() ? details["name"].as_string() : std::string_view(),
        .details = details,
        .now = time_of(event["timestamp"]),
        .before = found == places_.end() ? Place{} : found->second,
    };
    last_event_ = id;
    last_time_ = happening.now;
    Place place = {.node = happening.before.node};
    if (happening.type == "ExecutionStarted") {
        started_ = happening.now;
    } else if (happening.type == "ExecutionRedriven") {
        redriven();
    } else if (happening.type.starts_with("Execution")) {
        execution_ended(happening);
    } else {
        place = place_of(happening);
    }
    places_[id] = place;
    return place.node;
}

}  // namespace coworks::cli
