/// The kinds validate, create_state_machine, update_state_machine and describe_state_machine: what the service finds in
/// a definition.

#include <string>

#include "asl/check/check.hpp"
#include "asl/check/request.hpp"
#include "kinds.hpp"

namespace asl_cases {
namespace {

using namespace coworks::asl;

ExecutionType type_of(Json const& test_case) {
    bool const express = test_case["type"] == Json("EXPRESS") || test_case["request"]["type"] == Json("EXPRESS");
    return express ? ExecutionType::express : ExecutionType::standard;
}

std::vector<Finding> findings_of(Json const& test_case) {
    if (Json const* const text = test_case.find("definition_text"); text != nullptr && text->is_string()) {
        return validate_text(text->as_string(), type_of(test_case));
    }
    return validate(test_case["definition"], type_of(test_case));
}

Verdict compare(Json const& test_case, Json const& actual) {
    Verdict verdict;
    Json const& masks = test_case["masks"];
    match(test_case["expect"], mask_actual(actual, masks), masks, "$", verdict.differences);
    return verdict;
}

Json exception(std::string_view code, std::string_view message) {
    return Json::object({{"exception", Json::object({{"code", code}, {"message", message}})}});
}

Verdict compare_refusal(Json const& test_case, std::optional<Refusal> const& refusal) {
    auto const code = test_case["expect"]["exception"]["code"];
    if (code == Json("StateMachineAlreadyExists") || code == Json("StateMachineDoesNotExist")) {
        return {.differences = {}, .skipped = "is about the machines that exist, which a service knows"};
    }
    if (refusal) return compare(test_case, exception(refusal->code, refusal->message));
    if (!test_case["definition"].is_null() || test_case.contains("definition_text")) {
        auto const message = invalid_definition_message(findings_of(test_case));
        if (!message.empty()) return compare(test_case, exception("InvalidDefinition", message));
    }
    return compare(test_case, Json::object());
}

}  // namespace

Verdict run_validate(Json const& test_case, Options const&) {
    return compare(test_case, validation_response(findings_of(test_case)));
}

Verdict run_create(Json const& test_case, Options const&) {
    return compare_refusal(test_case, refuse_create(test_case["request"]));
}

Verdict run_update(Json const& test_case, Options const&) {
    return compare_refusal(test_case, refuse_update(test_case["request"]));
}

Verdict run_describe(Json const& test_case, Options const&) {
    return compare(test_case, Json::object({{"variableReferences", variable_references(test_case["definition"])}}));
}

}  // namespace asl_cases
