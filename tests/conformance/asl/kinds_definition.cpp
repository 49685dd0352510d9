/// The kinds validate and describe_state_machine: what the service finds in a definition.

#include <string>

#include "asl/check/check.hpp"
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

}  // namespace

Verdict run_validate(Json const& test_case, Options const&) {
    return compare(test_case, validation_response(findings_of(test_case)));
}

Verdict run_describe(Json const& test_case, Options const&) {
    return compare(test_case, Json::object({{"variableReferences", variable_references(test_case["definition"])}}));
}

}  // namespace asl_cases
