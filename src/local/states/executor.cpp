#include "local/states/executor.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "json/text_of.hpp"
#include "local/states/event_rows.hpp"
#include "local/states/executor_parts.hpp"
#include "local/states/names.hpp"

namespace coworks::local::states {

Executor::Executor(boost::asio::io_context& loop, Clock& clock, Random& random, Journal& journal,
                   Revisions const& revisions, ActionHandler& actions, ExecutorOptions options)
    : loop_(loop),
      clock_(clock),
      random_(random),
      journal_(journal),
      revisions_(revisions),
      actions_(actions),
      options_(std::move(options)),
      activities_(std::make_unique<Activities>(actions)),
      resident_(options_.resident_bytes),
      map_runs_([this] { return journal_.next_map_run(); }),
      timer_(loop),
      store_timer_(loop),
      prune_timer_(loop) {}

Executor::~Executor() {
    *alive_ = false;
}

void Executor::stop() {
    *alive_ = false;
    timer_.cancel();
    store_timer_.cancel();
    prune_timer_.cancel();
}

void Executor::recover(std::function<void(Result<std::size_t>)> done) {
    journal_.open_ones([this, done = std::move(done)](Result<Journal::Open> found) {
        if (!found) return done(tl::unexpected(found.error()));
        map_runs_.restore(std::move(found->map_runs));
        // Whoever answers a task's token must not be told that it is over while its execution has yet to be read.
        auto const left = std::make_shared<std::size_t>(1);
        auto const open = std::make_shared<std::size_t>(0);
        auto const one_less = [this, left, open, done] {
            if (--*left > 0) return;
            boost::asio::post(loop_, [alive = alive_, done, open = *open] {
                if (*alive) done(open);
            });
        };
        for (ExecutionRecord& record : found->executions) {
            auto revision = revisions_.revision(record.revision_id);
            if (!revision) {
                actions_.trouble("the definition of an open execution is not there",
                                 {.code = "corrupt", .message = "it stays as it is", .where = record.arn});
                continue;
            }
            Live& live = admit(std::move(record), std::move(revision));
            live.taken_up = true;
            live.messages.push_back({.content = asl::Resume{}, .done = {}});
            // A second one, since the first must outlive a store that fails, and whom somebody waits for does not.
            ++*left;
            live.messages.push_back({.content = asl::Resume{}, .done = [one_less](auto const&) { one_less(); }});
            make_ready(live);
        }
        for (ExpressRequest& order : found->express) {
            auto const revision = revisions_.revision(order.record.revision_id);
            if (!revision) {
                actions_.trouble("an express execution does not begin again",
                                 {.code = "gone", .message = "its machine was deleted", .where = order.record.arn});
                journal_.drop_express(order.record.id);
                continue;
            }
            ExecutionRecord record = std::move(order.record);
            asl::Start const message = start_message(
                record, *revision, Json::parse(order.input, {.allow_lone_surrogates = true, .keep_source = true}));
            Live& live = admit(std::move(record), revision);
            live.stored = false;
            live.ordered = true;
            live.execution = std::make_unique<asl::Execution>(asl::make_execution(revision->machine));
            live.messages.push_back({.content = message, .done = {}});
            make_ready(live);
        }
        prune();
        *open = lives_.size();
        one_less();
    });
}

Live& Executor::admit(ExecutionRecord record, std::shared_ptr<Revision const> revision) {
    auto live = std::make_unique<Live>();
    live->record = std::move(record);
    live->revision = std::move(revision);
    Live& admitted = *live;
    by_arn_.try_emplace(admitted.record.arn, admitted.record.id);
    if (Parent const& parent = admitted.record.parent; parent.map_run != 0)
        children_[{parent.map_run, parent.number}] = admitted.record.id;
    lives_[admitted.record.id] = std::move(live);
    return admitted;
}

Live* Executor::find_live(ExecutionId id) const {
    auto const found = lives_.find(id);
    return found == lives_.end() ? nullptr : found->second.get();
}

ExecutionId Executor::find(std::string_view arn) const {
    auto const found = by_arn_.find(std::string(arn));
    return found == by_arn_.end() ? 0 : found->second;
}

ExecutionRecord const* Executor::record(ExecutionId id) const {
    Live const* const live = find_live(id);
    return live == nullptr ? nullptr : &live->record;
}

asl::Start Executor::start_message(ExecutionRecord const& record, Revision const& revision, Json input) const {
    asl::Start message;
    message.identity = {.execution_arn = record.arn,
                        .execution_name = record.name,
                        .machine_arn = record.machine_arn,
                        .machine_name = revision.machine_name,
                        .role_arn = revision.role_arn.empty() ? Json() : Json(revision.role_arn),
                        .region = options_.place.region};
    message.input = std::move(input);
    message.type = record.type;
    return message;
}

namespace {

ExecutionRecord make_record(StartRequest const& order, ExecutionId id, Clock::Time now, Random& random) {
    ExecutionRecord record;
    Revision const& revision = *order.revision;
    record.id = id;
    record.machine_id = revision.machine_id;
    record.revision_id = revision.id;
    record.name = order.name;
    record.machine_arn = revision.machine_arn;
    record.version_arn = order.version_arn;
    record.alias_arn = order.alias_arn;
    record.trace_header = order.trace_header;
    record.type = revision.type;
    record.started = now;
    record.parent = order.parent;
    record.arn = revision.type == asl::ExecutionType::express
                     ? express_arn(revision.machine_arn, order.name, random.uuid())
                     : execution_arn(revision.machine_arn, order.name);
    return record;
}

}  // namespace

void Executor::start(StartRequest order, StartDone done) {
    ExecutionRecord record = make_record(order, journal_.next_execution(), clock_.now(), random_);
    asl::Start message = start_message(record, *order.revision, std::move(order.input));
    if (record.type == asl::ExecutionType::standard)
        return begin(std::move(record), std::move(order.revision), message, std::move(done));

    // An asynchronous express execution has no history, but what was acknowledged runs.
    ExpressRequest express{.record = record, .input = source_text(message.input)};
    journal_.put_express(std::move(express),
                         [this, record, message = std::move(message), revision = std::move(order.revision),
                          done = std::move(done)](Result<void> const& put) {
                             if (!put) return done(tl::unexpected(put.error()));
                             Live& live = admit(record, revision);
                             live.stored = false;
                             live.ordered = true;
                             live.execution = std::make_unique<asl::Execution>(asl::make_execution(revision->machine));
                             live.messages.push_back({.content = message, .done = {}});
                             make_ready(live);
                             done(Started{.record = record, .existed = false, .existing_input = {}});
                         });
}

void Executor::start_sync(StartRequest order, std::function<void(Result<SyncEnd>)> done) {
    ExecutionRecord record = make_record(order, journal_.next_execution(), clock_.now(), random_);
    asl::Start message = start_message(record, *order.revision, std::move(order.input));
    message.synchronous = true;
    Live& live = admit(std::move(record), order.revision);
    live.stored = false;
    live.execution = std::make_unique<asl::Execution>(asl::make_execution(order.revision->machine));
    live.messages.push_back({.content = message, .done = {}});
    sync_waiters_[live.record.id] = std::move(done);
    make_ready(live);
}

void Executor::begin(ExecutionRecord record, std::shared_ptr<Revision const> revision, asl::Start const& message,
                     StartDone done) {
    Live& live = admit(std::move(record), std::move(revision));
    live.execution = std::make_unique<asl::Execution>(asl::make_execution(live.revision->machine));
    asl::Decision decision =
        asl::advance(*live.execution, message, clock_.now(), random_, options_.limits, activities_.get());
    begin_stored(live, std::move(decision), std::move(done));
}

void Executor::begin_stored(Live& live, asl::Decision decision, StartDone done) {
    auto const step = std::make_shared<Step>();
    step->id = live.record.id;
    step->decision = std::move(decision);
    Write write = make_write(live, *step);
    write.begun = live.record;
    live.busy = Live::Busy::storing;
    journal_.append(std::move(write), [this, step, done = std::move(done)](Written written) {
        Live* const begun = find_live(step->id);
        if (begun == nullptr) return;
        if (written.outcome && !written.existing) {
            begun->record.head = written.row;
            ExecutionRecord record = begun->record;
            record.tail = written.row;
            if (done) done(Started{.record = std::move(record), .existed = false, .existing_input = {}});
            return kept(step, written);
        }
        drop(*begun);
        if (!written.outcome) {
            actions_.trouble("an execution can't be started", written.outcome.error());
            if (done) done(tl::unexpected(written.outcome.error()));
            return;
        }
        if (done) tell_existing(*std::move(written.existing), done);
    });
}

/// The name is taken: by an execution whose input the caller wants to know.
void Executor::tell_existing(ExecutionRecord record, StartDone const& done) {
    RowId const head = record.head;
    journal_.rows(head, [record = std::move(record), done](Result<std::vector<std::string>> rows) {
        if (!rows) return done(tl::unexpected(rows.error()));
        auto events = rows->empty() ? Result<std::vector<asl::Event>>() : decode_events(rows->front());
        if (!events) return done(tl::unexpected(events.error()));
        done(Started{
            .record = record, .existed = true, .existing_input = events->empty() ? Json() : events->front().data});
    });
}

void Executor::tell(ExecutionId id, asl::Message message, Told done) {
    Live* const live = find_live(id);
    if (live == nullptr) {
        if (done) done(false);
        return;
    }
    live->messages.push_back({.content = std::move(message), .done = std::move(done)});
    make_ready(*live);
}

void Executor::stop_express(std::int64_t machine_id) {
    for (auto const& [id, live] : lives_)
        if (live->ordered && live->record.machine_id == machine_id) tell(id, asl::Stop{});
}

void Executor::redrive(ExecutionRecord const& record, Told done) {
    if (find_live(record.id) != nullptr) {
        if (done) done(false);
        return;
    }
    auto revision = revisions_.revision(record.revision_id);
    if (!revision || !revision->machine) {
        if (done) done(fail("corrupt", "the definition of an execution is not there", record.arn));
        return;
    }
    Live& live = admit(record, std::move(revision));
    live.messages.push_back({.content = asl::Redrive{}, .done = std::move(done)});
    live.busy = Live::Busy::reading;
    journal_.list_map_runs(record.id, [this, id = record.id](Result<std::vector<MapRunRecord>> runs) {
        Live* const waiting = find_live(id);
        if (waiting == nullptr || !*alive_) return;
        if (runs) map_runs_.restore_ended(*std::move(runs));
        waiting->busy = Live::Busy::no;
        make_ready(*waiting);
    });
}

bool Executor::quiet() const {
    return ready_.empty() && !draining_ && !stalled_ && journal_.quiet();
}

}  // namespace coworks::local::states
