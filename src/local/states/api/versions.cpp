#include <fmt/format.h>

#include <array>
#include <limits>
#include <ranges>

#include "local/emulator/paging.hpp"
#include "local/states/api/machines.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

Outcome<Decided> decide_publish(Rooms& rooms, Json const& request) {
    Call const call{.request = request, .answer = {}, .abandoned = {}};
    auto const found = changeable_machine(rooms, call.text("stateMachineArn"));
    if (!found) return tl::unexpected(found.error());
    Machine machine = **found;
    std::string const& current = rooms.registry.described(machine.revision)->revision_id;
    std::string const wanted = call.text("revisionId");
    if (!request["revisionId"].is_null() && wanted != current) {
        return refuse("ConflictException",
                      fmt::format("Failed to publish the State Machine version for revision {}. The current State "
                                  "Machine revision is {}.",
                                  wanted, current));
    }
    auto const version = publish(machine, call.text("description"), rooms.clock.now());
    if (!version) return tl::unexpected(version.error());
    Decided decided;
    decided.answer = Json::object(
        {{"stateMachineVersionArn", machine.version_arn(version->number)}, {"creationDate", to_api(version->created)}});
    decided.change.put = std::move(machine);
    return decided;
}

Outcome<Decided> decide_delete_version(Rooms& rooms, Json const& request) {
    auto const arn = parse_machine_arn(request["stateMachineVersionArn"].as_string());
    if (!arn) return tl::unexpected(arn.error());
    if (!arn->version())
        return refuse("ValidationException", fmt::format("Invalid state machine version ARN: '{}'", arn->text));
    Machine const* const found = rooms.registry.machine(arn->machine);
    auto const number = *arn->version();
    Decided decided;
    if (found == nullptr || !found->versions.contains(number)) return decided;
    std::string names;
    for (auto const& [name, alias] : found->aliases) {
        bool const routed =
            std::ranges::any_of(alias.routes, [&](Alias::Route const& route) { return route.version == number; });
        if (routed) names += (names.empty() ? "" : ", ") + name;
    }
    if (!names.empty()) {
        return refuse("ConflictException",
                      fmt::format("Version to be deleted must not be referenced by an alias. Current list of aliases "
                                  "referencing this version: [{}]",
                                  names));
    }
    decided.change.put = *found;
    decided.change.put->versions.erase(number);
    return decided;
}

}  // namespace

static void publish_state_machine_version(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_publish);
}

static void delete_state_machine_version(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_delete_version);
}

static void list_state_machine_versions(Rooms& rooms, Call&& call) {
    auto const arn = parse_machine_arn(call.text("stateMachineArn"));
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    Machine const* const machine = arn->plain() ? rooms.registry.machine(arn->machine) : nullptr;
    if (machine == nullptr) return call.answer(tl::unexpected(machine_unknown(arn->text)));
    call.answer(emulator::page_of(
        call.request, "versions " + machine->arn, "stateMachineVersions", std::views::reverse(machine->versions),
        [](auto const& each) { return emulator::page_key(std::numeric_limits<std::int64_t>::max() - each.first); },
        [&](auto const& each) {
            return Json::object({{"stateMachineVersionArn", machine->version_arn(each.first)},
                                 {"creationDate", to_api(each.second.created)}});
        }));
}

std::span<Operation const> version_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"PublishStateMachineVersion", publish_state_machine_version},
        {"DeleteStateMachineVersion", delete_state_machine_version},
        {"ListStateMachineVersions", list_state_machine_versions},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
