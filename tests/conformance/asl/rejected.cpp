#include "rejected.hpp"

#include <cctype>

namespace asl_cases {
namespace {

/// The recorder's calls name version 1 wherever a version was meant: numbers of versions don't count.
std::string without_versions(std::string_view text) {
    constexpr std::string_view kMachine = ":stateMachine:";
    std::string made;
    for (auto at = text.find(kMachine); at != std::string_view::npos; at = text.find(kMachine)) {
        at = text.find_first_of(":,]' ", at + kMachine.size());
        made += text.substr(0, at);
        text.remove_prefix(std::min(at, text.size()));
        if (!text.starts_with(':')) continue;
        made += ":N";
        text.remove_prefix(1);
        while (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0)
            text.remove_prefix(1);
    }
    return made + std::string(text);
}

Json without_versions(Json const& exception) {
    if (!exception["message"].is_string()) return exception;
    return exception.with("message", without_versions(exception["message"].as_string()));
}

}  // namespace

Json request_of(Json const& test_case) {
    Json request = test_case["request"];
    if (request.contains("definition")) return request;
    if (Json const& text = test_case["definition_text"]; text.is_string()) return request.with("definition", text);
    if (Json const& definition = test_case["definition"]; !definition.is_null())
        return request.with("definition", definition.dump());
    return request;
}

Verdict compare_rejected(Json const& test_case, Call const& call) {
    Json const& expected = test_case["expect"]["exception"];
    if (!expected.contains("code")) return {.differences = {}, .skipped = "the client refuses it before it is sent"};
    if (Json const& calls = test_case["prior_calls"]; calls.is_array()) {
        for (Json const& before : calls.items())
            call(before["operation"].as_string(), before["request"]);
    }
    Json const actual = call(test_case["operation"].as_string(), request_of(test_case));
    Verdict verdict;
    Json const& masks = test_case["masks"];
    match(without_versions(expected), without_versions(mask_actual(actual["exception"], masks)), masks, "$",
          verdict.differences);
    return verdict;
}

}  // namespace asl_cases
