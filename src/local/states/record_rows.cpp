#include "local/states/record_rows.hpp"

#include "json/text_of.hpp"

namespace coworks::local::states {

namespace {

void set_text(Json::ObjectBuilder& object, std::string_view name, std::string const& text) {
    if (!text.empty()) object.set(name, text);
}

std::int64_t number_of(Json const& object, std::string_view name) {
    Json const* const found = object.find(name);
    return found != nullptr && found->is_integer() ? found->as_int64() : 0;
}

std::optional<Clock::Time> maybe_time(Json const& object, std::string_view name) {
    Json const* const found = object.find(name);
    if (found == nullptr || !found->is_integer()) return std::nullopt;
    return time_of(found->as_int64());
}

Json to_json(MapCounts const& counts) {
    return Json::array({counts.pending, counts.running, counts.succeeded, counts.failed, counts.timed_out,
                        counts.aborted, counts.results_written});
}

MapCounts counts_of(Json const& stored) {
    auto const at = [&](std::size_t place) {
        return stored.is_array() && place < stored.size() && stored[place].is_integer() ? stored[place].as_int64() : 0;
    };
    return {at(0), at(1), at(2), at(3), at(4), at(5), at(6)};
}

Json to_json(std::vector<RedriveToken> const& tokens) {
    Json::ArrayBuilder made;
    for (RedriveToken const& each : tokens)
        made.push_back(Json::array({each.token, each.count, stored_time(each.at)}));
    return made.finish();
}

std::vector<RedriveToken> tokens_of(Json const& stored) {
    std::vector<RedriveToken> tokens;
    if (!stored.is_array()) return tokens;
    for (Json const& each : stored.items()) {
        if (!each.is_array() || each.size() != 3 || !each[1].is_integer() || !each[2].is_integer()) continue;
        tokens.push_back({.token = text_of(each[0]), .count = each[1].as_int64(), .at = time_of(each[2].as_int64())});
    }
    return tokens;
}

}  // namespace

Json to_json(ExecutionRecord const& record) {
    Json::ObjectBuilder more;
    more.set("arn", record.arn);
    more.set("machineArn", record.machine_arn);
    set_text(more, "version", record.version_arn);
    set_text(more, "alias", record.alias_arn);
    set_text(more, "mapRun", record.map_run_arn);
    set_text(more, "trace", record.trace_header);
    if (record.redriven) more.set("redriven", stored_time(*record.redriven));
    if (!record.redrive_tokens.empty()) more.set("redriveTokens", to_json(record.redrive_tokens));
    if (record.items != 0) more.set("items", record.items);
    if (Parent const& parent = record.parent; parent.execution != 0)
        more.set("parent", Json::array({parent.execution, parent.branch, parent.number}));
    return more.finish();
}

bool fill_from(Json const& more, ExecutionRecord& record) {
    record.arn = text_of(more["arn"]);
    record.machine_arn = text_of(more["machineArn"]);
    record.version_arn = text_of(more["version"]);
    record.alias_arn = text_of(more["alias"]);
    record.map_run_arn = text_of(more["mapRun"]);
    record.trace_header = text_of(more["trace"]);
    record.redriven = maybe_time(more, "redriven");
    record.redrive_tokens = tokens_of(more["redriveTokens"]);
    record.items = number_of(more, "items");
    if (Json const* parent = more.find("parent")) {
        if (!parent->is_array() || parent->size() != 3) return false;
        for (Json const& part : parent->items())
            if (!part.is_integer()) return false;
        record.parent.execution = (*parent)[0].as_int64();
        record.parent.branch = static_cast<asl::BranchId>((*parent)[1].as_int64());
        record.parent.number = (*parent)[2].as_int64();
    }
    return !record.arn.empty();
}

Json to_whole_json(ExecutionRecord const& record) {
    return to_json(record)
        .with("machine", record.machine_id)
        .with("revision", record.revision_id)
        .with("name", record.name)
        .with("started", stored_time(record.started));
}

bool fill_from_whole(Json const& stored, ExecutionRecord& record) {
    record.machine_id = number_of(stored, "machine");
    record.revision_id = number_of(stored, "revision");
    record.name = text_of(stored["name"]);
    record.started = time_of(number_of(stored, "started"));
    record.type = asl::ExecutionType::express;
    return fill_from(stored, record);
}

Json to_json(MapRunRecord const& record) {
    Json::ObjectBuilder made;
    made.set("executionArn", record.execution_arn);
    made.set("machineArn", record.machine_arn);
    made.set("branch", record.branch);
    made.set("started", stored_time(record.started));
    if (record.stopped) made.set("stopped", stored_time(*record.stopped));
    made.set("maxConcurrency", record.max_concurrency);
    made.set("toleratedPercentage", record.tolerated_percentage);
    made.set("toleratedCount", record.tolerated_count);
    made.set("redriveCount", record.redrive_count);
    if (record.redriven) made.set("redriven", stored_time(*record.redriven));
    made.set("executions", to_json(record.executions));
    made.set("items", to_json(record.items));
    return made.finish();
}

bool fill_from(Json const& stored, MapRunRecord& record) {
    if (!stored.is_object()) return false;
    record.execution_arn = text_of(stored["executionArn"]);
    record.machine_arn = text_of(stored["machineArn"]);
    record.branch = static_cast<asl::BranchId>(number_of(stored, "branch"));
    record.started = time_of(number_of(stored, "started"));
    record.stopped = maybe_time(stored, "stopped");
    record.max_concurrency = number_of(stored, "maxConcurrency");
    if (Json const* share = stored.find("toleratedPercentage"); share != nullptr && share->is_number())
        record.tolerated_percentage = share->as_double();
    record.tolerated_count = number_of(stored, "toleratedCount");
    record.redrive_count = number_of(stored, "redriveCount");
    record.redriven = maybe_time(stored, "redriven");
    record.executions = counts_of(stored["executions"]);
    record.items = counts_of(stored["items"]);
    return true;
}

}  // namespace coworks::local::states
