#include "local/states/api/machines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "asl/check/check.hpp"
#include "local/emulator/paging.hpp"
#include "local/states/api/definitions.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/api/request.hpp"
#include "local/states/api/tags.hpp"

namespace coworks::local::states::api {

namespace {

constexpr std::string_view kInitial = "INITIAL";
// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
constexpr std::size_t kVersionsMax = 1000;
constexpr std::size_t kMachinesMax = 100'000;

std::string_view type_name(asl::ExecutionType type) {
    return type == asl::ExecutionType::express ? "EXPRESS" : "STANDARD";
}

/// The configuration with its defaults, as descriptions show it.
Json logging_of(Json const& given) {
    Json logging = Json::object({{"level", "OFF"}, {"includeExecutionData", false}});
    if (!given.is_object()) return logging;
    for (auto const& member : given.members()) {
        if (!member.value.is_null()) logging = std::move(logging).with(member.name(), member.value);
    }
    return logging;
}

Json tracing_of(Json const& given) {
    return Json::object({{"enabled", given["enabled"].is_bool() && given["enabled"].as_bool()}});
}

/// arn:PARTITION:iam::ACCOUNT:role/…
std::optional<Fault> refuse_role(std::string_view arn) {
    auto const iam = arn.find(":iam::");
    if (arn.starts_with("arn:") && iam != std::string_view::npos && arn.find(":role/", iam) != std::string_view::npos)
        return std::nullopt;
    return Fault("InvalidArn", fmt::format("Invalid Role Arn: '{}'", arn));
}

struct Made {
    std::string name;
    std::string arn;
    asl::ExecutionType type = asl::ExecutionType::standard;
    Json logging;
    Json tracing;
};

bool same_machine(Registry const& registry, Machine const& machine, Made const& wanted, std::string_view definition) {
    Revision const& current = *registry.described(machine.revision);
    return machine.type == wanted.type && current.definition == definition && current.logging == wanted.logging &&
           current.tracing == wanted.tracing;
}

Decided created(Machine machine, RegistryChange change, std::optional<Version> const& version) {
    Json answer = Json::object({{"stateMachineArn", machine.arn}, {"creationDate", to_api(machine.created)}});
    if (version) answer = std::move(answer).with("stateMachineVersionArn", machine.version_arn(version->number));
    change.put = std::move(machine);
    return {.change = std::move(change), .answer = std::move(answer)};
}

/// CreateStateMachine is idempotent by name, definition, type, logging and tracing; what else is different in the
/// request is ignored (API reference).
Outcome<Decided> create_again(Rooms const& rooms, Machine machine, Json const& request, Made const& wanted) {
    if (machine.deleting)
        return refuse("StateMachineDeleting", fmt::format("State Machine is being deleted: '{}'", machine.arn));
    if (!same_machine(rooms.registry, machine, wanted, request["definition"].as_string()))
        return refuse("StateMachineAlreadyExists", fmt::format("State Machine Already Exists: '{}'", machine.arn));
    std::optional<Version> version;
    if (request["publish"] == Json(true)) {
        auto published =
            publish(machine, Call{.request = request, .answer = {}, .abandoned = {}}.text("versionDescription"),
                    rooms.clock.now());
        if (!published) return tl::unexpected(published.error());
        version = *published;
    }
    return created(std::move(machine), {}, version);
}

Outcome<Decided> decide_create_machine(Rooms& rooms, Json const& request) {
    if (auto fault = refuse_create(request)) return tl::unexpected(*std::move(fault));
    Call const call{.request = request, .answer = {}, .abandoned = {}};
    Made const wanted{
        .name = call.text("name"),
        .arn = rooms.arn("stateMachine", call.text("name")),
        .type = call.text("type") == "EXPRESS" ? asl::ExecutionType::express : asl::ExecutionType::standard,
        .logging = logging_of(request["loggingConfiguration"]),
        .tracing = tracing_of(request["tracingConfiguration"])};
    if (auto fault = refuse_name(wanted.name)) return tl::unexpected(*std::move(fault));
    if (auto fault = refuse_role(call.text("roleArn"))) return tl::unexpected(*std::move(fault));
    if (auto fault = refuse_encryption(request)) return tl::unexpected(*std::move(fault));
    if (Machine const* const existing = rooms.registry.machine(wanted.arn))
        return create_again(rooms, *existing, request, wanted);

    auto definition = read_definition(rooms, wanted.name, call.text("definition"), wanted.type);
    if (!definition) return tl::unexpected(definition.error());
    auto tags = with_tags({}, request["tags"], wanted.arn);
    if (!tags) return tl::unexpected(tags.error());
    if (rooms.registry.machines().size() >= kMachinesMax)
        return refuse("StateMachineLimitExceeded", "The maximum number of state machines has been reached");

    auto const now = rooms.clock.now();
    Machine machine{.id = rooms.registry.next_machine(),
                    .name = wanted.name,
                    .arn = wanted.arn,
                    .type = wanted.type,
                    .revision = rooms.registry.next_revision(),
                    .created = now,
                    .versions = {},
                    .aliases = {},
                    .tags = *std::move(tags)};
    RegistryChange change;
    change.revised = now;
    change.revision = std::make_shared<Revision>(Revision{.id = machine.revision,
                                                          .machine_id = machine.id,
                                                          .revision_id = std::string(kInitial),
                                                          .machine_arn = wanted.arn,
                                                          .machine_name = wanted.name,
                                                          .role_arn = call.text("roleArn"),
                                                          .type = wanted.type,
                                                          .definition = call.text("definition"),
                                                          .machine = *std::move(definition),
                                                          .logging = wanted.logging,
                                                          .tracing = wanted.tracing});
    std::optional<Version> version;
    if (call.flag("publish")) {
        auto published = publish(machine, call.text("versionDescription"), now);
        if (!published) return tl::unexpected(published.error());
        version = *published;
    }
    return created(std::move(machine), std::move(change), version);
}

/// The revision that an update makes of another; nothing if it changes nothing. Definitions that differ in their white
/// space alone are the same.
Outcome<std::shared_ptr<Revision>> revise(Rooms& rooms, Revision const& old, Call const& call) {
    auto revision = std::make_shared<Revision>(old);
    if (!call.request["definition"].is_null()) {
        auto machine = read_definition(rooms, old.machine_name, call.text("definition"), old.type);
        if (!machine) return tl::unexpected(machine.error());
        if ((*machine)->source != Json::parse(old.definition)) {
            revision->definition = call.text("definition");
            revision->machine = *std::move(machine);
        }
    }
    if (!call.request["roleArn"].is_null()) revision->role_arn = call.text("roleArn");
    if (!call.request["loggingConfiguration"].is_null())
        revision->logging = logging_of(call.request["loggingConfiguration"]);
    if (!call.request["tracingConfiguration"].is_null())
        revision->tracing = tracing_of(call.request["tracingConfiguration"]);
    bool const same = revision->definition == old.definition && revision->role_arn == old.role_arn &&
                      revision->logging == old.logging && revision->tracing == old.tracing;
    if (same) return nullptr;
    revision->id = rooms.registry.next_revision();
    revision->revision_id = rooms.random.uuid();
    return revision;
}

Outcome<Decided> decide_update_machine(Rooms& rooms, Json const& request) {
    Call const call{.request = request, .answer = {}, .abandoned = {}};
    auto const found = changeable_machine(rooms, call.text("stateMachineArn"));
    if (!found) return tl::unexpected(found.error());
    if (auto fault = refuse_update(request)) return tl::unexpected(*std::move(fault));
    if (!request["roleArn"].is_null()) {
        if (auto fault = refuse_role(call.text("roleArn"))) return tl::unexpected(*std::move(fault));
    }
    if (auto fault = refuse_encryption(request)) return tl::unexpected(*std::move(fault));

    Machine machine = **found;
    auto const old = rooms.registry.revision(machine.revision);
    if (!old)
        return tl::unexpected(
            internal({.code = "corrupt", .message = "its definition can't be read any more", .where = machine.arn}));
    auto revised = revise(rooms, *old, call);
    if (!revised) return tl::unexpected(revised.error());
    auto const now = rooms.clock.now();
    Decided decided{.change = {}, .answer = Json::object({{"updateDate", to_api(now)}})};
    std::string revision_id = old->revision_id;
    if (*revised != nullptr) {
        revision_id = (*revised)->revision_id;
        machine.revision = (*revised)->id;
        decided.change.revision = *std::move(revised);
        decided.change.revised = now;
    }
    if (revision_id != kInitial) decided.answer = std::move(decided.answer).with("revisionId", revision_id);
    if (call.flag("publish")) {
        auto const version = publish(machine, call.text("versionDescription"), now);
        if (!version) return tl::unexpected(version.error());
        decided.answer = std::move(decided.answer).with("stateMachineVersionArn", machine.version_arn(version->number));
    }
    decided.change.put = std::move(machine);
    return decided;
}

}  // namespace

std::optional<Fault> refuse_encryption(Json const& request) {
    Json const& type = request["encryptionConfiguration"]["type"];
    if (type.is_null() || type.as_string() == "AWS_OWNED_KEY") return std::nullopt;
    return Fault("InvalidEncryptionConfiguration",
                 "Invalid Encryption Configuration: the local cloud has no keys of a key management service");
}

Fault machine_unknown(std::string_view arn) {
    return {"StateMachineDoesNotExist", fmt::format("State Machine Does Not Exist: '{}'", arn)};
}

Outcome<Machine const*> changeable_machine(Rooms const& rooms, std::string_view arn) {
    auto const parsed = parse_machine_arn(arn);
    if (!parsed) return tl::unexpected(parsed.error());
    if (!parsed->label.empty()) return tl::unexpected(label_unsupported());
    Machine const* const machine = parsed->plain() ? rooms.registry.machine(parsed->machine) : nullptr;
    if (machine == nullptr) return tl::unexpected(machine_unknown(arn));
    if (machine->deleting)
        return refuse("StateMachineDeleting", fmt::format("State Machine is being deleted: '{}'", arn));
    return machine;
}

Outcome<Version> publish(Machine& machine, std::string description, Clock::Time now) {
    if (Version const* const published = machine.version_of(machine.revision)) return *published;
    if (machine.versions.size() >= kVersionsMax)
        return refuse("ServiceQuotaExceededException",
                      fmt::format("'{}' can't have more than {} versions", machine.arn, kVersionsMax));
    Version version{.number = ++machine.last_version,
                    .revision = machine.revision,
                    .description = std::move(description),
                    .created = now};
    machine.versions[version.number] = version;
    return version;
}

Json::ObjectBuilder describe_revision(Rooms const& rooms, Revision const& revision, Json const& request) {
    bool const whole = request["includedData"] != Json("METADATA_ONLY");
    Json::ObjectBuilder made;
    made.set("name", revision.machine_name);
    // API reference, DescribeStateMachine, "definition": {} if includedData is METADATA_ONLY.
    made.set("definition", whole ? revision.definition : "{}");
    made.set("roleArn", revision.role_arn);
    made.set("loggingConfiguration", logging_of(revision.logging));
    made.set("tracingConfiguration", tracing_of(revision.tracing));
    made.set("encryptionConfiguration", Json::object({{"type", "AWS_OWNED_KEY"}}));
    if (revision.revision_id != kInitial) made.set("revisionId", revision.revision_id);
    if (whole) {
        Json references = asl::variable_references(Json::parse(revision.definition), rooms.limits);
        if (!references.empty()) made.set("variableReferences", std::move(references));
    }
    return made;
}

static void create_state_machine(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_create_machine);
}

