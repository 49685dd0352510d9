/// The kind test_state: the TestState API, whose real tasks answer what was recorded.

#include "asl/test_state/test_state.hpp"
#include "base/iso8601.hpp"
#include "kinds.hpp"
#include "test_state_case.hpp"

namespace asl_cases {
namespace {

using namespace coworks::asl;

/// The recorder parsed the texts that hold data.
Json parsed(Json const& value) {
    if (!value.is_string()) return value;
    try {
        return Json::parse(value.as_string());
    } catch (coworks::JsonError const&) {
        return value;
    }
}

}  // namespace

Json test_state_request(Json const& test_case) {
    Json request = test_case["request"].is_object() ? test_case["request"] : Json::object();
    auto const& text = test_case["definition_text"];
    request = request.with("definition", text.is_string() ? text : Json(test_case["definition"].dump()));
    if (test_case.contains("input") && !test_case["input"].is_null())
        request = request.with("input", test_case["input"].dump());
    return request;
}

Json with_parsed_data(Json response) {
    if (response.contains("output")) response = response.with("output", parsed(response["output"]));
    Json inspection = response["inspectionData"];
    if (!inspection.is_object()) return response;
    Json::ObjectBuilder made;
    for (auto const& member : inspection.members())
        made.set(member.name(), parsed(member.value));
    return response.with("inspectionData", made.finish());
}

Verdict run_test_state(Json const& test_case, Options const&) {
    Json const& expected = test_case["expect"];
    Verdict verdict;
    if (expected["exception"].contains("text")) {
        verdict.skipped = "the client refused to send the request";
        return verdict;
    }
    coworks::SeededRandom random(1);
    TestSurroundings surroundings{.now = coworks::clock_time(*coworks::parse_timestamp("2026-11-24T00:00:00Z")),
                                  .random = random};
    surroundings.perform = [&](Resource const&, Json const&) {
        Json const& seen = expected["inspectionData"];
        return TaskAnswer{.output = seen.contains("result") ? seen["result"] : expected["output"]};
    };
    auto const response = test_state(test_state_request(test_case), surroundings);
    Json const actual = response ? with_parsed_data(*response)
                                 : Json::object({{"exception", Json::object({{"code", response.error().code},
                                                                             {"message", response.error().message}})}});
    Json const& masks = test_case["masks"];
    match(expected, mask_actual(actual, masks), masks, "$", verdict.differences);
    return verdict;
}

}  // namespace asl_cases
