#include "asl/check/advice.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "asl/check/checker.hpp"
#include "asl/compile.hpp"
#include "asl/task_parameters.hpp"

namespace coworks::asl {
namespace {

using checking::Place;

class Adviser {
public:
    explicit Adviser(Limits const& limits) : limits_(limits) {}

    void workflow(Json const& workflow, Place const& place, QueryLanguage machine, std::size_t depth) {
        Json const& states = workflow["States"];
        if (!states.is_object() || depth > limits_.nesting) return;
        for (auto const& member : states.members()) {
            Json const& state = member.value;
            if (!state.is_object()) continue;
            Place const here = place.member("States").member(member.name());
            if (state["Type"] == Json("Task")) task(state, here, checking::language_of(state, machine));
            for (auto const* const nested : {"ItemProcessor", "Iterator"})
                if (state[nested].is_object()) this->workflow(state[nested], here.member(nested), machine, depth + 1);
            Json const& branches = state["Branches"];
            if (!branches.is_array()) continue;
            for (std::size_t i = 0; i < branches.size(); ++i)
                if (branches[i].is_object())
                    this->workflow(branches[i], here.member("Branches").item(i), machine, depth + 1);
        }
    }

    std::vector<Finding> take() { return std::move(findings_); }

private:
    /// Parameters that are written out; what an expression or the state's input gives is known when it runs.
    void task(Json const& state, Place const& place, QueryLanguage language) {
        auto const* const field = language == QueryLanguage::jsonata ? "Arguments" : "Parameters";
        Json const& parameters = state[field];
        Json const& arn = state["Resource"];
        auto const resource = arn.is_string() ? parse_resource(arn.as_string()) : std::nullopt;
        if (!resource || !parameters.is_object()) return;
        std::vector<std::string_view> names;
        for (auto const& member : parameters.members()) {
            auto name = member.name();
            if (language == QueryLanguage::jsonpath && name.ends_with(".$")) name.remove_suffix(2);
            names.push_back(name);
        }
        auto const faults = parameter_faults(*resource, names);
        Place const here = place.member(field);
        for (auto const& fault : faults.unsupported) {
            bool const computed = !parameters.contains(fault.name);
            warn("UNSUPPORTED_PARAMETER", here.member(std::string(fault.name) + (computed ? ".$" : "")), fault.text,
                 fault.meant.empty() ? "" : "did you mean '" + std::string(fault.meant) + "'?");
        }
        for (auto const& fault : faults.missing)
            warn("MISSING_PARAMETER", here, fault, "");
    }

    void warn(std::string_view code, Place const& place, std::string message, std::string remedy) {
        findings_.push_back({.severity = Finding::Severity::warning,
                             .code = std::string(code),
                             .message = std::move(message) + ": the state will fail",
                             .location = place.location,
                             .pointer = place.pointer,
                             .remedy = std::move(remedy)});
    }

    Limits const& limits_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> advise(Json const& definition, Limits const& limits) {
    Adviser adviser(limits);
    if (definition.is_object())
        adviser.workflow(definition, {}, checking::language_of(definition, QueryLanguage::jsonpath), 0);
    return adviser.take();
}

}  // namespace coworks::asl
