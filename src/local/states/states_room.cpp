#include "local/states/states_room.hpp"

#include <utility>

#include "local/states/api/delete_machine.hpp"
#include "local/states/api/start.hpp"

namespace coworks::local::states {

Result<std::unique_ptr<StatesRoom>> StatesRoom::open(emulator::Surroundings const& around, StatesOptions options) {
    auto data = emulator::Data::open(around.loop, around.file("states.db"));
    if (!data) return tl::unexpected(data.error());
    auto registry = Registry::open((*data)->database());
    if (!registry) return tl::unexpected(registry.error());
    auto journal = Journal::open(*std::move(data));
    if (!journal) return tl::unexpected(journal.error());
    return std::unique_ptr<StatesRoom>(
        new StatesRoom(around, std::move(options), *std::move(registry), *std::move(journal)));
}

void StatesRoom::begin() {
    executor_.recover([this](Result<std::size_t> const& taken_up) {
        if (!taken_up) actions_.trouble("open executions can't be taken up", taken_up.error());
        api::resume_deletions(rooms_);
        if (on_taken_up_) on_taken_up_(taken_up);
        ServiceRoom::begin();
    });
}

StatesRoom::StatesRoom(emulator::Surroundings const& around, StatesOptions options, std::unique_ptr<Registry> registry,
                       std::unique_ptr<Journal> journal)
    : ServiceRoom(
          aws::model::service("sfn"), around.random,
          [this](std::string_view operation) { return api::operations().find(rooms_, operation); }, api::kApiOptions),
      registry_(std::move(registry)),
      journal_(std::move(journal)),
      map_files_(options.objects == nullptr ? nullptr : std::make_unique<MapFiles>(around.loop, *options.objects)),
      actions_({.loop = around.loop,
                .clock = around.clock,
                .random = around.random,
                .function_prefix = around.place.arn("lambda", "function:"),
                .functions = options.functions,
                .targets = around.targets,
                .integrations = std::move(options.integrations),
                .storage = map_files_.get(),
                .logs = around.logs,
                .find_machine = [this](std::string_view arn) { return find_machine(arn); },
                .has_activity = [this](std::string_view arn) { return registry_->activity(arn) != nullptr; }}),
      executor_(around.loop, around.clock, around.random, *journal_, *registry_, actions_,
                {.place = around.place, .keep = options.keep}),
      timers_(around.loop),
      on_taken_up_(std::move(options.on_taken_up)),
      rooms_(api_rooms(around)) {
    registry_->write_to([this](store::GroupCommit::Work work, std::function<void(Result<void>)> done) {
        journal_->run(std::move(work), std::move(done));
    });
    actions_.serve(executor_, *journal_);
}

StatesRoom::~StatesRoom() {
    executor_.stop();
    journal_->close();
}

api::Rooms StatesRoom::api_rooms(emulator::Surroundings const& around) {
    return {
        .clock = around.clock,
        .random = around.random,
        .registry = *registry_,
        .executor = executor_,
        .journal = *journal_,
        .tokens = actions_.tokens(),
        .timers = timers_,
        .unsupported = [this](asl::Resource const& resource) { return actions_.unsupported(resource); },
        .mocked = [this](std::string_view machine,
                         std::string_view state) { return actions_.mocked().has(machine, state); },
        .warn = [this](std::string_view machine, asl::Finding const& warning) { actions_.warn_of(machine, warning); },
        .perform =
            [this](asl::Resource const& resource, Json arguments, std::function<void(asl::TaskAnswer)> done) {
                actions_.perform(resource, std::move(arguments), std::move(done));
            },
        .place = around.place};
}

tl::expected<StartRequest, StartRefusal> StatesRoom::find_machine(std::string_view arn) {
    auto order = api::find_start_request(rooms_, arn);
    if (!order) return tl::unexpected(StartRefusal{order.error().code, order.error().message});
    return *std::move(order);
}

void StatesRoom::drain() {
    actions_.drain();
    timers_.hurry();
}

}  // namespace coworks::local::states
