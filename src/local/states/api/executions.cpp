#include "local/states/api/executions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "asl/redrive.hpp"
#include "local/emulator/paging.hpp"
#include "json/text_of.hpp"
#include "local/states/api/machines.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/event_rows.hpp"

namespace coworks::local::states::api {

namespace {

// API reference, RedriveExecution, "clientToken": the last ten are known, for 15 minutes.
constexpr std::size_t kRedriveTokensMax = 10;
constexpr std::chrono::minutes kRedriveTokenLife{15};

/// When a redrive that was asked for by this token already happened; nothing if none was.
std::optional<Clock::Time> redriven_by(ExecutionRecord const& record, std::string_view token, Clock::Time now) {
    for (RedriveToken const& each : record.redrive_tokens) {
        if (each.token != token || now - each.at > kRedriveTokenLife) continue;
        return each.count == record.redrive_count ? record.redriven : each.at;
    }
    return std::nullopt;
}

/// The record with a token of the redrive that is to come.
ExecutionRecord with_token(ExecutionRecord record, std::string token, Clock::Time now) {
    auto& tokens = record.redrive_tokens;
    if (!tokens.empty() && tokens.back().count == record.redrive_count && record.redriven)
        tokens.back().at = *record.redriven;
    std::erase_if(tokens, [&](RedriveToken const& each) { return each.token == token; });
    if (tokens.size() == kRedriveTokensMax) tokens.erase(tokens.begin());
    tokens.push_back({.token = std::move(token), .count = record.redrive_count + 1, .at = now});
    return record;
}

std::int64_t last_id(std::vector<asl::Event> const& events) {
    std::int64_t last = 0;
    for (asl::Event const& event : events)
        last = std::max(last, event.id);
    return last;
}

asl::Redrivability redrivability(Rooms const& rooms, ExecutionRecord const& record,
                                 std::vector<asl::Event> const& events) {
    return asl::redrivability({.status = record.status,
                               .type = record.type,
                               .child = record.parent.map_run != 0,
                               .started = record.started,
                               .stopped = record.stopped,
                               .last_event = last_id(events)},
                              rooms.clock.now(), rooms.limits);
}

/// The event that ended it; nullptr while it runs.
asl::Event const* end_of(std::vector<asl::Event> const& events) {
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        switch (event->type) {
            case asl::EventType::execution_succeeded:
            case asl::EventType::execution_failed:
            case asl::EventType::execution_timed_out:
            case asl::EventType::execution_aborted:
                return &*event;
            default:
                break;
        }
    }
    return nullptr;
}

Json describe(Rooms const& rooms, Call const& call, ExecutionRecord const& record,
              std::vector<asl::Event> const& events) {
    bool const whole = call.request["includedData"] != Json("METADATA_ONLY");
    Json::ObjectBuilder made;
    made.set("executionArn", record.arn);
    made.set("stateMachineArn", record.machine_arn);
    made.set("name", record.name);
    made.set("status", asl::status_name(record.status));
    made.set("startDate", to_api(record.started));
    if (record.stopped) made.set("stopDate", to_api(*record.stopped));
    if (whole && !events.empty()) made.set("input", source_text(events.front().data));
    made.set("inputDetails", Json::object({{"included", whole}}));
    asl::Event const* const end = record.status == asl::Status::running ? nullptr : end_of(events);
    if (end != nullptr && record.status == asl::Status::succeeded) {
        if (whole) made.set("output", source_text(end->data));
        made.set("outputDetails", Json::object({{"included", whole}}));
    } else if (end != nullptr && record.status != asl::Status::timed_out) {
        // Of one that timed out, AWS names the error in the history alone.
        for (std::string_view const member : {"error", "cause"}) {
            if (!end->more[member].is_null()) made.set(member, end->more[member]);
        }
    }
    if (!record.trace_header.empty()) made.set("traceHeader", record.trace_header);
    if (!record.map_run_arn.empty()) made.set("mapRunArn", record.map_run_arn);
    if (!record.version_arn.empty()) made.set("stateMachineVersionArn", record.version_arn);
    if (!record.alias_arn.empty()) made.set("stateMachineAliasArn", record.alias_arn);
    made.set("redriveCount", record.redrive_count);
    if (record.redriven) made.set("redriveDate", to_api(*record.redriven));
    auto const redrive = redrivability(rooms, record, events);
    made.set("redriveStatus", asl::redrive_status_name(redrive.status));
    if (!redrive.reason.empty()) made.set("redriveStatusReason", redrive.reason);
    return made.finish();
}

Json list_item(ExecutionRecord const& record) {
    Json::ObjectBuilder made;
    made.set("executionArn", record.arn);
    made.set("stateMachineArn", record.machine_arn);
    made.set("name", record.name);
    made.set("status", asl::status_name(record.status));
    made.set("startDate", to_api(record.started));
    if (record.stopped) made.set("stopDate", to_api(*record.stopped));
    if (!record.map_run_arn.empty()) {
        made.set("mapRunArn", record.map_run_arn);
        made.set("itemCount", record.items);
    }
    if (!record.version_arn.empty()) made.set("stateMachineVersionArn", record.version_arn);
    if (!record.alias_arn.empty()) made.set("stateMachineAliasArn", record.alias_arn);
    made.set("redriveCount", record.redrive_count);
    if (record.redriven) made.set("redriveDate", to_api(*record.redriven));
    return made.finish();
}

std::optional<asl::Status> status_of(std::string_view name) {
    for (auto const status : {asl::Status::running, asl::Status::succeeded, asl::Status::failed, asl::Status::timed_out,
                              asl::Status::aborted}) {
        if (asl::status_name(status) == name) return status;
    }
    return std::nullopt;
}

/// The filter of the machine, version or alias whose executions are asked for.
Outcome<ExecutionFilter> filter_of_machine(Rooms const& rooms, std::string_view text) {
    auto const arn = parse_machine_arn(text);
    if (!arn) return tl::unexpected(arn.error());
    Machine const* const machine = arn->label.empty() ? rooms.registry.machine(arn->machine) : nullptr;
    if (machine == nullptr) return tl::unexpected(machine_unknown(text));
    if (machine->type == asl::ExecutionType::express) return tl::unexpected(type_not_supported());
    ExecutionFilter filter;
    filter.machine_id = machine->id;
    if (arn->version() && machine->versions.contains(*arn->version()))
        filter.version_arn = text;
    else if (machine->aliases.contains(arn->qualifier))
        filter.alias_arn = text;
    else if (!arn->qualifier.empty())
        return tl::unexpected(machine_unknown(text));
    return filter;
}

void list(Rooms& rooms, Call call, ExecutionFilter filter) {
    std::string const listed = "executions " + call.text("stateMachineArn") + call.text("mapRunArn");
    auto const page = emulator::read_page(call.request, listed);
    if (!page) return call.answer(tl::unexpected(page.error()));
    if (!page->after.empty()) {
        auto const* const end = page->after.data() + page->after.size();
        if (std::from_chars(page->after.data(), end, filter.before).ptr != end)
            return call.answer(tl::unexpected(emulator::invalid_token()));
    }
    std::string const status = call.text("statusFilter");
    filter.status = status_of(status);
    // Nothing here waits to be redriven by its Map Run.
    if (!status.empty() && !filter.status) return call.answer(Json::object({{"executions", Json::array()}}));
    if (std::string const redrive = call.text("redriveFilter"); !redrive.empty())
        filter.redriven = redrive == "REDRIVEN";
    filter.results_max = page->results_max + 1;
    std::size_t const most = page->results_max;
    rooms.journal.list(filter, [call = std::move(call), listed, most](Result<std::vector<ExecutionRecord>> found) {
        if (!found) return call.answer(tl::unexpected(internal(found.error())));
        Json::ArrayBuilder items;
        for (std::size_t i = 0; i < std::min(most, found->size()); ++i)
            items.push_back(list_item((*found)[i]));
        Json answer = Json::object({{"executions", items.finish()}});
        if (found->size() > most)
            answer = std::move(answer).with("nextToken",
                                            emulator::page_token(listed, std::to_string((*found)[most - 1].id)));
        call.answer(std::move(answer));
    });
}

/// Executions of express machines have no history; whoever asks for one hears its type.
bool is_express(Rooms const& rooms, Arn const& execution) {
    Machine const* const machine = rooms.registry.machine(
        execution.prefix + "stateMachine:" + execution.rest.substr(0, execution.rest.find_first_of(":/")));
    return machine != nullptr && machine->type == asl::ExecutionType::express;
}

using Rows = Result<std::vector<std::string>>;

/// Decodes the rows of events for `next`.
std::function<void(Rows)> decoded(Call call, std::function<void(Call, std::vector<asl::Event>)> next) {
    return [call = std::move(call), next = std::move(next)](Rows const& rows) {
        if (!rows) return call.answer(tl::unexpected(internal(rows.error())));
        std::vector<asl::Event> events;
        for (std::string const& row : *rows) {
            auto part = decode_events(row);
            if (!part) return call.answer(tl::unexpected(internal(part.error())));
            events.insert(events.end(), std::make_move_iterator(part->begin()), std::make_move_iterator(part->end()));
        }
        next(call, std::move(events));
    };
}

/// The first events of an execution and the last ones: among them its input, and its end if it has ended.
void with_ends(Rooms& rooms, Call call, ExecutionRecord const& record,
               std::function<void(Call, std::vector<asl::Event>)> next) {
    rooms.journal.ends(record.head, record.tail, decoded(std::move(call), std::move(next)));
}

}  // namespace

