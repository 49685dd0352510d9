#include "local/states/api/operations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "local/states/api/operations.hpp"
#include "local/states/api/testing.hpp"

namespace coworks::local::states {
namespace {

using namespace std::chrono_literals;
using namespace coworks::local::states::testing;

class StatesApiTest : public ApiTest {};

// --- The protocol --------------------------------------------------------------------------------------------------

TEST_F(StatesApiTest, has_every_operation_of_the_service_model) {
    for (auto const& [name, operation] : aws::model::service("sfn").operations())
        EXPECT_TRUE(api::operations().has(name)) << name;
    EXPECT_EQ(api::operations().rows().size(), aws::model::service("sfn").operations().size());
    for (char const* const name : {"Unknown", "", "ZZ"})
        EXPECT_FALSE(api::operations().has(name)) << name;
}

TEST_F(StatesApiTest, answers_with_a_request_id_and_refuses_what_is_no_request) {
    auto answer = *service->ask("ListStateMachines", "");
    EXPECT_EQ(200U, answer.status);
    EXPECT_EQ(36U, answer.request_id.size());
    EXPECT_EQ(Json::parse(R"({"stateMachines":[]})"), answer.body);

    EXPECT_EQ("UnknownOperationException: Sfn has no operation '\uFFFD'", service->ask("\xff", "{}")->fault());
    EXPECT_THAT(service->ask("DescribeStateMachine", R"({"stateMachineArn": "\ud800"})")->fault(),
                ::testing::StartsWith("InvalidArn: "));
    EXPECT_EQ("UnknownOperationException: Sfn has no operation 'Dance'", service->fault("Dance", Json::object()));
    EXPECT_EQ("SerializationException", service->ask("ListStateMachines", "{")->body["__type"].as_string());
    EXPECT_EQ("SerializationException", service->ask("ListStateMachines", "[]")->body["__type"].as_string());
    EXPECT_EQ("SerializationException: STRING_VALUE can not be converted to an Integer",
              service->fault("ListStateMachines", Json::object({{"maxResults", "5"}})));
    EXPECT_EQ("SerializationException: NUMBER_VALUE can not be converted to an Integer",
              service->ask("UpdateMapRun", R"({"mapRunArn":"x","maxConcurrency":9223372036854775808})")->fault());
    EXPECT_EQ("SerializationException: NUMBER_VALUE can not be converted to a String",
              service->fault("DescribeStateMachine", Json::object({{"stateMachineArn", 5}})));
    EXPECT_EQ("SerializationException: Start of structure or map found where not expected.",
              service->fault("CreateStateMachine", Json::object({{"tags", Json::object()}})));
    std::string const big = R"({"stateMachineArn":")" + std::string(1U << 20, 'x') + R"("})";
    EXPECT_EQ("RequestEntityTooLargeException: Request size exceeded 1048576 bytes",
              service->ask("DescribeStateMachine", big)->fault());
}

TEST_F(StatesApiTest, refuses_an_authorization_that_is_no_signature) {
    net::HttpRequest request(boost::beast::http::verb::post, "/", 11);
    request.set("X-Amz-Target", "AWSStepFunctions.ListStateMachines");
    request.set("Authorization",
                "AWS4-HMAC-SHA256 Credential=KEY/20261124/eu-central-1/states/aws4_request, SignedHeaders=host, "
                "Signature=abc");
    EXPECT_EQ(200U, service->ask(request)->status);
    request.set("Authorization", "nonsense");
    EXPECT_EQ(403U, service->ask(request)->status);
}

TEST_F(StatesApiTest, lists_all_that_is_wrong_with_a_request) {
    EXPECT_EQ(
        "ValidationException: 3 validation errors detected: Value null at 'name' failed to satisfy constraint: Member "
        "must not be null; Value null at 'definition' failed to satisfy constraint: Member must not be null; Value "
        "null "
        "at 'roleArn' failed to satisfy constraint: Member must not be null",
        service->fault("CreateStateMachine", Json::object()));
    EXPECT_EQ(
        "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy "
        "constraint: Member must have value less than or equal to 1000",
        service->fault("ListActivities", Json::object({{"maxResults", 1001}})));
    EXPECT_EQ(
        "ValidationException: 1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy "
        "constraint: Member must have length greater than or equal to 1",
        service->fault("TagResource", Json::parse(R"({"resourceArn":"x","tags":[{"key":"","value":"v"}]})")));
    EXPECT_EQ(
        "ValidationException: 1 validation error detected: Value 'LOUD' at 'loggingConfiguration.level' failed to "
        "satisfy constraint: Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]",
        service->fault("UpdateStateMachine",
                       Json::parse(R"({"stateMachineArn":"x","loggingConfiguration":{"level":"LOUD"}})")));
    // Confidential values are not quoted; payloads are measured in bytes.
    std::string accents;
    while (accents.size() < 262'146)
        accents += "é";
    for (std::string const& input : {std::string(262'145, ' '), accents}) {
        EXPECT_EQ(
            "ValidationException: 1 validation error detected: Value at 'input' failed to satisfy constraint: Member "
            "must have length less than or equal to 262144",
            service->fault("StartExecution", Json::object({{"stateMachineArn", kMachine}, {"input", input}})));
    }
    EXPECT_EQ(
        "ValidationException: 1 validation error detected: Value "
        "'[RoutingConfigurationListItem(stateMachineVersionArn=a, weight=1), "
        "RoutingConfigurationListItem(stateMachineVersionArn=b, weight=2), "
        "RoutingConfigurationListItem(stateMachineVersionArn=c, weight=3)]' at 'routingConfiguration' failed to "
        "satisfy "
        "constraint: Member must have length less than or equal to 2",
        service->fault("CreateStateMachineAlias",
                       Json::parse(R"({"name":"a","routingConfiguration":[{"stateMachineVersionArn":"a","weight":1},
                           {"stateMachineVersionArn":"b","weight":2},{"stateMachineVersionArn":"c","weight":3}]})")));
}

// --- State machines ------------------------------------------------------------------------------------------------

TEST_F(StatesApiTest, creates_describes_and_lists_state_machines) {
    auto const created = create("m", kPass);
    EXPECT_EQ(kMachine, created["stateMachineArn"].as_string());
    EXPECT_DOUBLE_EQ(24.0 * 365 * 50 * 3600, created["creationDate"].as_double());
    EXPECT_FALSE(created.contains("stateMachineVersionArn"));
    auto const described = service->ok("DescribeStateMachine", Json::object({{"stateMachineArn", kMachine}}));
    EXPECT_EQ(Json::object({{"stateMachineArn", kMachine},
                            {"name", "m"},
                            {"status", "ACTIVE"},
                            {"definition", kPass},
                            {"roleArn", kRole},
                            {"type", "STANDARD"},
                            {"creationDate", created["creationDate"]},
                            {"loggingConfiguration", Json::object({{"level", "OFF"}, {"includeExecutionData", false}})},
                            {"tracingConfiguration", Json::object({{"enabled", false}})},
                            {"encryptionConfiguration", Json::object({{"type", "AWS_OWNED_KEY"}})}}),
              described);
    EXPECT_EQ("{}", service
                        ->ok("DescribeStateMachine", Json::object({{"stateMachineArn", kMachine},
                                                                   {"includedData", "METADATA_ONLY"}}))["definition"]
                        .as_string());
    create("e", kPass, "EXPRESS");
    auto const listed = service->ok("ListStateMachines", Json::object());
    EXPECT_EQ((std::vector<std::string>{"e", "m"}), texts(listed["stateMachines"], "name"));
    EXPECT_EQ((std::vector<std::string>{"EXPRESS", "STANDARD"}), texts(listed["stateMachines"], "type"));
}

TEST_F(StatesApiTest, creating_the_same_machine_again_is_the_same_request) {
    auto const created = create("m", kPass);
    clock.advance(1h);
    EXPECT_EQ(created, create("m", kPass));
    Json const other = Json::object({{"name", "m"}, {"definition", kWait}, {"roleArn", kRole}});
    EXPECT_EQ("StateMachineAlreadyExists: State Machine Already Exists: '" + std::string(kMachine) + "'",
              service->fault("CreateStateMachine", other));
}

TEST_F(StatesApiTest, refuses_machines_that_can_not_be) {
    auto const refused = [&](std::string_view name, std::string_view definition, std::string_view role = kRole) {
        return service->fault("CreateStateMachine",
                              Json::object({{"name", name}, {"definition", definition}, {"roleArn", role}}));
    };
    EXPECT_EQ("InvalidName: Invalid Name: 'a b'", refused("a b", kPass));
    EXPECT_EQ("InvalidName: Invalid Name: 'a\xc2\x85'", refused("a\xc2\x85", kPass));
    EXPECT_EQ("InvalidArn: Invalid Role Arn: 'me'", refused("m", kPass, "me"));
    EXPECT_EQ(
        "InvalidDefinition: Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unrecognized token "
        "'nonsense': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at "
        "[Source: (String)\"nonsense\"; line: 1, column: 9] at [Source: (String)\"nonsense\"; line: 1, column: 9]'",
        refused("m", "nonsense"));
    EXPECT_EQ(0U, service->ok("ListStateMachines", Json::object())["stateMachines"].size());
}

TEST_F(StatesApiTest, accepts_a_machine_whose_services_are_not_here_and_warns_of_each_once) {
    service->missing = {"sqs", "sns"};
    Json const definition = Json::parse(R"({"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Next":"B"},
            "B":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Next":"C"},
            "C":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Next":"D"},
            "D":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","End":true}}}]}}})");
    Json const request = Json::object({{"name", "m"}, {"definition", definition.dump()}, {"roleArn", kRole}});
    service->ok("CreateStateMachine", request);
    EXPECT_EQ(service->warnings,
              (std::vector<std::string>{"m: the local cloud has no sqs:sendMessage (states A, C), no "
                                        "sqs:sendMessage.waitForTaskToken (state B)",
                                        "m: the local cloud has no sns:publish (state D)"}));
    service->warnings.clear();
    service->mocked = {{"n", "A"}, {"n", "B"}, {"n", "C"}, {"m", "D"}};
    service->ok("CreateStateMachine", request.with("name", "n"));
    EXPECT_EQ(service->warnings, std::vector<std::string>{"n: the local cloud has no sns:publish (state D)"})
        << "a state with a mocked answer is not warned of";
    Json const found = service->ok("ValidateStateMachineDefinition",
                                   Json::object({{"definition", definition.dump()}, {"severity", "WARNING"}}));
    EXPECT_EQ(found["result"], Json("OK"));
    EXPECT_EQ(found["diagnostics"][0]["severity"], Json("WARNING"));
    EXPECT_EQ(found["diagnostics"][0]["code"], Json("SERVICE_NOT_HERE"));
    EXPECT_EQ(found["diagnostics"][0]["location"], Json("/States/P/Branches[0]/States/A/Resource"));
    EXPECT_EQ(found["diagnostics"].size(), 2U);
}

TEST_F(StatesApiTest, names_what_an_arn_should_have_been) {
    auto const described = [&](std::string_view arn) {
        return service->fault("DescribeStateMachine", Json::object({{"stateMachineArn", arn}}));
    };
    EXPECT_EQ("InvalidArn: Invalid Arn: 'Invalid ARN prefix: nonsense'", described("nonsense"));
    EXPECT_EQ("InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'",
              described("arn:aws:states:us-east-1:000000000000:execution:m:e"));
    EXPECT_EQ("InvalidArn: Invalid Arn: 'arn:aws:sqs:us-east-1:000000000000:stateMachine:m'",
              described("arn:aws:sqs:us-east-1:000000000000:stateMachine:m"));
    for (char const* const bad : {"arn:", "arn:aws:states", "arn:aws:states:us-east-1:000000000000:stateMachine",
                                  "arn:aws:states:us-east-1:000000000000:stateMachine:",
                                  "arn:aws:states:us-east-1:000000000000:stateMachine:a:b:c",
                                  "arn:aws:states:us-east-1:000000000000:stateMachine:/x"})
        EXPECT_EQ("InvalidArn: Invalid Arn: '" + std::string(bad) + "'", described(bad));
    EXPECT_EQ("StateMachineDoesNotExist: State Machine Does Not Exist: '" + std::string(kMachine) + "'",
              described(kMachine));
    EXPECT_EQ("InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'",
              service->fault("DescribeExecution", Json::object({{"executionArn", kMachine}})));
}

TEST_F(StatesApiTest, updates_make_revisions_and_running_executions_keep_theirs) {
    create("m", kWait);
    auto const execution = start(Json::object({{"stateMachineArn", kMachine}}));
    EXPECT_EQ(
        "MissingRequiredParameter: Either the definition, the role ARN, the LoggingConfiguration, or the "
        "TracingConfiguration must be specified",
        service->fault("UpdateStateMachine", Json::object({{"stateMachineArn", kMachine}})));
    // White space alone is no change.
    EXPECT_FALSE(update(std::string(kWait) + " ").contains("revisionId"));
    clock.advance(1s);
    auto const updated = update(kPass);
    EXPECT_EQ(36U, updated["revisionId"].as_string().size());
    EXPECT_EQ(updated["revisionId"], update(kPass)["revisionId"]);
    auto const described = service->ok("DescribeStateMachine", Json::object({{"stateMachineArn", kMachine}}));
    EXPECT_EQ(kPass, described["definition"].as_string());
    EXPECT_EQ(updated["revisionId"], described["revisionId"]);
    begin();
    auto const kept = service->ok("DescribeStateMachineForExecution", Json::object({{"executionArn", execution}}));
    EXPECT_EQ(kWait, kept["definition"].as_string());
    EXPECT_EQ(kMachine, kept["stateMachineArn"].as_string());
    EXPECT_FALSE(kept.contains("revisionId"));
    clock.advance(60s);
    service->life.executor.look_at_clock();
    service->life.settle();
    EXPECT_EQ("SUCCEEDED", describe(execution)["status"].as_string());
}

TEST_F(StatesApiTest, deleting_a_machine_ends_its_executions_and_forgets_them) {
    create("m", kWait);
    auto const execution = start(Json::object({{"stateMachineArn", kMachine}, {"name", "one"}}));
    service->ok("DeleteStateMachine", Json::object({{"stateMachineArn", kMachine}}));
    EXPECT_EQ(asl::Status::aborted, actions.ends[execution]);
    EXPECT_EQ(0U, service->life.executor.open_executions());
    auto const gone = "StateMachineDoesNotExist: State Machine Does Not Exist: '" + std::string(kMachine) + "'";
    EXPECT_EQ(gone, service->fault("DescribeStateMachine", Json::object({{"stateMachineArn", kMachine}})));
    EXPECT_EQ(gone, service->fault("StartExecution", Json::object({{"stateMachineArn", kMachine}})));
    EXPECT_EQ("ExecutionDoesNotExist: Execution Does Not Exist: '" + execution + "'",
              service->fault("DescribeExecution", Json::object({{"executionArn", execution}})));
    // It is no fault to delete what is not there, and the name is free again, also for executions.
    service->ok("DeleteStateMachine", Json::object({{"stateMachineArn", kMachine}}));
    begin();
    create("m", kPass);
    EXPECT_EQ(1, std::ranges::count(std::vector{start(Json::object({{"stateMachineArn", kMachine}, {"name", "two"}}))},
                                    "arn:aws:states:us-east-1:000000000000:execution:m:two"));
}

TEST_F(StatesApiTest, deleting_an_express_machine_ends_its_executions_and_leaves_no_order_behind) {
    create("e", kWait, "EXPRESS");
    create("other", kWait, "EXPRESS");
    std::string const arn = "arn:aws:states:us-east-1:000000000000:stateMachine:e";
    auto const execution = start(Json::object({{"stateMachineArn", arn}}));
    start(Json::object({{"stateMachineArn", arn.substr(0, arn.size() - 1) + "other"}}));
    service->ok("DeleteStateMachine", Json::object({{"stateMachineArn", arn}}));
    EXPECT_EQ(asl::Status::aborted, actions.ends[execution]);
    EXPECT_EQ(1U, service->life.executor.open_executions());
    begin();
    EXPECT_TRUE(actions.troubles.empty());
    EXPECT_EQ(1U, service->life.executor.open_executions());
}

// --- Versions, aliases, tags ---------------------------------------------------------------------------------------

TEST_F(StatesApiTest, publishes_versions_once_a_revision) {
    auto const created = create("m", kPass, "STANDARD", true);
    EXPECT_EQ(std::string(kMachine) + ":1", created["stateMachineVersionArn"].as_string());
    EXPECT_EQ(created["stateMachineVersionArn"],
              service->ok("PublishStateMachineVersion",
                          Json::object({{"stateMachineArn", kMachine}}))["stateMachineVersionArn"]);
    auto const second = update(kWait, true);
    EXPECT_EQ(std::string(kMachine) + ":2", second["stateMachineVersionArn"].as_string());
    EXPECT_EQ(
        "ConflictException: Failed to publish the State Machine version for revision x. The current State Machine "
        "revision is " +
            std::string(second["revisionId"].as_string()) + ".",
        service->fault("PublishStateMachineVersion",
                       Json::object({{"stateMachineArn", kMachine}, {"revisionId", "x"}})));
    auto const versions = service->ok("ListStateMachineVersions", Json::object({{"stateMachineArn", kMachine}}));
    EXPECT_EQ((std::vector<std::string>{std::string(kMachine) + ":2", std::string(kMachine) + ":1"}),
              texts(versions["stateMachineVersions"], "stateMachineVersionArn"));
    auto const first =
        service->ok("DescribeStateMachine", Json::object({{"stateMachineArn", std::string(kMachine) + ":1"}}));
    EXPECT_EQ(kPass, first["definition"].as_string());
    // A number is never given twice.
    service->ok("DeleteStateMachineVersion", Json::object({{"stateMachineVersionArn", std::string(kMachine) + ":2"}}));
    begin();
    EXPECT_EQ(std::string(kMachine) + ":3",
              service
                  ->ok("PublishStateMachineVersion", Json::object({{"stateMachineArn", kMachine},
                                                                   {"description", "third"}}))["stateMachineVersionArn"]
                  .as_string());
    EXPECT_EQ("third", service
                           ->ok("DescribeStateMachine",
                                Json::object({{"stateMachineArn", std::string(kMachine) + ":3"}}))["description"]
                           .as_string());
    EXPECT_EQ(
        "ValidationException: Version description can only be set when publish is true",
        service->fault(
            "CreateStateMachine",
            Json::object({{"name", "n"}, {"definition", kPass}, {"roleArn", kRole}, {"versionDescription", "d"}})));
}

Json alias_request(std::string_view name, std::initializer_list<std::pair<int, int>> routes) {
    Json::ArrayBuilder made;
    for (auto const& [version, weight] : routes)
        made.push_back(Json::object(
            {{"stateMachineVersionArn", std::string(kMachine) + ":" + std::to_string(version)}, {"weight", weight}}));
    return Json::object({{"name", name}, {"routingConfiguration", made.finish()}});
}

TEST_F(StatesApiTest, routes_aliases_by_weight) {
    create("m", kPass, "STANDARD", true);
    update(kWait, true);
    service->ok("CreateStateMachineAlias", alias_request("live", {{1, 25}, {2, 75}}));
    std::string const alias = std::string(kMachine) + ":live";
    int of_first = 0;
    for (int i = 0; i < 200; ++i) {
        auto const described = describe(start(Json::object({{"stateMachineArn", alias}})));
        EXPECT_EQ(alias, described["stateMachineAliasArn"].as_string());
        if (described["stateMachineVersionArn"].as_string() == std::string(kMachine) + ":1") ++of_first;
    }
    EXPECT_GT(of_first, 25);
    EXPECT_LT(of_first, 80);
    EXPECT_EQ(of_first, static_cast<int>(
                            service
                                ->ok("ListExecutions", Json::object({{"stateMachineArn", std::string(kMachine) + ":1"},
                                                                     {"maxResults", 1000}}))["executions"]
                                .size()));
    EXPECT_EQ(
        200U,
        service->ok("ListExecutions", Json::object({{"stateMachineArn", alias}, {"maxResults", 1000}}))["executions"]
            .size());
}

TEST_F(StatesApiTest, keeps_aliases_and_refuses_bad_ones) {
    create("m", kPass, "STANDARD", true);
    update(kWait, true);
    auto const made = service->ok("CreateStateMachineAlias", alias_request("live", {{1, 100}}));
    EXPECT_EQ(made, service->ok("CreateStateMachineAlias", alias_request("live", {{1, 100}})));
    EXPECT_EQ(
        "ConflictException: Failed to create alias because an alias with the same name and a different routing "
        "configuration already exists.",
        service->fault("CreateStateMachineAlias", alias_request("live", {{2, 100}})));
    EXPECT_EQ("ValidationException: Sum of routing configuration weights must equal 100. Received: [50, 30]",
              service->fault("CreateStateMachineAlias", alias_request("a", {{1, 50}, {2, 30}})));
    EXPECT_EQ(
        "ValidationException: Routing configuration must contain distinct state machine version ARNs. Received: [" +
            std::string(kMachine) + ":1, " + kMachine + ":1]",
        service->fault("CreateStateMachineAlias", alias_request("a", {{1, 50}, {1, 50}})));
    EXPECT_EQ("ValidationException: Routing configuration must contain state machine version ARNs. Received: [" +
                  std::string(kMachine) + ":3]",
              service->fault("CreateStateMachineAlias", alias_request("a", {{3, 100}})));
    EXPECT_EQ(
        "ValidationException: 1 validation error detected: Value '123' at 'name' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$",
        service->fault("CreateStateMachineAlias", alias_request("123", {{1, 100}})));

    Json const arn = Json::object({{"stateMachineAliasArn", std::string(kMachine) + ":live"}});
    clock.advance(1s);
    service->ok("UpdateStateMachineAlias", arn.with("description", "d"));
    begin();
    auto const described = service->ok("DescribeStateMachineAlias", arn);
    EXPECT_EQ("d", described["description"].as_string());
    EXPECT_DOUBLE_EQ(1.0, described["updateDate"].as_double() - described["creationDate"].as_double());
    EXPECT_EQ(alias_request("live", {{1, 100}})["routingConfiguration"], described["routingConfiguration"]);
    EXPECT_EQ(
        "ConflictException: Version to be deleted must not be referenced by an alias. Current list of aliases "
        "referencing this version: [live]",
        service->fault("DeleteStateMachineVersion",
                       Json::object({{"stateMachineVersionArn", std::string(kMachine) + ":1"}})));
    service->ok("DeleteStateMachineAlias", arn);
    service->ok("DeleteStateMachineAlias", arn);
    EXPECT_EQ("ResourceNotFound: Request references a resource that does not exist.",
              service->fault("UpdateStateMachineAlias", arn.with("description", "d")));
}

TEST_F(StatesApiTest, pages_through_lists_and_refuses_tokens_of_others) {
    create("m", kPass, "STANDARD", true);
    for (int i = 0; i < 5; ++i)
        service->ok("CreateStateMachineAlias", alias_request("a" + std::to_string(i), {{1, 100}}));
    Json const arn = Json::object({{"stateMachineArn", kMachine}});
    auto const first = service->ok("ListStateMachineAliases", arn.with("maxResults", 3));
    EXPECT_EQ(3U, first["stateMachineAliases"].size());
    auto const rest =
        service->ok("ListStateMachineAliases", arn.with("maxResults", 3).with("nextToken", first["nextToken"]));
    EXPECT_EQ((std::vector<std::string>{std::string(kMachine) + ":a3", std::string(kMachine) + ":a4"}),
              texts(rest["stateMachineAliases"], "stateMachineAliasArn"));
    EXPECT_FALSE(rest.contains("nextToken"));
    EXPECT_EQ(5U, service->ok("ListStateMachineAliases", arn.with("maxResults", 0))["stateMachineAliases"].size());
    for (Json const& token : {Json("InvalidToken"), first["nextToken"]})
        EXPECT_EQ("InvalidToken: Invalid Token: 'Invalid token'",
                  service->fault("ListStateMachines", Json::object({{"nextToken", token}})));
}

TEST_F(StatesApiTest, pages_on_behind_what_was_deleted_meanwhile) {
    for (std::string_view const name : {"m1", "m2", "m3"})
        create(name, kPass);
    auto const machines = service->ok("ListStateMachines", Json::object({{"maxResults", 2}}));
    service->ok("DeleteStateMachine",
                Json::object({{"stateMachineArn", machines["stateMachines"][1]["stateMachineArn"]}}));
    auto const rest = service->ok("ListStateMachines", Json::object({{"nextToken", machines["nextToken"]}}));
    EXPECT_EQ((std::vector<std::string>{"m3"}), texts(rest["stateMachines"], "name"));

    create("m", kPass, "STANDARD", true);
    Json const arn = Json::object({{"stateMachineArn", kMachine}});
    for (std::string_view const name : {"b", "a", "c"})
        service->ok("CreateStateMachineAlias", alias_request(std::string(name), {{1, 100}}));
    auto const first = service->ok("ListStateMachineAliases", arn.with("maxResults", 1));
    service->ok("DeleteStateMachineAlias",
                Json::object({{"stateMachineAliasArn", first["stateMachineAliases"][0]["stateMachineAliasArn"]}}));
    EXPECT_EQ(2U,
              service->ok("ListStateMachineAliases", arn.with("nextToken", first["nextToken"]))["stateMachineAliases"]
                  .size());
}

TEST_F(StatesApiTest, changes_no_machine_by_the_arn_of_its_map) {
    create("m", kPass, "STANDARD", true);
    for (std::string_view const operation : {"UpdateStateMachine", "DeleteStateMachine", "StartExecution"})
        EXPECT_EQ("ValidationException: API does not support labelled ARNs",
                  service->fault(operation, Json::object({{"stateMachineArn", std::string(kMachine) + "/each"}})));
    // That of a version is nothing that could be deleted this way, nor is one that is not there.
    service->ok("DeleteStateMachine", Json::object({{"stateMachineArn", std::string(kMachine) + ":1"}}));
    EXPECT_EQ("ACTIVE",
              service->ok("DescribeStateMachine", Json::object({{"stateMachineArn", kMachine}}))["status"].as_string());
}

TEST_F(StatesApiTest, tags_machines_and_activities) {
    create("m", kPass, "STANDARD", true);
    auto const activity = service->ok("CreateActivity", Json::object({{"name", "work"}}))["activityArn"];
    for (Json const& arn : {Json(kMachine), activity}) {
        Json const resource = Json::object({{"resourceArn", arn}});
        service->ok("TagResource",
                    resource.with("tags", Json::parse(R"([{"key":"a","value":"1"},{"key":"b","value":"2"}])")));
        service->ok("TagResource", resource.with("tags", Json::parse(R"([{"key":"a","value":"3"}])")));
        EXPECT_EQ(Json::parse(R"({"tags":[{"key":"a","value":"3"},{"key":"b","value":"2"}]})"),
                  service->ok("ListTagsForResource", resource));
        service->ok("UntagResource", resource.with("tagKeys", Json::array({"a", "c"})));
        EXPECT_EQ(Json::parse(R"({"tags":[{"key":"b","value":"2"}]})"), service->ok("ListTagsForResource", resource));
    }
    std::string const version = std::string(kMachine) + ":1";
    EXPECT_EQ("ResourceNotFound: Resource not found: '" + version + "'",
              service->fault("ListTagsForResource", Json::object({{"resourceArn", version}})));
    Json::ArrayBuilder many;
    for (int i = 0; i < 51; ++i)
        many.push_back(Json::object({{"key", std::to_string(i)}, {"value", ""}}));
    EXPECT_TRUE(service->fault("TagResource", Json::object({{"resourceArn", kMachine}, {"tags", many.finish()}}))
                    .starts_with("TooManyTags: "));
    // What AWS keeps for itself, and what no tag may hold.
    for (std::string_view const tag : {R"({"key":"aws:stack","value":"x"})", R"({"key":"AWS:","value":""})",
                                       R"({"key":"a#","value":""})", R"({"key":"a","value":"50%"})"})
        EXPECT_TRUE(service
                        ->fault("TagResource",
                                Json::object({{"resourceArn", kMachine}, {"tags", Json::array({Json::parse(tag)})}}))
                        .starts_with("ValidationException: "))
            << tag;
    service->ok("TagResource",
                Json::object({{"resourceArn", kMachine},
                              {"tags", Json::parse(R"([{"key":"Kosten stelle/é+1","value":"a_b.c:d=e-f@g aws:"}])")}}));
}

// --- Activities and tasks ------------------------------------------------------------------------------------------

TEST_F(StatesApiTest, keeps_activities) {
    auto const made = service->ok("CreateActivity", Json::object({{"name", "work"}}));
    clock.advance(1s);
    EXPECT_EQ(made, service->ok("CreateActivity", Json::object({{"name", "work"}})));
    Json const arn = Json::object({{"activityArn", made["activityArn"]}});
    begin();
    EXPECT_EQ(made.with("name", "work").with("encryptionConfiguration", Json::object({{"type", "AWS_OWNED_KEY"}})),
              service->ok("DescribeActivity", arn));
    EXPECT_EQ(1U, service->ok("ListActivities", Json::object())["activities"].size());
    service->ok("DeleteActivity", arn);
    service->ok("DeleteActivity", arn);
    EXPECT_TRUE(service
                    ->fault("CreateActivity", Json::parse(R"({"name":"secret","encryptionConfiguration":{
                        "type":"CUSTOMER_MANAGED_KMS_KEY","kmsKeyId":"k"}})"))
                    .starts_with("InvalidEncryptionConfiguration: "));
    auto const gone =
        "ActivityDoesNotExist: Activity Does Not Exist: '" + std::string(made["activityArn"].as_string()) + "'";
    EXPECT_EQ(gone, service->fault("DescribeActivity", arn));
    EXPECT_EQ(gone, service->fault("GetActivityTask", arn));
    EXPECT_EQ("InvalidName: Invalid Name: 'a|b'", service->fault("CreateActivity", Json::object({{"name", "a|b"}})));
}

TEST_F(StatesApiTest, a_poll_gets_a_task_or_nothing_after_a_minute) {
    auto const arn = service->ok("CreateActivity", Json::object({{"name", "work"}}))["activityArn"];
    std::string const request = Json::object({{"activityArn", arn}, {"workerName", "w"}}).dump();
    auto const first = service->ask("GetActivityTask", request);
    auto const second = service->ask("GetActivityTask", request);
    EXPECT_EQ(0U, first->status);
    ASSERT_EQ(2U, service->tokens.polls.size());
    EXPECT_FALSE(service->tokens.polls.front().abandoned());
    service->tokens.polls.front().done({.token = "t", .input = Json::object({{"a", 1}})});
    EXPECT_EQ(Json::parse(R"({"taskToken":"t","input":"{\"a\":1}"})"), first->body);
    service->timers.fire();
    EXPECT_EQ(200U, second->status);
    EXPECT_TRUE(second->body["taskToken"].is_null());
    EXPECT_TRUE(service->tokens.polls.back().abandoned());
    auto const third = service->ask("GetActivityTask", request);
    EXPECT_FALSE(service->tokens.polls.back().abandoned());
    service->gone = true;
    EXPECT_TRUE(service->tokens.polls.back().abandoned());
}

TEST_F(StatesApiTest, hands_the_workers_words_on_and_says_what_became_of_them) {
    service->ok("SendTaskSuccess", Json::object({{"taskToken", "t"}, {"output", "[1, 2]"}}));
    service->ok("SendTaskFailure", Json::object({{"taskToken", "t"}, {"error", "E"}}));
    service->ok("SendTaskHeartbeat", Json::object({{"taskToken", "t"}}));
    EXPECT_EQ((std::vector<std::string>{"succeed t [1,2]", "fail t \"E\" null", "heartbeat t"}), service->tokens.said);
    EXPECT_TRUE(service->fault("SendTaskSuccess", Json::object({{"taskToken", "t"}, {"output", "nonsense"}}))
                    .starts_with("InvalidOutput: "));
    Json const beat = Json::object({{"taskToken", "t"}});
    EXPECT_EQ("InvalidOutput: Invalid Output: 'No content to map due to end-of-input'",
              service->fault("SendTaskSuccess", Json::object({{"taskToken", "t"}, {"output", ""}})));
    service->tokens.answer = TokenAnswer::malformed;
    EXPECT_EQ("InvalidToken: Invalid Token: 'Invalid token'", service->fault("SendTaskHeartbeat", beat));
    service->tokens.answer = TokenAnswer::over;
    EXPECT_EQ("TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'",
              service->fault("SendTaskHeartbeat", beat));
    service->tokens.answer = TokenAnswer::unknown;
    EXPECT_TRUE(service->fault("SendTaskHeartbeat", beat).starts_with("TaskDoesNotExist: "));
}

// --- Trials --------------------------------------------------------------------------------------------------------

TEST_F(StatesApiTest, tests_a_state_and_performs_its_task_once) {
    auto answer = service->ok(
        "TestState",
        Json::object({{"definition", R"({"Type":"Pass","Next":"B"})"}, {"roleArn", kRole}, {"input", R"({"a":1})"}}));
    EXPECT_EQ(Json::parse(R"({"status":"SUCCEEDED","output":"{\"a\":1}","nextState":"B"})"), answer);
    EXPECT_TRUE(service->performed.empty());
    Json const task = Json::object(
        {{"definition",
          R"({"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true})"},
         {"roleArn", kRole}});
    answer = service->ok("TestState", task);
    EXPECT_EQ(Json::parse(R"({"status":"SUCCEEDED","output":"\"performed\""})"), answer);
    EXPECT_EQ(std::vector{Json::parse(R"({"FunctionName":"f"})")}, service->performed);
    service->missing = {"lambda"};
    EXPECT_TRUE(service->fault("TestState", task).starts_with("InvalidDefinition: "));
    EXPECT_EQ(1U, service->performed.size());
}

TEST_F(StatesApiTest, validates_definitions) {
    auto const validate = [&](std::string_view definition, std::string_view severity = "ERROR") {
        return service->ok("ValidateStateMachineDefinition",
                           Json::object({{"definition", definition}, {"severity", severity}}));
    };
    EXPECT_EQ(Json::parse(R"({"result":"OK","diagnostics":[],"truncated":false})"), validate(kPass));
    EXPECT_EQ("FAIL", validate(R"({"StartAt":"A","States":{}})")["result"].as_string());
    service->missing = {"sqs"};
    EXPECT_EQ(Json::parse(R"({"result":"OK","diagnostics":[],"truncated":false})"), validate(kTask));
    auto const found = validate(kTask, "WARNING");
    EXPECT_EQ("OK", found["result"].as_string());
    EXPECT_EQ("/States/T/Resource", found["diagnostics"][0]["location"].as_string());
}

}  // namespace
}  // namespace coworks::local::states
