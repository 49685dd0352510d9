#include "cli/mocks.hpp"

#include <algorithm>
#include <utility>

#include "asl/check/missing.hpp"
#include "base/in_order.hpp"

namespace coworks::cli {
namespace {

using TaskKind = project::MockableState::Kind;

std::vector<project::MockableState> mockable_states(asl::StateMachine const& machine, Lacks const& lacks) {
    std::vector<project::MockableState> states;
    for (asl::Workflow const* const workflow : machine.workflows) {
        for (asl::State const& state : workflow->states) {
            project::MockableState& made = states.emplace_back(project::MockableState{.name = state.name});
            auto const* const task = std::get_if<asl::TaskState>(&state.body);
            if (task == nullptr) continue;
            asl::Resource const& resource = task->resource;
            made.kind = lacks(resource) ? TaskKind::missing : TaskKind::here;
            made.resource =
                resource.via == asl::Resource::Via::service ? resource.service + ":" + resource.action : resource.arn;
        }
    }
    return states;
}

}  // namespace

MocksText read_mocks_text(std::string shown, std::string source) {
    MocksText out{.shown = std::move(shown), .source = std::move(source), .mocks = {}, .faults = {}};
    auto read = project::read_mocks(out.source, out.shown);
    out.mocks = std::move(read.mocks);
    out.faults = std::move(read.faults);
    return out;
}

asl::FindMore compare_with(MocksText& mocks, Lacks lacks) {
    return [&mocks, lacks = std::move(lacks)](asl::StateMachine const& machine, std::vector<asl::Finding>& findings) {
        auto faults = project::check_mocks(mocks.mocks, mockable_states(machine, lacks));
        mocks.faults.insert(mocks.faults.end(), std::make_move_iterator(faults.begin()),
                            std::make_move_iterator(faults.end()));
        sort_by_place(mocks.faults);
        for (asl::Finding& finding :
             asl::missing_services(machine, [&](asl::State const& state, asl::Resource const& resource) {
                 return !mocks.mocks.states.contains(state.name) && lacks(resource);
             })) {
            if (!mocks.shown.empty())
                finding.remedy =
                    "give each of these states an answer in " + mocks.shown + ", such as STATE: {Return: {}}";
            findings.push_back(std::move(finding));
        }
    };
}

std::string states_of(project::Mocks const& mocks) {
    std::string out;
    for (auto const& [state, ignored] : mocks.states)
        out += (out.empty() ? "" : ", ") + state;
    return out;
}

}  // namespace coworks::cli
