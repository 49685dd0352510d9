#include "local/states/states_room.hpp"

#include <utility>

#include "local/states/api/executions.hpp"

namespace coworks::local::states {

Result<std::unique_ptr<StatesRoom>> StatesRoom::open(boost::asio::io_context& loop, Clock& clock, Random& random,
                                                     StatesOptions options, StatesNeighbours neighbours) {
    std::error_code error;
    std::filesystem::create_directories(options.file.parent_path(), error);
    if (error) return fail("io", "the data folder can't be made", options.file.parent_path().string(), error.message());
    auto database = store::Database::open(options.file.string());
    if (!database) return tl::unexpected(database.error());
    auto registry = Registry::open(*database);
    if (!registry) return tl::unexpected(registry.error());
    auto journal = Journal::open(loop, *std::move(database));
    if (!journal) return tl::unexpected(journal.error());
    std::unique_ptr<StatesRoom> room(new StatesRoom(loop, clock, random, std::move(options), std::move(neighbours),
                                                    *std::move(registry), *std::move(journal)));
    return room;
}

void StatesRoom::begin(std::function<void(Result<std::size_t> const& taken_up)> done) {
    executor_.recover([this, done = std::move(done)](Result<std::size_t> const& taken_up) {
        if (!taken_up) world_.trouble("open executions can't be taken up", taken_up.error());
        api_.resume();
        ready_ = true;
        if (done) done(taken_up);
        for (auto const& work : std::exchange(waiting_, {}))
            work();
    });
}

void StatesRoom::when_ready(std::function<void()> work) {
    if (ready_) return work();
    waiting_.push_back(std::move(work));
}

void StatesRoom::handle(net::HttpRequest request, net::HttpReply reply) {
    if (ready_) return api_.handle(request, reply);
    when_ready([this, request = std::move(request), reply = std::move(reply)] { api_.handle(request, reply); });
}

StatesRoom::StatesRoom(boost::asio::io_context& loop, Clock& clock, Random& random, StatesOptions options,
                       StatesNeighbours neighbours, std::unique_ptr<Registry> registry,
                       std::unique_ptr<Journal> journal)
    : loop_(loop),
      registry_(std::move(registry)),
      journal_(std::move(journal)),
      world_({.loop = loop,
              .clock = clock,
              .functions = neighbours.functions,
              .invoke_later = std::move(neighbours.invoke_later),
              .integrations = std::move(neighbours.integrations),
              .storage = neighbours.storage,
              .logs = neighbours.logs,
              .find_machine = [this](std::string_view arn) { return find_machine(arn); },
              .has_activity = [this](std::string_view arn) { return registry_->activity(arn) != nullptr; }}),
      executor_(loop, clock, random, *journal_, *registry_, world_,
                {.region = options.region, .account = options.account, .keep = options.keep}),
      rooms_(api_rooms(clock, random, options)),
      api_(rooms_) {
    registry_->write_to([this](store::GroupCommit::Work work, std::function<void(Result<void>)> done) {
        journal_->run(std::move(work), std::move(done));
    });
    world_.serve(executor_, *journal_);
}

StatesRoom::~StatesRoom() {
    executor_.stop();
    journal_->close();
}

api::Rooms StatesRoom::api_rooms(Clock& clock, Random& random, StatesOptions const& options) {
    return {
        .clock = clock,
        .random = random,
        .registry = *registry_,
        .executor = executor_,
        .journal = *journal_,
        .tokens = world_.tokens(),
        .after = [this](std::chrono::milliseconds delay, std::function<void()> done) { after(delay, std::move(done)); },
        .unsupported = [this](asl::Resource const& resource) { return world_.unsupported(resource); },
        .perform =
            [this](asl::Resource const& resource, Json arguments, std::function<void(asl::TaskAnswer)> done) {
                world_.perform(resource, std::move(arguments), std::move(done));
            },
        .region = options.region,
        .account = options.account};
}

tl::expected<StartOrder, StartRefusal> StatesRoom::find_machine(std::string_view arn) {
    auto order = api::find_order(rooms_, arn);
    if (!order) return tl::unexpected(StartRefusal{order.error().code, order.error().message});
    return *std::move(order);
}

void StatesRoom::call(std::string_view operation, Json request, std::function<void(Result<Json>)> done) {
    when_ready([this, operation = std::string(operation), request = std::move(request), done = std::move(done)] {
        api_.call(operation, {.request = request,
                              .answer =
                                  [done](api::Outcome<Json> answer) {
                                      if (answer) return done(*std::move(answer));
                                      done(fail(answer.error().code, answer.error().message));
                                  },
                              .abandoned = [] { return false; }});
    });
}

void StatesRoom::after(std::chrono::milliseconds delay, std::function<void()> done) {
    auto const place =
        timers_.insert(timers_.end(), {.timer = boost::asio::steady_timer(loop_, delay), .done = std::move(done)});
    place->timer.async_wait([this, place](boost::system::error_code error) {
        if (error) return;
        auto const due = std::move(place->done);
        timers_.erase(place);
        due();
    });
}

void StatesRoom::drain() {
    world_.drain();
    for (Timer& timer : std::exchange(timers_, {}))
        timer.done();
}

}  // namespace coworks::local::states