Fault execution_unknown(std::string_view arn) {
    return {"ExecutionDoesNotExist", fmt::format("Execution Does Not Exist: '{}'", arn)};
}

Fault type_not_supported() {
    return {"StateMachineTypeNotSupported", "This operation is not supported by this type of state machine"};
}

void with_execution(Rooms& rooms, Call call, std::function<void(Call, ExecutionRecord)> next) {
    auto const arn = parse_arn(call.text("executionArn"), {"execution"});
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    std::string const text = arn->text;
    if (is_express(rooms, *arn)) return call.answer(tl::unexpected(wrong_type("express")));
    rooms.journal.find(text, [call = std::move(call), text,
                              next = std::move(next)](Result<std::optional<ExecutionRecord>> found) mutable {
        if (!found) return call.answer(tl::unexpected(internal(found.error())));
        if (!*found) return call.answer(tl::unexpected(execution_unknown(text)));
        next(std::move(call), **std::move(found));
    });
}

void with_events(Rooms& rooms, Call call, RowId tail, std::function<void(Call, std::vector<asl::Event>)> next) {
    rooms.journal.rows(tail, decoded(std::move(call), std::move(next)));
}

static void describe_execution(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call found, ExecutionRecord const& record) {
        with_ends(rooms, std::move(found), record,
                  [&rooms, record](Call const& read, std::vector<asl::Event> const& events) {
                      read.answer(describe(rooms, read, record, events));
                  });
    });
}

