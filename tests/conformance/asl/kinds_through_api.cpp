/// Every kind, through the API of a service: our own in a process of its own, or another's.

#include <algorithm>
#include <array>

#include "client.hpp"
#include "history.hpp"
#include "rejected.hpp"
#include "test_state_case.hpp"

namespace asl_cases {
namespace {

Client& client(Options const& options) {
    static std::unique_ptr<Client> const made = options.endpoint ? connect_to(*options.endpoint) : start_own_service();
    return *made;
}

Json must(Json answer) {
    if (answer.contains("exception")) throw std::runtime_error(answer["exception"].dump());
    return answer;
}

Json parsed_text(Json const& text) {
    return text.is_string() ? Json::parse(text.as_string(), {.allow_lone_surrogates = true}) : text;
}

/// Data that the API has as text, as JSON; what it adds to say that data is included, as the recorder saw it.
Json parsed_details(Json const& details) {
    Json::ObjectBuilder made;
    for (auto const& member : details.members()) {
        std::string_view const name = member.name();
        if (name == "input" || name == "output" || name == "parameters") {
            made.set(name, parsed_text(member.value));
        } else if (name == "assignedVariables") {
            Json::ObjectBuilder variables;
            for (auto const& variable : member.value.members())
                variables.set(variable.name(), parsed_text(variable.value));
            made.set(name, variables.finish());
        } else if (name.ends_with("Details") && member.value.is_object()) {
            made.set(name, member.value.without("included"));
        } else {
            made.set(name, member.value);
        }
    }
    return made.finish();
}

std::vector<Json> history_of(Client& service, Json const& arn) {
    std::vector<Json> history;
    Json request = Json::object({{"executionArn", arn}, {"maxResults", 500}});
    while (true) {
        Json const page = must(service.call("GetExecutionHistory", request));
        for (Json const& event : page["events"].items()) {
            Json shown = Json::object(
                {{"id", event["id"]}, {"previousEventId", event["previousEventId"]}, {"type", event["type"]}});
            for (auto const& member : event.members())
                if (member.name().ends_with("EventDetails"))
                    shown = std::move(shown).with("details", parsed_details(member.value));
            history.push_back(std::move(shown));
        }
        if (!page.contains("nextToken")) return history;
        request = request.with("nextToken", page["nextToken"]);
    }
}

/// {status, output or error and cause}, data as JSON.
Json end_of(Json const& described) {
    Json::ObjectBuilder end;
    end.set("status", described["status"]);
    if (described.contains("output")) end.set("output", parsed_text(described["output"]));
    for (std::string_view const name : {"error", "cause"})
        if (described.contains(name)) end.set(name, described[name]);
    return end.finish();
}

Json create(Client& service, Json const& test_case) {
    service.begin(test_case);
    Json const& text = test_case["definition_text"];
    return must(service.call(
        "CreateStateMachine",
        Json::object({{"name", "machine"},
                      {"definition", text.is_string() ? text : Json(test_case["definition"].dump())},
                      {"roleArn", "arn:aws:iam::111111111111:role/machine-role"},
                      {"type", test_case["type"] == Json("EXPRESS") ? "EXPRESS" : "STANDARD"}})))["stateMachineArn"];
}

Json start_request(Client& service, Json const& test_case) {
    Json request =
        Json::object({{"stateMachineArn", create(service, test_case)}, {"input", test_case["input"].dump()}});
    Json const& name = test_case["execution_name"];
    return name.is_string() ? request.with("name", name) : request;
}

/// The recorder's names of one run's ARNs; not every recording lists them among its tokens.
Json with_arn_tokens(Json const& masks) {
    Json tokens = masks["tokens"];
    for (std::string_view const token : {"<ArnPart_0idx>", "<SyncExecArn_Part1_0idx>", "<SyncExecArn_Part2_0idx>",
                                         "<ExpressExecArn_Part1_0idx>", "<ExpressExecArn_Part2_0idx>"})
        tokens = std::move(tokens).appended(token);
    return masks.with("tokens", tokens);
}

Verdict run_execution_through_api(Json const& test_case, Options const& options) {
    Client& service = client(options);
    Json const arn = must(service.call("StartExecution", start_request(service, test_case)))["executionArn"];
    service.settle(arn.as_string());
    Verdict verdict;
    compare_end(test_case, end_of(must(service.call("DescribeExecution", Json::object({{"executionArn", arn}})))),
                verdict);
    if (test_case["history"].is_array()) compare_history(test_case, history_of(service, arn), verdict);
    return verdict;
}

Verdict run_express_sync(Json const& test_case, Options const& options) {
    Client& service = client(options);
    Json const response = must(service.call("StartSyncExecution", start_request(service, test_case)));
    Verdict verdict;
    compare_end(test_case, end_of(response), verdict);
    Json const masks = with_arn_tokens(test_case["masks"]);
    Json recorded = test_case["response"];
    Json now = response;
    for (std::string_view const name : {"input", "output"}) {
        if (now.contains(name)) now = now.with(name, parsed_text(now[name]));
        if (recorded.contains(name)) recorded = recorded.with(name, parsed_text(recorded[name]));
    }
    // Of the transport, not of the service; and times are those of one run.
    recorded = recorded.without("ResponseMetadata");
    for (std::string_view const name : {"startDate", "stopDate", "billingDetails"})
        if (recorded.contains(name) && now.contains(name)) now = now.with(name, recorded[name]);
    match(recorded, mask_actual(now, masks), masks, "response", verdict.differences);
    return verdict;
}

Verdict run_express_async(Json const& test_case, Options const& options) {
    Client& service = client(options);
    must(service.call("StartExecution", start_request(service, test_case)));
    service.settle();
    Json const log = service.log();
    Verdict verdict;
    if (log.empty()) {
        verdict.differences.push_back({.path = "log", .expected = "an end", .actual = "nothing"});
        return verdict;
    }
    Json last = log[log.size() - 1];
    last = last.with("details", parsed_details(last["details"])).with("event_timestamp", "timestamp");
    Json const masks = with_arn_tokens(test_case["masks"]);
    match(test_case["end_event"], mask_actual(last, masks), masks, "end_event", verdict.differences);
    return verdict;
}

Verdict compare_answer(Json const& test_case, Json const& answer) {
    Verdict verdict;
    Json const& masks = test_case["masks"];
    match(test_case["expect"], mask_actual(answer, masks), masks, "$", verdict.differences);
    return verdict;
}

Verdict run_test_state_through_api(Json const& test_case, Options const& options) {
    if (test_case["expect"]["exception"].contains("text"))
        return {.differences = {}, .skipped = "the client refused to send the request"};
    Client& service = client(options);
    service.begin(test_case);
    return compare_answer(test_case, with_parsed_data(service.call("TestState", test_state_request(test_case))));
}

Verdict run_validate_through_api(Json const& test_case, Options const& options) {
    Client& service = client(options);
    service.begin(test_case);
    return compare_answer(test_case, service.call("ValidateStateMachineDefinition", request_of(test_case)));
}

Verdict run_describe_through_api(Json const& test_case, Options const& options) {
    Client& service = client(options);
    Json const arn = create(service, test_case);
    Json const described = must(service.call("DescribeStateMachine", Json::object({{"stateMachineArn", arn}})));
    return compare_answer(test_case, Json::object({{"variableReferences", described["variableReferences"]}}));
}

Verdict run_rejected_through_api(Json const& test_case, Options const& options) {
    Client& service = client(options);
    service.begin(test_case);
    return compare_rejected(test_case, [&service](std::string_view operation, Json const& request) {
        Json answer = service.call(operation, request);
        service.settle();
        return answer;
    });
}

constexpr auto kKinds = std::to_array<Kind>({
    {"execution", run_execution_through_api, {}},
    {"express_sync", run_express_sync, {}},
    {"express_async", run_express_async, {}},
    {"test_state", run_test_state_through_api, {}},
    {"validate", run_validate_through_api, {}},
    {"create_state_machine", run_rejected_through_api, {}},
    {"update_state_machine", run_rejected_through_api, {}},
    {"describe_state_machine", run_describe_through_api, {}},
    {"api", run_rejected_through_api, {}},
    {"start_execution", run_rejected_through_api, {}},
    {"start_sync_execution", run_rejected_through_api, {}},
});

}  // namespace

std::span<Kind const> kinds_through_api() {
    return kKinds;
}

}  // namespace asl_cases
