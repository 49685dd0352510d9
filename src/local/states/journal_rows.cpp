#include "local/states/journal_rows.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "local/states/record_rows.hpp"

namespace coworks::local::states {

namespace {

/// So many rows of events are looked through after a crash at most.
constexpr RowId kRowsUnsettled = 20'000;
/// So many executions are pruned in one transaction.
constexpr std::int64_t kPrunedAtOnce = 500;

tl::unexpected<Error> unreadable(std::string_view what) {
    return fail("corrupt", "a stored record can't be read", std::string(what));
}

Result<Json> parse(std::string_view text, std::string_view what) {
    try {
        return Json::parse(text, {.allow_lone_surrogates = true});
    } catch (JsonError const&) {
        return unreadable(what);
    }
}

/// The name that ends an ARN.
std::string_view name_in(std::string_view arn) {
    return arn.substr(arn.rfind(':') + 1);
}

}  // namespace

Result<ExecutionRecord> read_execution(store::Statement const& row) {
    ExecutionRecord record;
    record.id = row.integer(0);
    record.machine_id = row.integer(1);
    record.revision_id = row.integer(2);
    record.name = row.bytes(3);
    record.status = static_cast<asl::Status>(row.integer(4));
    record.started = time_of(row.integer(5));
    if (!row.is_null(6)) record.stopped = time_of(row.integer(6));
    record.redrive_count = row.integer(8);
    record.head = row.integer(9);
    record.tail = row.integer(10);
    auto more = parse(row.bytes(11), "executions");
    if (!more) return tl::unexpected(more.error());
    if (!fill_from(*more, record)) return unreadable("executions");
    record.parent.map_run = row.integer(7);
    return record;
}

Result<std::vector<MapRunRecord>> read_map_runs(store::Database& database, std::string_view condition,
                                                std::function<void(store::Statement&)> const& bind) {
    auto statement = database.prepare("SELECT id, arn, execution, status, record FROM map_runs WHERE " +
                                      std::string(condition) + " ORDER BY id");
    if (!statement) return tl::unexpected(statement.error());
    bind(*statement);
    std::vector<MapRunRecord> runs;
    while (true) {
        auto found = statement->step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) return runs;
        MapRunRecord run{
            .id = statement->integer(0), .arn = std::string(statement->bytes(1)), .execution = statement->integer(2)};
        run.status = static_cast<asl::Status>(statement->integer(3));
        auto stored = parse(statement->bytes(4), "map_runs");
        if (!stored || !fill_from(*stored, run)) return unreadable("map_runs");
        runs.push_back(std::move(run));
    }
}

Result<std::unique_ptr<Journal::Writer>> Journal::Writer::prepare(store::Database& database) {
    std::optional<Error> error;
    auto const statement = [&](std::string_view sql) {
        auto made = database.prepare(sql);
        if (!made && !error) error = made.error();
        return made;
    };
    auto insert_execution =
        statement("INSERT INTO executions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    auto update_execution = statement(
        "UPDATE executions SET status = ?2, stopped = ?3, redrive_count = ?4, tail = ?5, more = ?6 WHERE id = ?1");
    auto update_tail = statement("UPDATE executions SET tail = ?2 WHERE id = ?1");
    auto insert_events = statement("INSERT INTO events VALUES (?1, ?2, ?3, ?4)");
    auto select_events = statement("SELECT previous, events FROM events WHERE id = ?1");
    auto put_map_run = statement(
        "INSERT INTO map_runs VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO UPDATE SET status = ?4, record = ?5");
    auto put_mark =
        statement("INSERT INTO journal_marks VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = max(value, ?2)");
    auto put_express = statement("INSERT INTO express VALUES (?1, ?2, ?3)");
    auto drop_express = statement("DELETE FROM express WHERE id = ?1");
    auto select_by_name =
        statement("SELECT " + std::string(kExecutionColumns) + " FROM executions WHERE name = ?1 ORDER BY id DESC");
    if (error) return tl::unexpected(*error);
    return std::unique_ptr<Writer>(new Writer{.insert_execution = *std::move(insert_execution),
                                              .update_execution = *std::move(update_execution),
                                              .update_tail = *std::move(update_tail),
                                              .insert_events = *std::move(insert_events),
                                              .select_events = *std::move(select_events),
                                              .put_map_run = *std::move(put_map_run),
                                              .put_mark = *std::move(put_mark),
                                              .put_express = *std::move(put_express),
                                              .drop_express = *std::move(drop_express),
                                              .select_by_name = *std::move(select_by_name)});
}

