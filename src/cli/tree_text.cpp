#include "cli/tree_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace coworks::cli {
namespace {

using Status = StateNode::Status;

constexpr std::size_t kLanesShown = 5;   // iterations of a Map state that are listed; more are counted
constexpr std::size_t kFailedShown = 3;  // failed ones that are listed then

struct Look {
    std::string_view glyph;
    std::string_view code;  ///< SGR
};

Look look_of(Status status) {
    switch (status) {
        case Status::running:
            return {"▸", "36"};
        case Status::succeeded:
            return {"✓", "32"};
        case Status::failed:
            return {"✗", "31"};
        case Status::aborted:
            return {"–", "2"};
        case Status::caught:
            return {"!", "33"};
    }
    return {"?", "0"};
}

std::string painted(std::string_view text, std::string_view code, Colour colour) {
    if (colour == Colour::never) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

/// The beginning of a text that has at most so many code points.
std::string cut(std::string const& text, std::size_t columns) {
    if (columns == 0 || code_points(text) <= columns) return text;
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
        if (seen++ == columns - 1) break;
    }
    return text.substr(0, at) + "…";
}

std::string plural(std::int64_t count, std::string_view one, std::string_view more) {
    return fmt::format("{} {}", count, count == 1 ? one : more);
}

/// What stands behind a state's name.
std::string remarks(StateNode const& node, Clock::Time now) {
    std::string text =
        "  " + elapsed_text(std::max(std::chrono::nanoseconds(0), node.ended.value_or(now) - node.entered));
    if (node.times > 1) text += fmt::format("  ×{}", node.times);
    if (node.attempts > 1) text += "  " + plural(node.attempts - 1, "retry", "retries");
    if (node.mocked) text += "  mocked";
    if (node.distributed) text += "  a Map Run";
    if (!node.error.empty()) text += "  " + node.error;
    return text;
}

class Writer {
public:
    explicit Writer(TreeStyle const& style) : style_(style) {}

    void states(StateNode::Lane const& lane, std::size_t depth) {
        for (StateNode const* node : lane.states)
            state(*node, depth);
    }
    std::vector<std::string> take() { return std::move(lines_); }

private:
    void line(std::size_t depth, Look const& look, std::string const& text) {
        std::size_t const indent = 2 * depth;
        std::size_t const columns = style_.columns > indent + 3 ? style_.columns - indent - 2 : style_.columns;
        lines_.push_back(std::string(indent, ' ') + painted(look.glyph, look.code, style_.colour) + " " +
                         cut(text, columns));
    }

    void state(StateNode const& node, std::size_t depth) {
        line(depth, look_of(node.status), node.name + remarks(node, style_.now));
        if (node.type == "Map") return iterations(node, depth + 1);
        for (auto const& lane : node.lanes) {
            if (node.lanes.size() > 1)
                branch(node, lane, depth + 1);
            else
                states(lane, depth + 1);
        }
    }

    void branch(StateNode const& node, StateNode::Lane const& lane, std::size_t depth) {
        line(depth, {node.lanes.size() == static_cast<std::size_t>(lane.index) + 1 ? "└" : "├", "2"},
             fmt::format("branch {}", lane.index + 1));
        states(lane, depth + 1);
    }

    void iterations(StateNode const& node, std::size_t depth) {
        auto const total = std::max(node.items, static_cast<std::int64_t>(node.lanes.size()));
        if (node.lanes.size() <= kLanesShown && total <= static_cast<std::int64_t>(kLanesShown)) {
            for (auto const& lane : node.lanes)
                iteration(lane, depth);
            return;
        }
        if (node.lanes.empty()) return;
        std::size_t counts[4] = {};
        for (auto const& lane : node.lanes)
            ++counts[std::min<std::size_t>(3, static_cast<std::size_t>(lane.status))];
        std::string text = fmt::format("{} of {} done", counts[1], total);
        if (counts[0] > 0 && !node.ended) text += fmt::format(", {} running", counts[0]);
        if (counts[2] > 0) text += fmt::format(", {} failed", counts[2]);
        line(depth, look_of(counts[2] > 0 ? Status::failed : node.ended ? Status::succeeded : Status::running), text);
        std::size_t shown = 0;
        for (auto const& lane : node.lanes) {
            if (lane.status == Status::failed && shown++ < kFailedShown) iteration(lane, depth);
        }
    }

    void iteration(StateNode::Lane const& lane, std::size_t depth) {
        line(depth, look_of(lane.status), fmt::format("item {}", lane.index));
        states(lane, depth + 1);
    }

    TreeStyle const& style_;
    std::vector<std::string> lines_;
};

/// Where a state stands: "Orders[3] / Pack".
std::string path_of(StateNode const& node) {
    std::string path = node.name;
    std::int64_t lane = node.lane;
    for (StateNode const* around = node.parent; around != nullptr; lane = around->lane, around = around->parent) {
        bool const map = around->type == "Map";
        path = fmt::format("{}[{}] / {}", around->name, map ? lane : lane + 1, path);
    }
    return path;
}

/// Whether it is one of the iterations that are counted and not listed.
bool in_the_crowd(StateNode const& node) {
    for (StateNode const* each = &node; each->parent != nullptr; each = each->parent) {
        if (each->parent->type == "Map" && each->lane >= static_cast<std::int64_t>(kLanesShown)) return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> tree_lines(ExecutionTree const& tree, TreeStyle const& style) {
    Writer writer(style);
    writer.states(tree.root(), 0);
    return writer.take();
}

std::string event_line(StateNode const* node, Json const& event, Colour colour) {
    if (node == nullptr) return {};
    std::string_view const type = event["type"].as_string();
    bool const failure = type.ends_with("Failed") || type.ends_with("TimedOut");
    if (failure && !type.starts_with("Execution") && !type.starts_with("MapIteration")) {
        auto const [glyph, code] = look_of(Status::caught);
        return painted(glyph, code, colour) + " " + path_of(*node) + "  " + node->error;
    }
    if (in_the_crowd(*node)) return {};
    bool const long_lived =
        node->type == "Task" || node->type == "Wait" || node->type == "Map" || node->type == "Parallel";
    if ((type.ends_with("StateEntered") && long_lived) || type.ends_with("StateExited") || type == "FailStateEntered") {
        auto const [glyph, code] = look_of(type == "FailStateEntered" ? Status::failed : node->status);
        std::string text = painted(glyph, code, colour) + " " + path_of(*node);
        if (node->ended) text += remarks(*node, *node->ended);
        return text;
    }
    return {};
}

std::string elapsed_text(std::chrono::nanoseconds elapsed) {
    using namespace std::chrono;
    auto const ms = duration_cast<milliseconds>(elapsed).count();
    auto const s = ms / 1000;
    if (ms < 1000) return fmt::format("{} ms", ms);
    if (s < 60) return fmt::format("{}.{} s", s, ms % 1000 / 100);
    if (s < 3600) return fmt::format("{} min {} s", s / 60, s % 60);
    if (s < 86400) return fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
    return fmt::format("{} d {} h", s / 86400, s % 86400 / 3600);
}

std::string status_text(std::string_view status, Colour colour) {
    std::string_view const code = status == "SUCCEEDED" ? "32" : status == "RUNNING" ? "36" : "31";
    return painted(status, code, colour);
}

}  // namespace coworks::cli
