#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "local/emulator/paging.hpp"
#include "local/states/api/machines.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
constexpr std::size_t kAliasesMax = 100;

Fault bad_routing(std::string message) {
    return invalid_request(std::move(message), "INVALID_ROUTING_CONFIGURATION");
}

/// A routing configuration that holds: whose versions, and which.
struct Routing {
    Machine const* machine = nullptr;
    std::vector<Alias::Route> routes;
};

Outcome<Routing> read_routing(Rooms const& rooms, Json const& given) {
    std::vector<std::string> arns;
    std::vector<std::int64_t> weights;
    for (Json const& item : given.items()) {
        arns.emplace_back(item["stateMachineVersionArn"].as_string());
        weights.push_back(item["weight"].as_int64());
    }
    std::string const received = fmt::format("Received: [{}]", fmt::join(arns, ", "));
    if (std::set<std::string>(arns.begin(), arns.end()).size() < arns.size())
        return tl::unexpected(
            bad_routing("Routing configuration must contain distinct state machine version ARNs. " + received));
    std::int64_t sum = 0;
    for (auto const weight : weights)
        sum += weight;
    if (sum != 100)
        return tl::unexpected(bad_routing(fmt::format(
            "Sum of routing configuration weights must equal 100. Received: [{}]", fmt::join(weights, ", "))));
    Routing routing;
    for (std::size_t i = 0; i < arns.size(); ++i) {
        auto const arn = parse_machine_arn(arns[i]);
        Machine const* const machine = arn ? rooms.registry.machine(arn->machine) : nullptr;
        if (machine == nullptr || !arn->version() || !machine->versions.contains(*arn->version()))
            return tl::unexpected(
                bad_routing("Routing configuration must contain state machine version ARNs. " + received));
        if (routing.machine != nullptr && routing.machine != machine)
            return tl::unexpected(bad_routing(
                "Routing configuration must contain state machine version ARNs of one state machine. " + received));
        routing.machine = machine;
        routing.routes.push_back({.version = *arn->version(), .weight = weights[i]});
    }
    return routing;
}

/// An alias by its ARN. Refused: anything that is no alias' ARN.
struct Found {
    Machine const* machine = nullptr;
    Alias const* alias = nullptr;
};

Outcome<Found> find_alias(Rooms const& rooms, Json const& request) {
    auto const arn = parse_machine_arn(request["stateMachineAliasArn"].as_string());
    if (!arn) return tl::unexpected(arn.error());
    if (arn->qualifier.empty() || arn->version() || !arn->label.empty())
        return refuse("InvalidArn", fmt::format("Invalid Arn: '{}'", arn->text));
    Found found{.machine = rooms.registry.machine(arn->machine)};
    if (found.machine == nullptr) return found;
    auto const alias = found.machine->aliases.find(arn->qualifier);
    if (alias != found.machine->aliases.end()) found.alias = &alias->second;
    return found;
}

Fault alias_unknown() {
    return {"ResourceNotFound", "Request references a resource that does not exist."};
}

Outcome<Decided> decide_create_alias(Rooms& rooms, Json const& request) {
    Call const call{.request = request, .answer = {}, .abandoned = {}};
    auto const routing = read_routing(rooms, request["routingConfiguration"]);
    if (!routing) return tl::unexpected(routing.error());
    Machine machine = *routing->machine;
    if (machine.deleting)
        return refuse("StateMachineDeleting", fmt::format("State Machine is being deleted: '{}'", machine.arn));
    std::string const name = call.text("name");
    auto const answer = [&](Alias const& alias) {
        return Json::object(
            {{"stateMachineAliasArn", machine.alias_arn(name)}, {"creationDate", to_api(alias.created)}});
    };
    if (auto const existing = machine.aliases.find(name); existing != machine.aliases.end()) {
        Alias const& alias = existing->second;
        if (alias.routes != routing->routes || alias.description != call.text("description")) {
            return refuse("ConflictException",
                          "Failed to create alias because an alias with the same name and a different routing "
                          "configuration already exists.");
        }
        return Decided{.change = {}, .answer = answer(alias)};
    }
    if (machine.aliases.size() >= kAliasesMax)
        return refuse("ServiceQuotaExceededException",
                      fmt::format("'{}' can't have more than {} aliases", machine.arn, kAliasesMax));
    Alias const alias{
        .name = name, .description = call.text("description"), .routes = routing->routes, .created = rooms.clock.now()};
    Decided decided{.change = {}, .answer = answer(alias)};
    machine.aliases[name] = alias;
    decided.change.put = std::move(machine);
    return decided;
}

