/// The comparison of an execution's end and history with what was recorded.

#include "history.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace asl_cases {
namespace {

bool is_blanked(Json const& event) {
    return event["id"].is_array();
}

/// "yyyymm" of the recording.
std::string month_of(Json const& test_case) {
    Json const& recorded = test_case["recorded"];
    if (!recorded.is_string() || recorded.as_string().size() < 10) return "999999";
    std::string const text(recorded.as_string());  // dd-mm-yyyy, …
    return text.substr(6, 4) + text.substr(3, 2);
}

/// Two things the service has changed since the older recordings; the later ones all agree with each other:
/// - until November 2024, a distributed Map's MapStateExited had MapRunSucceeded as its previous event, since then
///   MapRunStarted;
/// - until December 2024, EvaluationFailed had the event before the state's entry, since then the entry itself.
std::vector<Json> with_todays_previous_ids(Json const& test_case) {
    std::vector<Json> history(test_case["history"].items().begin(), test_case["history"].items().end());
    std::string const month = month_of(test_case);
    for (std::size_t i = 1; i < history.size(); ++i) {
        Json const& before = history[i - 1];
        Json const& type = history[i]["type"];
        if (month < "202411" && i > 1 && type == Json("MapStateExited") &&
            history[i - 2]["type"] == Json("MapRunSucceeded") && history[i]["previousEventId"] == history[i - 2]["id"])
            history[i] = history[i].with("previousEventId", history[i - 2]["previousEventId"]);
        if (month < "202412" && type == Json("EvaluationFailed") &&
            before["type"].as_string().ends_with("StateEntered") &&
            history[i]["previousEventId"] == before["previousEventId"])
            history[i] = history[i].with("previousEventId", before["id"]);
    }
    return history;
}

/// The context object has RedriveCount since redrives came in November 2023.
Json without_redrive_count(Json const& value) {
    if (value.is_array()) {
        Json::ArrayBuilder made;
        for (Json const& item : value.items())
            made.push_back(without_redrive_count(item));
        return made.finish();
    }
    if (!value.is_object()) return value;
    bool const is_execution = value.contains("RoleArn") && value.contains("StartTime");
    Json::ObjectBuilder made;
    for (auto const& member : value.members()) {
        if (!is_execution || member.name() != "RedriveCount")
            made.set(member.name(), without_redrive_count(member.value));
    }
    return made.finish();
}

bool starts_concurrently(std::vector<Json> const& history) {
    for (std::size_t i = 1; i < history.size(); ++i) {
        if (history[i]["type"] == Json("MapIterationStarted") && history[i - 1]["type"] == Json("MapIterationStarted"))
            return true;
    }
    return false;
}

/// Events of concurrent iterations are in the order of that one run: equal up to the numbering.
bool same_but_for_order(std::vector<Json> const& recorded, std::vector<Json> const& now, Json const& masks) {
    if (recorded.size() != now.size()) return false;
    std::vector<bool> used(now.size());
    std::vector<Json> ids(recorded.size() + 1);
    ids[0] = 0;
    for (Json const& event : recorded) {
        std::size_t found = 0;
        for (; found < now.size(); ++found) {
            if (used[found] || !(now[found]["type"] == event["type"])) continue;
            std::size_t const previous = static_cast<std::size_t>(event["previousEventId"].as_int64());
            if (previous < ids.size() && ids[previous] == now[found]["previousEventId"] &&
                matches(event["details"], now[found]["details"], masks))
                break;
        }
        if (found == now.size()) return false;
        used[found] = true;
        ids[static_cast<std::size_t>(event["id"].as_int64())] = now[found]["id"];
    }
    return true;
}

/// Where the recorder sorted the events inside Parallel states, it blanked their ids and dropped the states' own ends:
/// the numbered events are compared by their ids, the others as a multiset.
void compare_blanked(std::vector<Json> const& recorded, std::vector<Json> now, Json const& masks, Verdict& verdict) {
    for (Json const& event : recorded) {
        if (is_blanked(event)) continue;
        auto const found =
            std::find_if(now.begin(), now.end(), [&](Json const& other) { return other["id"] == event["id"]; });
        std::string const place = "history #" + event["id"].dump();
        if (found == now.end()) {
            verdict.differences.push_back({.path = place, .expected = event.dump(), .actual = "<absent>"});
            continue;
        }
        match(event, *found, masks, place, verdict.differences);
        now.erase(found);
    }
    for (Json const& event : recorded) {
        if (!is_blanked(event)) continue;
        auto const found = std::find_if(now.begin(), now.end(), [&](Json const& other) {
            return other["type"] == event["type"] && matches(event["details"], other["details"], masks);
        });
        if (found == now.end()) {
            verdict.differences.push_back({.path = "history", .expected = event.dump(), .actual = "<absent>"});
        } else {
            now.erase(found);
        }
    }
    for (Json const& event : now) {
        if (!event["type"].as_string().starts_with("ParallelState"))
            verdict.differences.push_back({.path = "history", .expected = "<absent>", .actual = event.dump()});
    }
}

/// Whether both have the same numbers of events of each type; but for those that the recorder dropped where it blanked.
bool same_types(std::vector<Json> const& recorded, std::vector<Json> const& now, bool blanked) {
    auto const types = [blanked](std::vector<Json> const& history) {
        std::multiset<std::string> found;
        for (Json const& event : history) {
            std::string_view const type = event["type"].as_string();
            if (!blanked || !type.starts_with("ParallelState")) found.emplace(type);
        }
        return found;
    };
    return types(recorded) == types(now);
}

}  // namespace

void compare_history(Json const& test_case, std::vector<Json> const& history, Verdict& verdict) {
    Json const& masks = test_case["masks"];
    std::vector<Json> const recorded = with_todays_previous_ids(test_case);
    std::vector<Json> now;
    for (Json const& event : history)
        now.push_back(event.contains("details") ? event.with("details", mask_actual(event["details"], masks)) : event);
    if (month_of(test_case) < "202311") std::transform(now.begin(), now.end(), now.begin(), without_redrive_count);
    if (std::any_of(recorded.begin(), recorded.end(), is_blanked)) {
        verdict.other_events = !same_types(recorded, now, true);
        return compare_blanked(recorded, std::move(now), masks, verdict);
    }
    // A recording without an end stops where it stops.
    if (test_case["expect"]["status"].is_null() && now.size() > recorded.size()) now.resize(recorded.size());
    verdict.other_events = !same_types(recorded, now, false);
    if (starts_concurrently(recorded) && same_but_for_order(recorded, now, masks)) return;
    for (std::size_t i = 0; i < std::max(recorded.size(), now.size()); ++i) {
        std::string const place = "history #" + std::to_string(i + 1);
        if (i >= now.size()) {
            verdict.differences.push_back({.path = place, .expected = recorded[i].dump(), .actual = "<absent>"});
        } else if (i >= recorded.size()) {
            verdict.differences.push_back({.path = place, .expected = "<absent>", .actual = now[i].dump()});
        } else {
            match(recorded[i], now[i], masks, place, verdict.differences);
        }
    }
}

void compare_end(Json const& test_case, Json const& end, Verdict& verdict) {
    Json const& masks = test_case["masks"];
    Json const& expected = test_case["expect"];
    if (expected["status"].is_null()) return;
    match(expected, mask_actual(end, masks), masks, "expect", verdict.differences);
}

}  // namespace asl_cases
