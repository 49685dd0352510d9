#include "local/states/api/definitions.hpp"

#include <algorithm>

#include "asl/check/missing.hpp"
#include "asl/check/place.hpp"
#include "asl/loader.hpp"

namespace coworks::local::states::api {

namespace {

/// Where a distributed Map's items come from and its results go: nothing stands in for that.
void see_storage(Rooms const& rooms, asl::State const& state, std::vector<asl::Finding>& findings) {
    auto const* const map = std::get_if<asl::MapState>(&state.body);
    if (map == nullptr || !rooms.unsupported) return;
    auto const see = [&](asl::Resource const& resource, std::string_view within) {
        auto const why = rooms.unsupported(resource);
        if (!why) return;
        std::string const pointer = state.pointer + std::string(within) + "/Resource";
        findings.push_back({.code = "SCHEMA_VALIDATION_FAILED",
                            .message = "The resource provided " + resource.arn + " is not available: " + *why,
                            .location = asl::checking::location_of(pointer),
                            .pointer = pointer});
    };
    if (map->reader) see(map->reader->resource, "/ItemReader");
    if (map->writer && map->writer->resource) see(*map->writer->resource, "/ResultWriter");
}

bool has_error(std::vector<asl::Finding> const& findings) {
    return std::ranges::any_of(findings,
                               [](asl::Finding const& each) { return each.severity == asl::Finding::Severity::error; });
}

/// Findings and, if none of them is an error, the definition's tree.
std::shared_ptr<asl::StateMachine const> read(Rooms const& rooms, std::string_view name, std::string_view definition,
                                              asl::ExecutionType type, std::vector<asl::Finding>& findings) {
    findings = asl::validate_text(definition, type, rooms.limits);
    if (has_error(findings)) return nullptr;
    auto machine = asl::load(Json::parse(definition), rooms.limits);
    if (!machine) {
        findings.push_back({.code = "SCHEMA_VALIDATION_FAILED",
                            .message = machine.error().message,
                            .location = asl::checking::location_of(machine.error().where),
                            .pointer = machine.error().where});
        return nullptr;
    }
    for (asl::Workflow const* const workflow : (*machine)->workflows) {
        for (asl::State const& state : workflow->states)
            see_storage(rooms, state, findings);
    }
    auto const missing = asl::missing_services(**machine, [&](asl::State const& state, asl::Resource const& resource) {
        bool const mocked = rooms.mocked && rooms.mocked(name, state.name);
        return !mocked && rooms.unsupported && rooms.unsupported(resource);
    });
    findings.insert(findings.end(), missing.begin(), missing.end());
    return has_error(findings) ? nullptr : *machine;
}

}  // namespace

Outcome<std::shared_ptr<asl::StateMachine const>> read_definition(Rooms const& rooms, std::string_view name,
                                                                  std::string_view definition,
                                                                  asl::ExecutionType type) {
    std::vector<asl::Finding> findings;
    auto machine = read(rooms, name, definition, type, findings);
    if (machine != nullptr) {
        for (asl::Finding const& finding : findings)
            if (finding.code == asl::kServiceMissing && rooms.warn) rooms.warn(name, finding);
        return machine;
    }
    return refuse("InvalidDefinition", asl::invalid_definition_message(findings));
}

std::vector<asl::Finding> check_definition(Rooms const& rooms, std::string_view definition, asl::ExecutionType type) {
    std::vector<asl::Finding> findings;
    read(rooms, {}, definition, type, findings);
    return findings;
}

}  // namespace coworks::local::states::api