static void describe_state_machine_for_execution(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call const& found, ExecutionRecord const& record) {
        Revision const* const revision = rooms.registry.described(record.revision_id);
        if (revision == nullptr) return found.answer(tl::unexpected(machine_unknown(record.machine_arn)));
        auto made = describe_revision(rooms, *revision, found.request);
        made.set("stateMachineArn", record.machine_arn);
        made.set("updateDate", to_api(rooms.registry.revised(record.revision_id)));
        if (!record.map_run_arn.empty()) made.set("mapRunArn", record.map_run_arn);
        if (auto const slash = record.machine_arn.rfind('/'); slash != std::string::npos)
            made.set("label", record.machine_arn.substr(slash + 1));
        found.answer(made.finish());
    });
}

static void list_executions(Rooms& rooms, Call&& call) {
    bool const of_machine = !call.request["stateMachineArn"].is_null();
    bool const of_run = !call.request["mapRunArn"].is_null();
    if (!of_machine && !of_run) {
        return call.answer(
            tl::unexpected(invalid_request("1 validation error detected: Must provide a StateMachine ARN or MapRun ARN",
                                           "MISSING_REQUIRED_PARAMETER")));
    }
    if (of_machine && of_run)
        return call.answer(
            refuse("ValidationException", "Must provide either a StateMachine ARN or a MapRun ARN, but not both"));
    if (of_machine) {
        auto filter = filter_of_machine(rooms, call.text("stateMachineArn"));
        if (!filter) return call.answer(tl::unexpected(filter.error()));
        return list(rooms, std::move(call), *std::move(filter));
    }
    auto const arn = parse_arn(call.text("mapRunArn"), {"mapRun"});
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    rooms.journal.find_map_run(arn->text, [&rooms, call = std::move(call)](Result<std::optional<MapRunRecord>> found) {
        if (!found) return call.answer(tl::unexpected(internal(found.error())));
        if (!*found)
            return call.answer(
                refuse("ResourceNotFound", fmt::format("Resource not found: '{}'", call.text("mapRunArn"))));
        ExecutionFilter filter;
        filter.map_run = (*found)->id;
        list(rooms, call, std::move(filter));
    });
}

