#include "local/states/tasks/express_log.hpp"

#include <chrono>

namespace coworks::local::states {

namespace {

using asl::EventType;

bool ends_with(EventType type, std::string_view ending) {
    return asl::type_name(type).ends_with(ending);
}

/// The table "Log levels for Step Functions execution events" of the page.
bool is_logged(EventType type, std::string_view level) {
    if (level == "ALL") return true;
    if (level == "OFF") return false;
    bool const fatal = type == EventType::execution_aborted || type == EventType::execution_failed ||
                       type == EventType::execution_timed_out;
    if (level == "FATAL") return fatal;
    return fatal || ends_with(type, "Failed") || ends_with(type, "TimedOut") || ends_with(type, "Aborted") ||
           type == EventType::fail_state_entered;
}

}  // namespace

std::optional<std::string> log_line(Caller const& caller, asl::Event const& event) {
    if (event.internal()) return std::nullopt;
    Json const& logging = caller.revision.logging;
    bool const configured = logging["destinations"].size() > 0;
    std::string_view const level = configured && logging["level"].is_string() ? logging["level"].as_string() : "ALL";
    if (!is_logged(event.type, level)) return std::nullopt;
    bool const data = !configured || logging["includeExecutionData"] == Json(true);
    Json const api = to_api(event, data ? asl::IncludeData::yes : asl::IncludeData::no);
    Json details = Json::object();
    for (auto const& member : api.members())
        if (member.name().ends_with("EventDetails")) details = member.value;
    auto const milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(event.time.time_since_epoch()).count();
    return Json::object({{"id", std::to_string(event.id)},
                         {"type", asl::type_name(event.type)},
                         {"details", std::move(details)},
                         {"redrive_count", std::to_string(caller.record.redrive_count)},
                         {"previous_event_id", std::to_string(event.previous)},
                         {"event_timestamp", std::to_string(milliseconds)},
                         {"execution_arn", caller.record.arn}})
        .dump();
}

}  // namespace coworks::local::states