Result<void> Journal::Writer::append(Write const& write, RowId row, std::optional<ExecutionRecord>& existing) {
    if (write.begun) {
        ExecutionRecord const& begun = *write.begun;
        select_by_name.bind(1, begun.name);
        while (true) {
            auto found = select_by_name.step();
            if (!found) return tl::unexpected(found.error());
            if (!*found) break;
            if (select_by_name.integer(1) != begun.machine_id) continue;
            auto record = read_execution(select_by_name);
            select_by_name.reset();
            if (!record) return tl::unexpected(record.error());
            existing = *std::move(record);
            if (auto const tail = tails.find(existing->id); tail != tails.end()) existing->tail = tail->second.row;
            return {};
        }
        insert_execution.bind(1, begun.id)
            .bind(2, begun.machine_id)
            .bind(3, begun.revision_id)
            .bind(4, begun.name)
            .bind(5, static_cast<std::int64_t>(begun.status))
            .bind(6, stored_time(begun.started))
            .bind(8, begun.parent.map_run)
            .bind(9, begun.redrive_count)
            .bind(10, row)
            .bind(11, row)
            .bind(12, to_json(begun).dump());
        if (begun.stopped) {
            insert_execution.bind(7, stored_time(*begun.stopped));
        } else {
            insert_execution.bind_null(7);
        }
        if (auto inserted = insert_execution.run(); !inserted) return inserted;
    }
    if (!write.events.empty()) {
        auto inserted = insert_events.bind(1, row)
                            .bind(2, write.execution)
                            .bind(3, write.previous)
                            .bind(4, std::string_view(write.events))
                            .run();
        if (!inserted) return inserted;
        tails[write.execution] = {.row = row, .unsettled = true};
    }
    if (write.changed) {
        ExecutionRecord const& changed = *write.changed;
        update_execution.bind(1, changed.id)
            .bind(2, static_cast<std::int64_t>(changed.status))
            .bind(4, changed.redrive_count)
            .bind(5, write.events.empty() ? changed.tail : row)
            .bind(6, to_json(changed).dump());
        if (changed.stopped) {
            update_execution.bind(3, stored_time(*changed.stopped));
        } else {
            update_execution.bind_null(3);
        }
        if (auto updated = update_execution.run(); !updated) return updated;
        tails.erase(changed.id);
    }
    for (MapRunRecord const& run : write.map_runs) {
        auto put = put_map_run.bind(1, run.id)
                       .bind(2, run.arn)
                       .bind(3, run.execution)
                       .bind(4, static_cast<std::int64_t>(run.status))
                       .bind(5, to_json(run).dump())
                       .run();
        if (!put) return put;
    }
    if (row - tails_to > kRowsUnsettled) {
        if (auto settled = settle_tails(); !settled) return settled;
        tails_to = row;
        return mark("tails_to", row);
    }
    return {};
}

void Journal::Writer::undo(Write const& write) {
    if (write.previous == 0) {
        tails.erase(write.execution);
    } else {
        tails[write.execution].row = write.previous;
    }
    for (auto& [execution, tail] : tails)
        tail.unsettled = true;
}

Result<void> Journal::Writer::settle_tails() {
    for (auto& [execution, tail] : tails) {
        if (!std::exchange(tail.unsettled, false)) continue;
        if (auto updated = update_tail.bind(1, execution).bind(2, tail.row).run(); !updated) return updated;
    }
    return {};
}

Result<void> Journal::Writer::mark(std::string_view name, std::int64_t value) {
    return put_mark.bind(1, name).bind(2, value).run();
}

Result<std::string> Journal::Writer::row(RowId id, RowId& previous) {
    auto found = select_events.bind(1, id).step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail("corrupt", "events of an execution are missing", "row " + std::to_string(id));
    previous = select_events.integer(0);
    std::string events(select_events.bytes(1));
    select_events.reset();
    if (previous >= id) return fail("corrupt", "the events of an execution go round", "row " + std::to_string(id));
    return events;
}

Result<std::vector<std::string>> Journal::Writer::rows(RowId tail) {
    std::vector<std::string> rows;
    for (RowId at = tail; at != 0;) {
        auto events = row(at, at);
        if (!events) return tl::unexpected(events.error());
        rows.push_back(*std::move(events));
    }
    std::reverse(rows.begin(), rows.end());
    return rows;
}

Result<std::vector<std::string>> Journal::Writer::ends(RowId head, RowId tail) {
    std::vector<std::string> rows;
    RowId previous = 0;
    for (RowId const at : {head, tail}) {
        if (at == head && !rows.empty()) continue;
        auto events = row(at, previous);
        if (!events) return tl::unexpected(events.error());
        rows.push_back(*std::move(events));
    }
    return rows;
}

Result<std::optional<ExecutionRecord>> Journal::Writer::find(std::string const& arn) {
    select_by_name.bind(1, name_in(arn));
    while (true) {
        auto found = select_by_name.step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) return std::nullopt;
        auto record = read_execution(select_by_name);
        if (record && record->arn != arn) continue;
        select_by_name.reset();
        if (!record) return tl::unexpected(record.error());
        if (auto const tail = tails.find(record->id); tail != tails.end()) record->tail = tail->second.row;
        return *std::move(record);
    }
}

