#include "local/states/api/start.hpp"

#include <fmt/format.h>

#include <array>

#include "asl/check/jackson.hpp"
#include "json/text_of.hpp"
#include "local/states/api/executions.hpp"
#include "local/states/api/machines.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

/// One of an alias' two versions, by their weights.
std::int64_t route(Alias const& alias, Random& random) {
    auto at = static_cast<std::int64_t>(random.uniform() * 100);
    for (Alias::Route const& each : alias.routes) {
        if (at < each.weight) return each.version;
        at -= each.weight;
    }
    return alias.routes.back().version;
}

}  // namespace

Outcome<StartRequest> find_start_request(Rooms const& rooms, std::string_view text) {
    auto const arn = parse_machine_arn(text);
    if (!arn) return tl::unexpected(arn.error());
    if (!arn->label.empty()) return tl::unexpected(label_unsupported());
    Machine const* const machine = rooms.registry.machine(arn->machine);
    if (machine == nullptr) return tl::unexpected(machine_unknown(text));
    if (machine->deleting)
        return refuse("StateMachineDeleting", fmt::format("State Machine is being deleted: '{}'", text));
    StartRequest order;
    std::int64_t revision = machine->revision;
    if (!arn->qualifier.empty()) {
        auto number = arn->version();
        if (auto const alias = machine->aliases.find(arn->qualifier); alias != machine->aliases.end()) {
            order.alias_arn = text;
            number = route(alias->second, rooms.random);
        }
        auto const version = number ? machine->versions.find(*number) : machine->versions.end();
        if (version == machine->versions.end()) return tl::unexpected(machine_unknown(text));
        order.version_arn = machine->version_arn(version->first);
        revision = version->second.revision;
    }
    order.revision = rooms.registry.revision(revision);
    if (order.revision == nullptr)
        return tl::unexpected(
            internal({.code = "corrupt", .message = "its definition can't be read any more", .where = machine->arn}));
    return order;
}

namespace {

Outcome<StartRequest> read_order(Rooms const& rooms, Call const& call) {
    auto order = find_start_request(rooms, call.text("stateMachineArn"));
    if (!order) return order;
    order->name = call.text("name");
    if (call.request["name"].is_null()) order->name = rooms.random.uuid();
    if (auto fault = refuse_name(order->name)) return tl::unexpected(*std::move(fault));
    auto input = read_data(call, "input", "InvalidExecutionInput", "Invalid State Machine Execution Input");
    if (!input) return tl::unexpected(input.error());
    order->input = *std::move(input);
    order->trace_header = call.text("traceHeader");
    return order;
}

Json started(ExecutionRecord const& record) {
    return Json::object({{"executionArn", record.arn}, {"startDate", to_api(record.started)}});
}

Json sync_answer(SyncEnd const& end, Call const& call) {
    ExecutionRecord const& record = end.record;
    bool const whole = call.request["includedData"] != Json("METADATA_ONLY");
    auto const stopped = record.stopped.value_or(record.started);
    Json::ObjectBuilder made;
    made.set("executionArn", record.arn);
    made.set("stateMachineArn", record.machine_arn);
    made.set("name", record.name);
    made.set("startDate", to_api(record.started));
    made.set("stopDate", to_api(stopped));
    // API reference, StartSyncExecution: it has no status ABORTED.
    made.set("status", record.status == asl::Status::aborted ? "FAILED" : asl::status_name(record.status));
    if (whole) made.set("input", call.request["input"].is_string() ? call.text("input") : "{}");
    made.set("inputDetails", Json::object({{"included", whole}}));
    if (record.status == asl::Status::succeeded) {
        if (whole) made.set("output", source_text(end.output));
    } else {
        if (!end.failure.error.is_null()) made.set("error", end.failure.error);
        if (!end.failure.cause.is_null()) made.set("cause", end.failure.cause);
    }
    // Also of one that failed (recorded in 2024).
    made.set("outputDetails", Json::object({{"included", whole}}));
    // Ours: an express execution has no history that could say it.
    if (!end.mocked.empty()) {
        Json::ArrayBuilder states;
        for (std::string const& state : end.mocked)
            states.push_back(state);
        made.set("mocked", states.finish());
    }
    if (!record.trace_header.empty()) made.set("traceHeader", record.trace_header);
    // https://aws.amazon.com/step-functions/pricing: in steps of 100 ms and 64 MB, at least one each.
    auto const milliseconds = std::chrono::ceil<std::chrono::milliseconds>(stopped - record.started).count();
    made.set(
        "billingDetails",
        Json::object({{"billedMemoryUsedInMB", 64},
                      {"billedDurationInMilliseconds", std::max<std::int64_t>(1, (milliseconds + 99) / 100) * 100}}));
    return made.finish();
}

}  // namespace

Outcome<Json> read_data(Call const& call, std::string_view member, std::string_view code, std::string_view prefix) {
    Json const& given = call.request[member];
    if (given.is_null()) return Json::object();
    std::string_view const text = given.as_string();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return refuse(std::string(code), fmt::format("{}: '{}'", prefix,
                                                     member == "input" ? "Invalid execution input."
                                                                       : "No content to map due to end-of-input"));
    try {
        return Json::parse(text, {.allow_lone_surrogates = true, .keep_source = true});
    } catch (JsonError const& error) {
        return refuse(std::string(code), fmt::format("{}: '{}'", prefix, asl::jackson_reason(text, error).text));
    }
}

static void start_execution(Rooms& rooms, Call&& call) {
    auto order = read_order(rooms, call);
    if (!order) return call.answer(tl::unexpected(order.error()));
    Json const input = order->input;
    rooms.executor.start(*std::move(order), [input, call = std::move(call)](Result<Started> const& result) {
        if (!result) return call.answer(tl::unexpected(internal(result.error())));
        // The same request again: the same answer, as long as it runs.
        bool const same = result->record.status == asl::Status::running && result->existing_input == input;
        if (!result->existed || same) return call.answer(started(result->record));
        call.answer(
            refuse("ExecutionAlreadyExists", fmt::format("Execution Already Exists: '{}'", result->record.arn)));
    });
}

static void start_sync_execution(Rooms& rooms, Call&& call) {
    auto order = find_start_request(rooms, call.text("stateMachineArn"));
    if (order && order->revision->type != asl::ExecutionType::express)
        return call.answer(tl::unexpected(type_not_supported()));
    if (order) order = read_order(rooms, call);
    if (!order) return call.answer(tl::unexpected(order.error()));
    rooms.executor.start_sync(*std::move(order), [call = std::move(call)](Result<SyncEnd> const& result) {
        if (!result) return call.answer(tl::unexpected(internal(result.error())));
        call.answer(sync_answer(*result, call));
    });
}

std::span<Operation const> start_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"StartExecution", start_execution},
        {"StartSyncExecution", start_sync_execution},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
