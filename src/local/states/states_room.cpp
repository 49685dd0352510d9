#include "local/states/states_room.hpp"

#include <utility>

#include "local/states/api/delete_machine.hpp"
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

void StatesRoom::begin() {
    executor_.recover([this](Result<std::size_t> const& taken_up) {
        if (!taken_up) world_.trouble("open executions can't be taken up", taken_up.error());
        api::resume_deletions(rooms_);
        if (on_taken_up_) on_taken_up_(taken_up);
        api_.open();
    });
}

StatesRoom::StatesRoom(boost::asio::io_context& loop, Clock& clock, Random& random, StatesOptions options,
                       StatesNeighbours neighbours, std::unique_ptr<Registry> registry,
                       std::unique_ptr<Journal> journal)
    : registry_(std::move(registry)),
      journal_(std::move(journal)),
      map_files_(neighbours.objects == nullptr ? nullptr : std::make_unique<MapFiles>(loop, *neighbours.objects)),
      world_({.loop = loop,
              .clock = clock,
              .functions = neighbours.functions,
              .targets = neighbours.targets,
              .integrations = std::move(neighbours.integrations),
              .storage = map_files_.get(),
              .logs = neighbours.logs,
              .find_machine = [this](std::string_view arn) { return find_machine(arn); },
              .has_activity = [this](std::string_view arn) { return registry_->activity(arn) != nullptr; }}),
      executor_(loop, clock, random, *journal_, *registry_, world_, {.place = options.place, .keep = options.keep}),
      timers_(loop),
      on_taken_up_(std::move(options.on_taken_up)),
      rooms_(api_rooms(clock, random, options)),
      api_(api::states_api(rooms_)) {
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
    return {.clock = clock,
            .random = random,
            .registry = *registry_,
            .executor = executor_,
            .journal = *journal_,
            .tokens = world_.tokens(),
            .timers = timers_,
            .unsupported = [this](asl::Resource const& resource) { return world_.unsupported(resource); },
            .perform =
                [this](asl::Resource const& resource, Json arguments, std::function<void(asl::TaskAnswer)> done) {
                    world_.perform(resource, std::move(arguments), std::move(done));
                },
            .place = options.place};
}

tl::expected<StartOrder, StartRefusal> StatesRoom::find_machine(std::string_view arn) {
    auto order = api::find_order(rooms_, arn);
    if (!order) return tl::unexpected(StartRefusal{order.error().code, order.error().message});
    return *std::move(order);
}

void StatesRoom::call(std::string_view operation, Json request, std::function<void(aws::Outcome<Json>)> done,
                      std::function<bool()> abandoned) {
    api_.call(operation, {.request = std::move(request), .answer = std::move(done), .abandoned = std::move(abandoned)});
}

void StatesRoom::drain() {
    world_.drain();
    timers_.hurry();
}

}  // namespace coworks::local::states