Result<std::vector<ExecutionRecord>> Journal::Writer::list(store::Database& database, ExecutionFilter const& filter) {
    std::string sql = "SELECT " + std::string(kExecutionColumns) + " FROM executions WHERE 1";
    sql += filter.map_run ? " AND map_run = ?1" : filter.machine_id ? " AND machine = ?2 AND map_run = 0" : "";
    if (filter.before != 0) sql += " AND id < ?3";
    if (filter.status) sql += " AND status = ?4";
    if (filter.redriven) sql += *filter.redriven ? " AND redrive_count > 0" : " AND redrive_count = 0";
    if (!filter.version_arn.empty()) sql += " AND json_extract(more, '$.version') = ?5";
    if (!filter.alias_arn.empty()) sql += " AND json_extract(more, '$.alias') = ?6";
    sql += " ORDER BY id DESC LIMIT ?7";
    auto statement = database.prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(7, static_cast<std::int64_t>(filter.results_max));
    if (filter.map_run) statement->bind(1, *filter.map_run);
    if (!filter.map_run && filter.machine_id) statement->bind(2, *filter.machine_id);
    if (filter.before != 0) statement->bind(3, filter.before);
    if (filter.status) statement->bind(4, static_cast<std::int64_t>(*filter.status));
    if (!filter.version_arn.empty()) statement->bind(5, filter.version_arn);
    if (!filter.alias_arn.empty()) statement->bind(6, filter.alias_arn);
    std::vector<ExecutionRecord> records;
    while (true) {
        auto found = statement->step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) return records;
        auto record = read_execution(*statement);
        if (!record) return tl::unexpected(record.error());
        if (auto const tail = tails.find(record->id); tail != tails.end()) record->tail = tail->second.row;
        records.push_back(*std::move(record));
    }
}

Result<Journal::Open> Journal::Writer::open_ones(store::Database& database) {
    Open open;
    auto executions =
        database.prepare("SELECT " + std::string(kExecutionColumns) + " FROM executions WHERE status = 0 ORDER BY id");
    if (!executions) return tl::unexpected(executions.error());
    while (true) {
        auto found = executions->step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) break;
        auto record = read_execution(*executions);
        if (!record) return tl::unexpected(record.error());
        if (auto const tail = tails.find(record->id); tail != tails.end()) record->tail = tail->second.row;
        open.executions.push_back(*std::move(record));
    }
    auto runs = read_map_runs(database, "status = 0", [](store::Statement&) {});
    if (!runs) return tl::unexpected(runs.error());
    open.map_runs = *std::move(runs);
    auto express = database.prepare("SELECT id, record, input FROM express ORDER BY id");
    if (!express) return tl::unexpected(express.error());
    while (true) {
        auto found = express->step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) break;
        ExpressRequest order;
        order.record.id = express->integer(0);
        auto stored = parse(express->bytes(1), "express");
        if (!stored || !fill_from_whole(*stored, order.record)) return unreadable("express");
        order.input = express->bytes(2);
        open.express.push_back(std::move(order));
    }
    return open;
}

Result<std::size_t> Journal::Writer::prune(store::Database& database, std::int64_t before) {
    auto ended = database.prepare("SELECT id, tail FROM executions WHERE status <> 0 AND stopped < ?1 LIMIT ?2");
    if (!ended) return tl::unexpected(ended.error());
    ended->bind(1, before).bind(2, kPrunedAtOnce);
    std::vector<std::pair<ExecutionId, RowId>> gone;
    while (true) {
        auto found = ended->step();
        if (!found) return tl::unexpected(found.error());
        if (!*found) break;
        gone.emplace_back(ended->integer(0), ended->integer(1));
    }
    auto drop_events = database.prepare("DELETE FROM events WHERE id = ?1");
    auto drop_execution = database.prepare("DELETE FROM executions WHERE id = ?1");
    auto drop_runs = database.prepare("DELETE FROM map_runs WHERE execution = ?1");
    if (!drop_events) return tl::unexpected(drop_events.error());
    if (!drop_execution) return tl::unexpected(drop_execution.error());
    if (!drop_runs) return tl::unexpected(drop_runs.error());
    for (auto const& [execution, tail] : gone) {
        for (RowId at = tail; at != 0;) {
            auto found = select_events.bind(1, at).step();
            if (!found) return tl::unexpected(found.error());
            RowId const previous = *found ? select_events.integer(0) : 0;
            select_events.reset();
            if (auto dropped = drop_events->bind(1, at).run(); !dropped) return tl::unexpected(dropped.error());
            at = previous < at ? previous : 0;
        }
        if (auto dropped = drop_runs->bind(1, execution).run(); !dropped) return tl::unexpected(dropped.error());
        if (auto dropped = drop_execution->bind(1, execution).run(); !dropped) return tl::unexpected(dropped.error());
        if (auto marked = mark("last_execution", execution); !marked) return tl::unexpected(marked.error());
        if (auto marked = mark("last_row", tail); !marked) return tl::unexpected(marked.error());
    }
    return gone.size();
}

Result<void> Journal::Writer::drop_machine(store::Database& database, std::int64_t machine_id) {
    // They go with the next pruning: nobody can name them any more.
    auto statement = database.prepare("UPDATE executions SET stopped = 0, name = name || ' ' || id WHERE machine = ?1");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, machine_id).run();
}

}  // namespace coworks::local::states