Outcome<Decided> decide_update_alias(Rooms& rooms, Json const& request) {
    auto const found = find_alias(rooms, request);
    if (!found) return tl::unexpected(found.error());
    Json const& routes = request["routingConfiguration"];
    Json const& description = request["description"];
    if (routes.is_null() && description.is_null()) {
        return tl::unexpected(invalid_request("Either the description or the RoutingConfiguration must be specified",
                                              "MISSING_REQUIRED_PARAMETER"));
    }
    if (found->alias == nullptr) return tl::unexpected(alias_unknown());
    Alias alias = *found->alias;
    if (!routes.is_null()) {
        auto routing = read_routing(rooms, routes);
        if (!routing) return tl::unexpected(routing.error());
        if (routing->machine != found->machine)
            return tl::unexpected(
                bad_routing("Routing configuration must contain versions of the alias' state machine."));
        alias.routes = std::move(routing->routes);
    }
    if (!description.is_null()) alias.description = description.as_string();
    alias.updated = rooms.clock.now();
    Decided decided{.change = {}, .answer = Json::object({{"updateDate", to_api(*alias.updated)}})};
    decided.change.put = *found->machine;
    decided.change.put->aliases[alias.name] = std::move(alias);
    return decided;
}

Outcome<Decided> decide_delete_alias(Rooms& rooms, Json const& request) {
    auto const found = find_alias(rooms, request);
    if (!found) return tl::unexpected(found.error());
    Decided decided;
    if (found->alias == nullptr) return decided;
    decided.change.put = *found->machine;
    decided.change.put->aliases.erase(found->alias->name);
    return decided;
}

}  // namespace

static void create_state_machine_alias(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_create_alias);
}

static void update_state_machine_alias(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_update_alias);
}

static void delete_state_machine_alias(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_delete_alias);
}

static void describe_state_machine_alias(Rooms& rooms, Call&& call) {
    auto const found = find_alias(rooms, call.request);
    if (!found) return call.answer(tl::unexpected(found.error()));
    if (found->alias == nullptr) return call.answer(tl::unexpected(alias_unknown()));
    Alias const& alias = *found->alias;
    Json::ArrayBuilder routes;
    for (Alias::Route const& route : alias.routes)
        routes.push_back(Json::object(
            {{"stateMachineVersionArn", found->machine->version_arn(route.version)}, {"weight", route.weight}}));
    Json::ObjectBuilder made;
    made.set("stateMachineAliasArn", found->machine->alias_arn(alias.name));
    made.set("name", alias.name);
    if (!alias.description.empty()) made.set("description", alias.description);
    made.set("routingConfiguration", routes.finish());
    made.set("creationDate", to_api(alias.created));
    made.set("updateDate", to_api(alias.updated.value_or(alias.created)));
    call.answer(made.finish());
}

static void list_state_machine_aliases(Rooms& rooms, Call&& call) {
    auto const arn = parse_machine_arn(call.text("stateMachineArn"));
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    Machine const* const machine = arn->label.empty() ? rooms.registry.machine(arn->machine) : nullptr;
    bool const known =
        machine != nullptr && (arn->plain() || (arn->version() && machine->versions.contains(*arn->version())));
    if (!known) return call.answer(tl::unexpected(machine_unknown(arn->text)));
    // In the order in which they were made; those of one version alone, if it is asked for.
    std::vector<Alias const*> aliases;
    for (auto const& [name, alias] : machine->aliases) {
        bool const wanted = !arn->version() || std::ranges::any_of(alias.routes, [&](Alias::Route const& route) {
            return route.version == *arn->version();
        });
        if (wanted) aliases.push_back(&alias);
    }
    std::ranges::sort(aliases, {},
                      [](Alias const* alias) { return std::pair(alias->created, std::string_view(alias->name)); });
    call.answer(emulator::page_of(
        call.request, "aliases " + arn->text, "stateMachineAliases", aliases,
        [](Alias const* alias) { return emulator::page_key(alias->created.time_since_epoch().count()) + alias->name; },
        [&](Alias const* alias) {
            return Json::object(
                {{"stateMachineAliasArn", machine->alias_arn(alias->name)}, {"creationDate", to_api(alias->created)}});
        }));
}

std::span<Operation const> alias_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"CreateStateMachineAlias", create_state_machine_alias},
        {"UpdateStateMachineAlias", update_state_machine_alias},
        {"DeleteStateMachineAlias", delete_state_machine_alias},
        {"DescribeStateMachineAlias", describe_state_machine_alias},
        {"ListStateMachineAliases", list_state_machine_aliases},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
