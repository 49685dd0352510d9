/// The kinds execution, express_sync and express_async: the end that was recorded, and the history to the event.

#include <string>

#include "asl/loader.hpp"
#include "history.hpp"
#include "player.hpp"

namespace asl_cases {
namespace {

using namespace coworks::asl;

std::vector<Json> history_of(Playback const& playback) {
    std::vector<Json> history;
    for (Event const& event : playback.events) {
        if (event.internal()) continue;
        Json shown =
            Json::object({{"id", event.id}, {"previousEventId", event.previous}, {"type", type_name(event.type)}});
        Json const data = details(event);
        history.push_back(data.is_null() ? shown : std::move(shown).with("details", data));
    }
    return history;
}

Json end_of(Execution const& execution) {
    Json::ObjectBuilder end;
    end.set("status", status_name(execution.status));
    if (execution.status == Status::succeeded) {
        end.set("output", execution.output);
    } else {
        if (!execution.failure.error.is_null()) end.set("error", execution.failure.error);
        if (!execution.failure.cause.is_null()) end.set("cause", execution.failure.cause);
    }
    return end.finish();
}

}  // namespace

Verdict run_execution(Json const& test_case, Options const& options) {
    Verdict verdict;
    auto machine = load(test_case["definition"]);
    if (!machine) {
        verdict.differences.push_back(
            {.path = "definition", .expected = "a valid definition", .actual = machine.error().text()});
        return verdict;
    }
    Playback const playback = play(test_case, *machine, options);
    compare_end(test_case, end_of(playback.execution), verdict);
    if (test_case["history"].is_array()) compare_history(test_case, history_of(playback), verdict);
    return verdict;
}

}  // namespace asl_cases
