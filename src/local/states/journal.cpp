#include "local/states/journal.hpp"

#include <utility>

#include "local/states/journal_rows.hpp"
#include "local/states/record_rows.hpp"
#include "local/states/schema.hpp"

namespace coworks::local::states {

Result<std::unique_ptr<Journal>> Journal::open(std::unique_ptr<emulator::Data> data) {
    store::Database& database = data->database();
    if (auto migrated = store::migrate(database, "states", journal_migrations()); !migrated)
        return tl::unexpected(migrated.error());
    auto writer = Writer::prepare(database);
    if (!writer) return tl::unexpected(writer.error());

    auto const number = [&](char const* sql) -> Result<std::int64_t> {
        auto statement = database.prepare(sql);
        if (!statement) return tl::unexpected(statement.error());
        auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        return *row ? statement->integer(0) : 0;
    };
    auto const last_row = number(
        "SELECT max((SELECT coalesce(max(id), 0) FROM events), "
        "coalesce((SELECT value FROM journal_marks WHERE name = 'last_row'), 0))");
    auto const last_execution = number(
        "SELECT max((SELECT coalesce(max(id), 0) FROM executions), (SELECT coalesce(max(id), 0) FROM express), "
        "coalesce((SELECT value FROM journal_marks WHERE name = 'last_execution'), 0))");
    auto const last_map_run = number("SELECT coalesce(max(id), 0) FROM map_runs");
    auto const tails_to = number("SELECT coalesce(max(value), 0) FROM journal_marks WHERE name = 'tails_to'");
    for (auto const* const result : {&last_row, &last_execution, &last_map_run, &tails_to})
        if (!*result) return tl::unexpected(result->error());

    auto unsettled = database.prepare("SELECT execution, max(id) FROM events WHERE id > ?1 GROUP BY execution");
    if (!unsettled) return tl::unexpected(unsettled.error());
    unsettled->bind(1, *tails_to);
    while (true) {
        auto row = unsettled->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        (*writer)->tails[unsettled->integer(0)] = {.row = unsettled->integer(1)};
    }
    unsettled->reset();
    if (auto settled = (*writer)->settle_tails(); !settled) return tl::unexpected(settled.error());
    if (auto marked = (*writer)->mark("tails_to", *last_row); !marked) return tl::unexpected(marked.error());
    (*writer)->tails_to = *last_row;

    std::unique_ptr<Journal> journal(new Journal(std::move(data), *std::move(writer)));
    journal->last_row_ = *last_row;
    journal->last_execution_ = *last_execution;
    journal->last_map_run_ = *last_map_run;
    return journal;
}

Journal::Journal(std::unique_ptr<emulator::Data> data, std::unique_ptr<Writer> prepared)
    : data_(std::move(data)), rows_(std::move(prepared)) {
    data_->begin();
}

Journal::~Journal() {
    close();
}

void Journal::append(Write write, std::function<void(Written)> done) {
    RowId const row = ++last_row_;
    auto const made = std::make_shared<std::pair<Write, std::optional<ExecutionRecord>>>();
    made->first = std::move(write);
    data_->run([this, made, row](store::Database&) { return rows_->append(made->first, row, made->second); },
               [this, made](Result<void> const& outcome) {
                   if (!outcome) rows_->undo(made->first);
               },
               [made, row, done = std::move(done)](Result<void> outcome) {
                   done({.outcome = std::move(outcome), .row = row, .existing = std::move(made->second)});
               });
}

void Journal::put_express(ExpressRequest order, std::function<void(Result<void>)> done) {
    run(
        [this, order = std::move(order)](store::Database&) {
            return rows_->put_express.bind(1, order.record.id)
                .bind(2, to_whole_json(order.record).dump())
                .bind(3, std::string_view(order.input))
                .run();
        },
        std::move(done));
}

void Journal::drop_express(ExecutionId id) {
    run([this, id](store::Database&) { return rows_->drop_express.bind(1, id).run(); }, {});
}

void Journal::open_ones(std::function<void(Result<Open>)> done) {
    data_->read<Open>(std::move(done), [this](store::Database& database) { return rows_->open_ones(database); });
}

void Journal::rows(RowId tail, std::function<void(Result<std::vector<std::string>>)> done) {
    data_->read<std::vector<std::string>>(std::move(done),
                                          [this, tail](store::Database&) { return rows_->rows(tail); });
}

void Journal::ends(RowId head, RowId tail, std::function<void(Result<std::vector<std::string>>)> done) {
    data_->read<std::vector<std::string>>(std::move(done),
                                          [this, head, tail](store::Database&) { return rows_->ends(head, tail); });
}

void Journal::find(std::string arn, std::function<void(Result<std::optional<ExecutionRecord>>)> done) {
    data_->read<std::optional<ExecutionRecord>>(
        std::move(done), [this, arn = std::move(arn)](store::Database&) { return rows_->find(arn); });
}

void Journal::list(ExecutionFilter filter, std::function<void(Result<std::vector<ExecutionRecord>>)> done) {
    data_->read<std::vector<ExecutionRecord>>(
        std::move(done),
        [this, filter = std::move(filter)](store::Database& database) { return rows_->list(database, filter); });
}

void Journal::find_map_run(std::string arn, std::function<void(Result<std::optional<MapRunRecord>>)> done) {
    data_->read<std::optional<MapRunRecord>>(
        std::move(done), [arn = std::move(arn)](store::Database& database) -> Result<std::optional<MapRunRecord>> {
            auto runs = read_map_runs(database, "arn = ?1", [&](store::Statement& row) { row.bind(1, arn); });
            if (!runs) return tl::unexpected(runs.error());
            if (runs->empty()) return std::nullopt;
            return std::move(runs->front());
        });
}

void Journal::list_map_runs(ExecutionId execution, std::function<void(Result<std::vector<MapRunRecord>>)> done) {
    data_->read<std::vector<MapRunRecord>>(std::move(done), [execution](store::Database& database) {
        return read_map_runs(database, "execution = ?1", [&](store::Statement& row) { row.bind(1, execution); });
    });
}

void Journal::prune(Clock::Time time, std::function<void(Result<std::size_t>)> done) {
    data_->read<std::size_t>(std::move(done), [this, before = stored_time(time)](store::Database& database) {
        return rows_->prune(database, before);
    });
}

void Journal::drop_machine(std::int64_t machine_id, std::function<void(Result<void>)> done) {
    run([this, machine_id](store::Database& database) { return rows_->drop_machine(database, machine_id); },
        std::move(done));
}

}  // namespace coworks::local::states
