#include "local/states/api/definitions.hpp"

#include <algorithm>

#include "asl/loader.hpp"

namespace coworks::local::states::api {

namespace {

/// A JSON pointer as the findings name places: what follows "Branches" is an index.
std::string location_of(std::string_view pointer) {
    std::string location;
    std::string previous;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        auto const end = std::min(pointer.find('/'), pointer.size());
        std::string segment(pointer.substr(0, end));
        pointer.remove_prefix(end);
        if (previous == "Branches" && location.ends_with(previous)) {
            location += "[" + segment + "]";
        } else {
            for (auto const& [escaped, plain] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
                for (auto at = segment.find(escaped); at != std::string::npos; at = segment.find(escaped, at + 1))
                    segment.replace(at, 2, plain);
            }
            location += "/" + segment;
        }
        previous = std::move(segment);
    }
    return location;
}

class Resources {
public:
    Resources(Rooms const& rooms, std::vector<asl::Finding>& findings) : rooms_(rooms), findings_(findings) {}

    void see(asl::State const& state) {
        if (auto const* const task = std::get_if<asl::TaskState>(&state.body)) see(task->resource, state, "");
        auto const* const map = std::get_if<asl::MapState>(&state.body);
        if (map == nullptr) return;
        if (map->reader) see(map->reader->resource, state, "/ItemReader");
        if (map->writer && map->writer->resource) see(*map->writer->resource, state, "/ResultWriter");
    }

private:
    void see(asl::Resource const& resource, asl::State const& state, std::string_view within) {
        if (!rooms_.unsupported) return;
        auto const why = rooms_.unsupported(resource);
        if (!why) return;
        std::string const pointer = state.pointer + std::string(within) + "/Resource";
        findings_.push_back({.code = "SCHEMA_VALIDATION_FAILED",
                             .message = "The resource provided " + resource.arn + " is not available: " + *why,
                             .location = location_of(pointer),
                             .pointer = pointer});
    }

    Rooms const& rooms_;
    std::vector<asl::Finding>& findings_;
};

bool has_error(std::vector<asl::Finding> const& findings) {
    return std::ranges::any_of(findings,
                               [](asl::Finding const& each) { return each.severity == asl::Finding::Severity::error; });
}

/// Findings and, if none of them is an error, the definition's tree.
std::shared_ptr<asl::StateMachine const> read(Rooms const& rooms, std::string_view definition, asl::ExecutionType type,
                                              std::vector<asl::Finding>& findings) {
    findings = asl::validate_text(definition, type, rooms.limits);
    if (has_error(findings)) return nullptr;
    auto machine = asl::load(Json::parse(definition), rooms.limits);
    if (!machine) {
        findings.push_back({.code = "SCHEMA_VALIDATION_FAILED",
                            .message = machine.error().message,
                            .location = location_of(machine.error().where),
                            .pointer = machine.error().where});
        return nullptr;
    }
    Resources resources(rooms, findings);
    for (asl::Workflow const* const workflow : (*machine)->workflows) {
        for (asl::State const& state : workflow->states)
            resources.see(state);
    }
    return has_error(findings) ? nullptr : *machine;
}

}  // namespace

Outcome<std::shared_ptr<asl::StateMachine const>> read_definition(Rooms const& rooms, std::string_view definition,
                                                                  asl::ExecutionType type) {
    std::vector<asl::Finding> findings;
    auto machine = read(rooms, definition, type, findings);
    if (machine != nullptr) return machine;
    return refuse("InvalidDefinition", asl::invalid_definition_message(findings));
}

std::vector<asl::Finding> check_definition(Rooms const& rooms, std::string_view definition, asl::ExecutionType type) {
    std::vector<asl::Finding> findings;
    read(rooms, definition, type, findings);
    return findings;
}

}  // namespace coworks::local::states::api
