#include "local/states/tasks/results.hpp"

#include <memory>

#include "json/text_of.hpp"
#include "local/states/tasks/description.hpp"

namespace coworks::local::states {

namespace {

/// ASL, "ItemReader": MaxItems.
constexpr std::size_t kChildrenMax = 100'000'000;

struct Gathering {
    Executor const& executor;
    Journal& journal;
    std::vector<ExecutionRecord> records;
    std::vector<ChildResult> results;
    std::function<void(Result<std::vector<ChildResult>>)> done;
};

void next(std::shared_ptr<Gathering> const& gathering) {
    if (gathering->records.empty()) return gathering->done(std::move(gathering->results));
    // Listed newest first.
    ExecutionRecord record = std::move(gathering->records.back());
    gathering->records.pop_back();
    RowId const tail = record.tail;
    gathering->journal.rows(
        tail, [gathering, record = std::move(record)](Result<std::vector<std::string>> const& rows) {
            auto const execution = rows ? gathering->executor.rebuild(record, *rows) : tl::unexpected(rows.error());
            if (!execution) return gathering->done(tl::unexpected(execution.error()));
            gathering->results.push_back({.status = execution->status,
                                          .description = described(record, *execution, DescriptionFor::result_writer),
                                          .output = execution->output});
            next(gathering);
        });
}

std::vector<ChildResult> of_outputs(asl::WriteResults const& write) {
    std::vector<ChildResult> results;
    for (Json const& output : write.results.items())
        results.push_back({.status = asl::Status::succeeded,
                           .description = Json::object({{"Output", source_text(output)}, {"Status", "SUCCEEDED"}}),
                           .output = output});
    return results;
}

}  // namespace

void gather_results(Executor const& executor, Journal& journal, ExecutionId parent, asl::WriteResults const& write,
                    std::function<void(Result<std::vector<ChildResult>>)> done) {
    MapRunRecord const* const run = executor.map_runs().find(parent, write.branch);
    if (run == nullptr) return done(fail("corrupt", "there is no Map Run whose results could be written"));
    auto const gathering = std::make_shared<Gathering>(
        Gathering{.executor = executor, .journal = journal, .records = {}, .results = {}, .done = std::move(done)});
    journal.list({.map_run = run->id, .results_max = kChildrenMax},
                 [gathering, write](Result<std::vector<ExecutionRecord>> found) {
                     if (!found) return gathering->done(tl::unexpected(found.error()));
                     if (found->empty()) return gathering->done(of_outputs(write));
                     gathering->records = *std::move(found);
                     next(gathering);
                 });
}

}  // namespace coworks::local::states