static void stop_execution(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call const& found, ExecutionRecord const& record) {
        if (record.status != asl::Status::running)
            return found.answer(Json::object({{"stopDate", to_api(record.stopped.value_or(rooms.clock.now()))}}));
        asl::Stop const stop{.error = found.request["error"], .cause = found.request["cause"]};
        rooms.executor.tell(record.id, stop, [&rooms, found](Result<bool> const& told) {
            if (!told) return found.answer(tl::unexpected(internal(told.error())));
            // When exactly is in its record; it may also have ended by itself meanwhile.
            with_execution(rooms, found, [&rooms](Call const& ended, ExecutionRecord const& last) {
                ended.answer(Json::object({{"stopDate", to_api(last.stopped.value_or(rooms.clock.now()))}}));
            });
        });
    });
}

static void redrive_execution(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call found, ExecutionRecord record) {
        if (std::string token = found.text("clientToken"); !token.empty()) {
            auto const now = rooms.clock.now();
            if (auto const before = redriven_by(record, token, now))
                return found.answer(Json::object({{"redriveDate", to_api(*before)}}));
            record = with_token(std::move(record), std::move(token), now);
        }
        RowId const tail = record.status == asl::Status::running ? record.head : record.tail;
        with_events(
            rooms, std::move(found), tail, [&rooms, record](Call const& read, std::vector<asl::Event> const& events) {
                auto const redrive = redrivability(rooms, record, events);
                if (redrive.status == asl::RedriveStatus::redrivable_by_map_run)
                    return read.answer(refuse("ExecutionNotRedrivable",
                                              "Execution is a child of a Map Run and is redriven with its parent"));
                if (redrive.status != asl::RedriveStatus::redrivable)
                    return read.answer(refuse("ExecutionNotRedrivable", redrive.reason));
                rooms.executor.redrive(record, [&rooms, read](Result<bool> const& told) {
                    if (!told) return read.answer(tl::unexpected(internal(told.error())));
                    if (!*told) return read.answer(refuse("ExecutionNotRedrivable", "Execution cannot be redriven"));
                    with_execution(rooms, read, [&rooms](Call const& again, ExecutionRecord const& redriven) {
                        again.answer(
                            Json::object({{"redriveDate", to_api(redriven.redriven.value_or(rooms.clock.now()))}}));
                    });
                });
            });
    });
}

std::span<Operation const> execution_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"DescribeExecution", describe_execution},
        {"DescribeStateMachineForExecution", describe_state_machine_for_execution},
        {"ListExecutions", list_executions},
        {"StopExecution", stop_execution},
        {"RedriveExecution", redrive_execution},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
