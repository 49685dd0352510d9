#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "asl/check/check.hpp"
#include "asl/compile.hpp"
#include "jsonata/jsonata.hpp"
#include "jsonpath/jsonpath.hpp"

namespace coworks::asl {

namespace {

using Names = std::set<std::string>;

/// The names that a JSONata expression reads and neither binds nor calls, but $, $$, $states and the library's.
void jsonata_names(std::string_view text, Names& names) {
    auto const expression = jsonata::compile(jsonata_source(text), jsonata::Dialect::aws);
    if (!expression) return;
    for (jsonata::Reference const& reference : expression->references()) {
        if (reference.called || reference.library || reference.variable.empty() || reference.variable == "$") continue;
        if (reference.variable != "states") names.insert(reference.variable);
    }
}

void jsonpath_names(std::string_view text, Names& names) {
    if (jsonpath::looks_like_call(text)) {
        if (auto const call = jsonpath::Call::parse(text)) call->collect_variables(names);
    } else if (auto const path = jsonpath::Path::parse(text)) {
        if (!path->variable().empty()) names.insert(path->variable());
    }
}

bool is_payload(std::string_view field) {
    static constexpr auto kPayloads = std::to_array<std::string_view>(
        {"Parameters", "ResultSelector", "ItemSelector", "Assign", "BatchInput", "Credentials"});
    return std::ranges::find(kPayloads, field) != kPayloads.end();
}

bool is_workflow(std::string_view field) {
    return field == "ItemProcessor" || field == "Iterator" || field == "Branches";
}

class Collector {
public:
    explicit Collector(Limits const& limits) : limits_(limits) {}

    void workflow(Json const& workflow, QueryLanguage machine, std::size_t depth) {
        Json const& states = workflow["States"];
        if (!states.is_object() || depth > limits_.nesting) return;
        for (auto const& member : states.members()) {
            Json const& state = member.value;
            if (!state.is_object()) continue;
            auto const* const written = state.find("QueryLanguage");
            auto const language = written == nullptr            ? machine
                                  : *written == Json("JSONata") ? QueryLanguage::jsonata
                                                                : QueryLanguage::jsonpath;
            Names names;
            for (auto const& field : state.members()) {
                if (field.name() == "Comment" || field.name() == "Result" || is_workflow(field.name())) continue;
                collect(field.name(), field.value, language, is_payload(field.name()), 0, names);
            }
            if (!names.empty()) all_[std::string(member.name())].merge(names);
            for (auto const* const nested : {"ItemProcessor", "Iterator"})
                workflow_of(state[nested], machine, depth);
            Json const& branches = state["Branches"];
            if (!branches.is_array()) continue;
            for (auto const& branch : branches.items())
                workflow_of(branch, machine, depth);
        }
    }

    Json result() const {
        Json::ObjectBuilder states;
        for (auto const& [state, names] : all_) {
            Json::ArrayBuilder list;
            for (auto const& name : names)
                list.push_back(Json(name));
            states.set(state, list.finish());
        }
        return states.finish();
    }

private:
    void workflow_of(Json const& nested, QueryLanguage machine, std::size_t depth) {
        if (nested.is_object()) workflow(nested, machine, depth + 1);
    }

    void collect(std::string_view name, Json const& value, QueryLanguage language, bool payload, std::size_t depth,
                 Names& names) {
        if (depth > limits_.template_depth) return;
        if (value.is_string()) {
            auto const text = value.as_string();
            if (language == QueryLanguage::jsonata) {
                if (is_jsonata(text)) jsonata_names(text, names);
            } else if (payload ? name.ends_with(".$") : name.ends_with("Path") || name == "Variable") {
                jsonpath_names(text, names);
            }
        } else if (value.is_array()) {
            for (auto const& item : value.items())
                collect({}, item, language, payload, depth + 1, names);
        } else if (value.is_object()) {
            for (auto const& member : value.members()) {
                collect(member.name(), member.value, language, payload || is_payload(member.name()), depth + 1, names);
            }
        }
    }

    Limits const& limits_;
    std::map<std::string, Names> all_;
};

}  // namespace

Json variable_references(Json const& definition, Limits const& limits) {
    Collector collector(limits);
    auto const machine =
        definition["QueryLanguage"] == Json("JSONata") ? QueryLanguage::jsonata : QueryLanguage::jsonpath;
    if (definition.is_object()) collector.workflow(definition, machine, 0);
    return collector.result();
}

}  // namespace coworks::asl