static void update_state_machine(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_update_machine);
}

static void describe_state_machine(Rooms& rooms, Call&& call) {
    auto const arn = parse_machine_arn(call.text("stateMachineArn"));
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    Machine const* const machine = rooms.registry.machine(arn->machine);
    Version const* version = nullptr;
    if (machine != nullptr && arn->version()) {
        auto const found = machine->versions.find(*arn->version());
        version = found == machine->versions.end() ? nullptr : &found->second;
    }
    if (machine == nullptr || (!arn->qualifier.empty() && version == nullptr))
        return call.answer(tl::unexpected(machine_unknown(arn->text)));
    Revision const& revision = *rooms.registry.described(version != nullptr ? version->revision : machine->revision);
    auto made = describe_revision(rooms, revision, call.request);
    made.set("stateMachineArn", arn->text);
    made.set("status", machine->deleting ? "DELETING" : "ACTIVE");
    made.set("type", type_name(machine->type));
    made.set("creationDate", to_api(version != nullptr ? version->created : machine->created));
    if (!arn->label.empty()) made.set("label", arn->label);
    if (version != nullptr && !version->description.empty()) made.set("description", version->description);
    call.answer(made.finish());
}

static void list_state_machines(Rooms& rooms, Call&& call) {
    call.answer(emulator::page_of(
        call.request, "machines", "stateMachines", rooms.registry.machines(),
        [](auto const& each) { return each.first; },
        [](auto const& each) {
            Machine const& machine = each.second;
            return Json::object({{"stateMachineArn", machine.arn},
                                 {"name", machine.name},
                                 {"type", type_name(machine.type)},
                                 {"creationDate", to_api(machine.created)}});
        }));
}

std::span<Operation const> machine_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"CreateStateMachine", create_state_machine},
        {"UpdateStateMachine", update_state_machine},
        {"DescribeStateMachine", describe_state_machine},
        {"ListStateMachines", list_state_machines},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
