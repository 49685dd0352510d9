#include <fmt/format.h>

#include <array>

#include "local/emulator/paging.hpp"
#include "local/states/api/executions.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

Json counts(MapCounts const& counted) {
    return Json::object({{"pending", counted.pending},
                         {"running", counted.running},
                         {"succeeded", counted.succeeded},
                         {"failed", counted.failed},
                         {"timedOut", counted.timed_out},
                         {"aborted", counted.aborted},
                         {"total", counted.total()},
                         {"resultsWritten", counted.results_written},
                         {"failuresNotRedrivable", 0},
                         {"pendingRedrive", 0}});
}

Json describe(MapRunRecord const& run) {
    Json::ObjectBuilder made;
    made.set("mapRunArn", run.arn);
    made.set("executionArn", run.execution_arn);
    made.set("status", asl::status_name(run.status));
    made.set("startDate", to_api(run.started));
    if (run.stopped) made.set("stopDate", to_api(*run.stopped));
    made.set("maxConcurrency", run.max_concurrency);
    made.set("toleratedFailurePercentage", run.tolerated_percentage);
    made.set("toleratedFailureCount", run.tolerated_count);
    made.set("itemCounts", counts(run.items));
    made.set("executionCounts", counts(run.executions));
    made.set("redriveCount", run.redrive_count);
    if (run.redriven) made.set("redriveDate", to_api(*run.redriven));
    return made.finish();
}

Json list_item(MapRunRecord const& run) {
    Json::ObjectBuilder made;
    made.set("executionArn", run.execution_arn);
    made.set("mapRunArn", run.arn);
    made.set("stateMachineArn", run.machine_arn);
    made.set("startDate", to_api(run.started));
    if (run.stopped) made.set("stopDate", to_api(*run.stopped));
    return made.finish();
}

/// The Map Run that `mapRunArn` of a request names: as it stands while it is under way, as it was stored afterwards.
void with_map_run(Rooms& rooms, Call call, std::function<void(Call const&, MapRunRecord const&)> next) {
    auto const arn = parse_arn(call.text("mapRunArn"), {"mapRun"});
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    if (MapRunRecord const* const live = rooms.executor.map_runs().find(arn->text)) return next(call, *live);
    rooms.journal.find_map_run(
        arn->text, [call = std::move(call), next = std::move(next)](Result<std::optional<MapRunRecord>> const& found) {
            if (!found) return call.answer(tl::unexpected(internal(found.error())));
            if (!*found)
                return call.answer(
                    refuse("ResourceNotFound", fmt::format("Resource not found: '{}'", call.text("mapRunArn"))));
            next(call, **found);
        });
}

}  // namespace

static void describe_map_run(Rooms& rooms, Call&& call) {
    with_map_run(rooms, std::move(call),
                 [](Call const& found, MapRunRecord const& run) { found.answer(describe(run)); });
}

static void list_map_runs(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call const& found, ExecutionRecord const& record) {
        rooms.journal.list_map_runs(
            record.id, [found, arn = record.arn](Result<std::vector<MapRunRecord>> const& runs) {
                if (!runs) return found.answer(tl::unexpected(internal(runs.error())));
                found.answer(emulator::page_of(
                    found.request, "map runs " + arn, "mapRuns", *runs,
                    [](MapRunRecord const& run) { return emulator::page_key(run.id); }, list_item));
            });
    });
}

static void update_map_run(Rooms& rooms, Call&& call) {
    with_map_run(rooms, std::move(call), [&rooms](Call const& found, MapRunRecord const& run) {
        auto const completed = [] {
            return tl::unexpected(
                invalid_request("Map Run has completed and cannot be updated", "CANNOT_UPDATE_COMPLETED_MAP_RUN"));
        };
        if (run.status != asl::Status::running) return found.answer(completed());
        Json const& request = found.request;
        bool const changes = !request["maxConcurrency"].is_null() || !request["toleratedFailureCount"].is_null() ||
                             !request["toleratedFailurePercentage"].is_null();
        if (!changes)
            return found.answer(
                tl::unexpected(invalid_request("Either the maxConcurrency, the toleratedFailureCount or the "
                                               "toleratedFailurePercentage must be specified",
                                               "MISSING_REQUIRED_PARAMETER")));
        auto const number = [&](std::string_view name) -> std::optional<std::int64_t> {
            return request[name].is_integer() ? std::optional(request[name].as_int64()) : std::nullopt;
        };
        asl::UpdateRun update{.branch = run.branch,
                              .max_concurrency = number("maxConcurrency"),
                              .tolerated_count = number("toleratedFailureCount")};
        if (Json const& share = request["toleratedFailurePercentage"]; share.is_number())
            update.tolerated_percentage = share.as_double();
        rooms.executor.tell(run.execution, update, [found, completed](Result<bool> const& told) {
            if (!told) return found.answer(tl::unexpected(internal(told.error())));
            if (!*told) return found.answer(completed());
            found.answer(Json::object());
        });
    });
}

std::span<Operation const> map_run_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"DescribeMapRun", describe_map_run},
        {"ListMapRuns", list_map_runs},
        {"UpdateMapRun", update_map_run},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
