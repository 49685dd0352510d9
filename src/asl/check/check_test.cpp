#include "asl/check/check.hpp"

#include <gtest/gtest.h>

namespace coworks::asl {
namespace {

std::string errors(Json const& definition, ExecutionType type = ExecutionType::standard) {
    auto const message = invalid_definition_message(validate(definition, type));
    constexpr std::string_view kBefore = "Invalid State Machine Definition: '";
    return message.empty() ? "" : message.substr(kBefore.size(), message.size() - kBefore.size() - 1);
}

/// The faults of a machine whose only state is this one.
std::string state_errors(char const* state) {
    return errors(Json::object({{"StartAt", "S"}, {"States", Json::object({{"S", Json::parse(state)}})}}));
}

struct Case {
    char const* state;
    char const* errors;
};

class StateCases : public testing::TestWithParam<Case> {};

TEST_P(StateCases, TellsWhatIsWrong) {
    EXPECT_EQ(state_errors(GetParam().state), GetParam().errors) << GetParam().state;
}

INSTANTIATE_TEST_SUITE_P(
    Fields, StateCases,
    testing::Values(
        Case{R"({"Type": "Pass", "End": true})", ""},
        Case{R"({"Type": "Pass", "Nothing": 1, "End": true})",
             "SCHEMA_VALIDATION_FAILED: Field 'Nothing' is not supported at /States/S"},
        Case{
            R"({"Type": "Map", "TimeoutSeconds": 5, "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}})",
            "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/S"},
        Case{R"({"Type": "Pass", "Output": 1, "End": true})",
             "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported "
             "for the 'JSONata' QueryLanguage at /States/S"},
        Case{R"({"Type": "Fail", "Error": "E", "ErrorPath": "$.e"})",
             "SCHEMA_VALIDATION_FAILED: Only one of these fields is allowed: [Error, ErrorPath] at /States/S"},
        Case{R"({"Type": "Pass", "End": true, "ResultPath": "$.a[*]"})",
             "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/S/ResultPath"},
        Case{R"({"Type": "Pass", "End": true, "InputPath": "no"})",
             "SCHEMA_VALIDATION_FAILED: Value is not a valid JSONPath at /States/S/InputPath"},
        Case{R"({"Type": "Pass", "End": true, "Assign": {"states": 1}})",
             "SCHEMA_VALIDATION_FAILED: The variable name 'states' is not valid at /States/S/Assign/states"},
        Case{R"({"Type": "Pass", "End": true, "Assign": {)"
             R"("a2345678901234567890123456789012345678901234567890123456789012345678901234567890.$": "$.x",)"
             R"("ä2345678901234567890123456789012345678901234567890123456789012345678901234567890": 1}})",
             ""},
        Case{R"({"Type": "Pass", "End": true, "Assign": {)"
             R"("a23456789012345678901234567890123456789012345678901234567890123456789012345678901": 1}})",
             "SCHEMA_VALIDATION_FAILED: The variable name "
             "'a23456789012345678901234567890123456789012345678901234567890123456789012345678901' is not valid at "
             "/States/S/Assign/a23456789012345678901234567890123456789012345678901234567890123456789012345678901"},
        Case{R"({"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}},
                 "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
                 "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {
                 "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", 1], "ItemsPointer": 5}}})",
             "SCHEMA_VALIDATION_FAILED: Expected value of type String at "
             "/States/S/ItemReader/ReaderConfig/CSVHeaders[1], SCHEMA_VALIDATION_FAILED: Expected value of type String "
             "at /States/S/ItemReader/ReaderConfig/ItemsPointer"},
        Case{R"({"Type": "Task", "Resource": "nonsense", "End": true})",
             "SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/S/Resource"},
        Case{R"({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.sync", "End": true})",
             "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::sqs:sendMessage.sync is not recognized. "
             "The value is not a valid resource ARN, or the resource is not available in this region. at "
             "/States/S/Resource"},
        Case{R"({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                 "HeartbeatSeconds": 10, "TimeoutSeconds": 10})",
             "SCHEMA_VALIDATION_FAILED: HeartbeatSeconds must be less than TimeoutSeconds at "
             "/States/S/HeartbeatSeconds"},
        Case{R"({"Type": "Wait", "End": true})",
             "SCHEMA_VALIDATION_FAILED: Exactly one of these fields is required: [Seconds, SecondsPath, Timestamp, "
             "TimestampPath] at /States/S"},
        Case{
            R"({"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": "x", "Next": "S"}], "Default": "S"})",
            "SCHEMA_VALIDATION_FAILED: Expected value of type Number at /States/S/Choices[0]/NumericEquals, "
            "MISSING_END_STATE: Workflow has no terminal state at null"},
        Case{R"({"Type": "Parallel", "End": true, "Branches": []})",
             "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/S/Branches"},
        Case{
            R"({"Type": "Parallel", "End": true, "Branches": [{"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}]})",
            "DUPLICATE_STATE_NAME: Duplicate State name: S at /States/S/Branches[0]/States/S"},
        Case{R"({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                 "Retry": [{"ErrorEquals": ["States.ALL", "X"], "MaxAttempts": -1}]})",
             "SCHEMA_VALIDATION_FAILED: 'States.ALL' must appear alone at /States/S/Retry[0]/ErrorEquals, "
             "SCHEMA_VALIDATION_FAILED: Value must be at least 0 at /States/S/Retry[0]/MaxAttempts"}));

TEST(Validate, ReportsDanglingTargetsInTheWordsOfTheService) {
    EXPECT_EQ(errors(R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "NOPE"}}})"_json),
              "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, "
              "MISSING_END_STATE: Workflow has no terminal state at null");
    EXPECT_EQ(errors(R"({"StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "Y",
        "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "X"}]}, "E": {"Type": "Succeed"}}})"_json),
              "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/C/Choices[0]/Next, "
              "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/C/Default, "
              "MISSING_TRANSITION_TARGET: State \"E\" is not reachable. at /States/E");
}

TEST(Validate, LeavesUnreachableStatesOutWhereTheWorkflowCannotEnd) {
    EXPECT_EQ(errors(R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "Next": "A"}, "C": {"Type": "Pass", "Next": "A"}}})"_json),
              "MISSING_END_STATE: Workflow has no terminal state at null");
}

TEST(Validate, RefusesWhatExpressWorkflowsDoNotHave) {
    Json const machine = R"({"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::states:startExecution.sync:2"}}})"_json;
    EXPECT_EQ(errors(machine), "");
    EXPECT_EQ(errors(machine, ExecutionType::express),
              "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service integration at "
              "/States/A/Resource");
}

TEST(Validate, QuotesTheParserOfTheServiceForTextThatIsNoJson) {
    auto const findings = validate_text("not a definition");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "INVALID_JSON_DESCRIPTION");
    EXPECT_EQ(findings[0].location, "[Source: (String)\"not a definition\"; line: 1, column: 4]");
    EXPECT_EQ(validate_text("[]")[0].message, "Definition must be a valid JSON object");
}

TEST(Check, ShowsEveryFaultWithItsLineAndColumn) {
    constexpr std::string_view kText = R"({
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Parameters": {"x.$": "bad", "y": "$.z"}, "Next": "B"},
    "B": {"Type": "Sleep"}
  }
})";
    auto const diagnostics = check(kText, "x.asl.json");
    ASSERT_EQ(diagnostics.size(), 4U);
    EXPECT_EQ(diagnostics[0].position, (SourcePosition{.line = 3, .column = 3}));
    EXPECT_EQ(diagnostics[0].code, "MISSING_END_STATE");
    EXPECT_EQ(diagnostics[1].position, (SourcePosition{.line = 4, .column = 50}));
    EXPECT_EQ(diagnostics[2].severity, Diagnostic::Severity::warning);
    EXPECT_EQ(diagnostics[2].code, "NO_DOLLAR");
    EXPECT_EQ(diagnostics[3].position, (SourcePosition{.line = 5, .column = 11}));
    EXPECT_EQ(check("{\"a\" 1}", "x").size(), 1U);
}

TEST(Check, SuggestsTheNameThatWasMeant) {
    auto const diagnostics =
        check(R"({"StartAt": "Pay", "States": {"Pya": {"Type": "Pass", "Nxt": "Pya", "End": true}}})", "x");
    ASSERT_EQ(diagnostics.size(), 2U);
    EXPECT_EQ(diagnostics[0].remedy, "did you mean 'Pya'?");
    EXPECT_EQ(diagnostics[1].remedy, "did you mean 'Next'?");
}

TEST(Check, AdvisesWhereAPathMayNotMeanWhatItSays) {
    constexpr std::string_view kText = R"-({"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.a[-1]",
  "Parameters": {"n.$": "$.list.length()", "l.$": "States.Array($.a[1:5:2])", "good.$": "$.a.['b c'][(@.length-1)]"},
  "End": true}}})-";
    auto const diagnostics = check(kText, "x.asl.json");
    ASSERT_EQ(diagnostics.size(), 3U);
    for (auto const& each : diagnostics) {
        EXPECT_EQ(each.severity, Diagnostic::Severity::warning);
        EXPECT_EQ(each.code, "JSONPATH_DIALECT");
    }
    EXPECT_EQ(diagnostics[0].position, (SourcePosition{.line = 1, .column = 51}));
    EXPECT_EQ(diagnostics[1].message,
              "This path may not mean what it says: 'length()' is the name of a member to AWS: its paths have no "
              "functions");
    EXPECT_EQ(diagnostics[2].position, (SourcePosition{.line = 2, .column = 44}));
    auto const response = validation_response(validate_text(kText), Finding::Severity::warning);
    EXPECT_EQ(response["diagnostics"].size(), 0U) << "the service says nothing of it";
}

// --- JSONata ---

std::string jsonata_errors(std::string const& state) {
    return errors(Json::object(
        {{"StartAt", "S"},
         {"QueryLanguage", "JSONata"},
         {"States", Json::object({{"S", Json::parse(state)}, {"E", Json::object({{"Type", "Succeed"}})}})}}));
}

std::string output_errors(std::string const& expression) {
    std::string found =
        jsonata_errors(R"({"Type": "Pass", "Next": "E", "Output": )" + Json("{% " + expression + " %}").dump() + "}");
    for (std::string const place = " at /States/S/Output"; found.ends_with(place);)
        found.resize(found.size() - place.size());
    return found;
}

TEST(Jsonata, IsRefusedWithTheWordsOfItsParser) {
    EXPECT_EQ(output_errors("$states.input.a[1] + 2"), "");
    EXPECT_EQ(output_errors("a[1,2)"), R"(INVALID_JSONATA_EXPRESSION: Expected "]", got ",")");
    EXPECT_EQ(output_errors("\"unterminated"),
              "INVALID_JSONATA_EXPRESSION: String literal must be terminated by a matching quote");
    EXPECT_EQ(output_errors("1 +"), "INVALID_JSONATA_EXPRESSION: Unexpected end of expression");
    EXPECT_EQ(output_errors("{\"a\":}"),
              R"(INVALID_JSONATA_EXPRESSION: The symbol "}" cannot be used as a unary operator)");
    EXPECT_EQ(output_errors("$match(\"a\", /abc"),
              "INVALID_JSONATA_EXPRESSION: No terminating / in regular expression");
    EXPECT_EQ(output_errors(""), "INVALID_JSONATA_EXPRESSION: Unexpected end of expression");
}

TEST(Jsonata, HasNoContextItemToReadNamesFrom) {
    auto const refused = [](std::string const& name) {
        return "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '" + name + "' at the top level is not supported.";
    };
    EXPECT_EQ(output_errors("phone[0].number"), refused("phone"));
    EXPECT_EQ(output_errors("$.phone"), refused("$"));
    EXPECT_EQ(output_errors("$map($states.input.a, function($x) { b })"), refused("b"));
    EXPECT_EQ(output_errors("aaa + bbb + aaa"), refused("aaa") + " at /States/S/Output, " + refused("bbb"));
    EXPECT_EQ(output_errors("{'a': b}"), refused("b"));
    EXPECT_EQ(output_errors("$$"), "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported.");
    for (char const* const fine :
         {"$states.input.items[phone > 3]", "$states.input.items.phone", "$states.input.items^(>price).name",
          "$states.input.items{category: $sum(price)}", "$states.input.items.{'a': b}", "$phone.number",
          "($f := function($x) { $x.phone }; $f($states.input))", "$states.input ~> |items|{'a': b}|",
          "$states.input.items@$i.parts#$n.(name & $i.name)", "$states.input.($.a)"})
        EXPECT_EQ(output_errors(fine), "") << fine;
}

TEST(Jsonata, KnowsWhatStatesHoldWhere) {
    auto const missing = [](std::string const& field, std::string const& place) {
        return "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states." + field + "' does not exist. at " + place;
    };
    EXPECT_EQ(output_errors("$states.context.Execution.Id & $string($states)"), "");
    EXPECT_EQ(jsonata_errors(R"({"Type": "Pass", "End": true, "Output": "{% $states.result %}"})"),
              missing("result", "/States/S/Output") +
                  ", MISSING_TRANSITION_TARGET: State \"E\" is not reachable. at /States/E");
    EXPECT_EQ(jsonata_errors(R"({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "E",
                  "Arguments": {"FunctionName": "{% $states.result.f %}"}, "Output": "{% $states.result %}",
                  "Assign": {"a": "{% $states.errorOutput %}", "b": "{% $states.result %}"},
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E", "Output": "{% $states.errorOutput.Cause %}",
                             "Assign": {"c": "{% $states.result %}"}}]})"),
              missing("result", "/States/S/Arguments/FunctionName") + ", " +
                  missing("errorOutput", "/States/S/Assign/a") + ", " +
                  missing("result", "/States/S/Catch[0]/Assign/c"));
    EXPECT_EQ(output_errors("$states.inputs"),
              "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.inputs' does not exist.");
}

TEST(Jsonata, OpensAndClosesAtTheEndsOfItsText) {
    auto const errors_of = [](std::string const& text) {
        return jsonata_errors(R"({"Type": "Pass", "Next": "E", "Output": [{"a": )" + Json(text).dump() + "}]}");
    };
    for (char const* const bad : {"{% 1 %", "1 %}", " {% 1 %}", "{% 1 %} ", "{% 1", "{%}"})
        EXPECT_EQ(errors_of(bad),
                  "INVALID_JSONATA_EXPRESSION: The expression is improperly opened or closed at "
                  "/States/S/Output[0]/a")
            << bad;
    for (char const* const good : {"{% 1 %}", " {% 1 %} ", "a {% 1 %} b", "{ % 1 % }", "100 %", "%", ""})
        EXPECT_EQ(errors_of(good), "") << good;
    EXPECT_EQ(state_errors(R"({"Type": "Pass", "End": true, "Parameters": {"a": "{% 1 %"}})"), "");
    EXPECT_EQ(jsonata_errors(R"({"Type": "Wait", "Next": "E", "Seconds": "{% 1 %"})"),
              "INVALID_JSONATA_EXPRESSION: The expression is improperly opened or closed at /States/S/Seconds");
}

TEST(Variables, OfAnOuterScopeAreNotAssignedInAnInnerOne) {
    auto const machine = [](char const* outer, std::string const& inner, char const* kind) {
        std::string const workflow = R"({"StartAt": "I", "States": {"I": )" + inner + "}}";
        std::string const state = kind == std::string_view("Parallel")
                                      ? R"({"Type": "Parallel", "Branches": [)" + workflow + R"(], "Next": "Z"})"
                                      : R"({"Type": "Map", "ItemProcessor": )" + workflow + R"(, "Next": "Z"})";
        return errors(Json::parse(R"({"StartAt": "P", "States": {"P": )" + state + R"(, "Z": )" + outer + "}}"));
    };
    char const* const later = R"({"Type": "Pass", "Assign": {"x.$": "$", "y": 1}, "End": true})";
    auto const refused = [](std::string const& place) {
        return "SCHEMA_VALIDATION_FAILED: The variable 'x' can't be assigned here, because an outer scope assigns it "
               "at "
               "/States/P/" +
               place;
    };
    EXPECT_EQ(machine(later, R"({"Type": "Pass", "Assign": {"x": 1}, "End": true})", "Map"),
              refused("ItemProcessor/States/I/Assign/x"));
    EXPECT_EQ(
        machine(later, R"({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, "Parameters":
                  {"FunctionName": "f"}, "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"x": 1}, "Next": "J"}]},
                  "J": {"Type": "Succeed"})",
                "Parallel"),
        refused("Branches[0]/States/I/Catch[0]/Assign/x"));
    EXPECT_EQ(machine(later, R"({"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "J",
                  "Assign": {"x": 1}}], "Default": "J"}, "J": {"Type": "Succeed"})",
                      "Parallel"),
              refused("Branches[0]/States/I/Choices[0]/Assign/x"));
    EXPECT_EQ(machine(later, R"({"Type": "Pass", "Assign": {"z": 1}, "End": true})", "Map"), "");
    EXPECT_EQ(errors(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "I",
                  "States": {"I": {"Type": "Pass", "Assign": {"x": 1}, "End": true}}}],
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"x": 2}, "Next": "Z"}]},
                  "Z": {"Type": "Pass", "End": true}}})"_json),
              "");
    // Scopes beside each other may use the same name.
    EXPECT_EQ(machine(R"({"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "K", "States": {"K":
                  {"Type": "Pass", "Assign": {"x": 1}, "End": true}}}})",
                      R"({"Type": "Pass", "Assign": {"x": 1}, "End": true})", "Parallel"),
              "");
}

TEST(Jsonata, IsNoneInFieldsThatAreNotComputed) {
    EXPECT_EQ(jsonata_errors(R"({"Type": "Pass", "Next": "E", "Comment": "{% 1 + %}"})"), "");
    EXPECT_EQ(state_errors(R"({"Type": "Pass", "End": true, "Parameters": {"a": "{% 1 + %}"}})"), "");
}

TEST(Jsonata, ShowsItsFaultsWhereTheyAre) {
    constexpr std::string_view kText =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {\n"
        "  \"A\": {\"Type\": \"Pass\", \"End\": true, \"Output\": {\n"
        "    \"x\": \"{% \\\"\\u017e\u017e\\ud83d\\ude00\\\" & $states.input.y) %}\",\n"
        "    \"y\": \"{% 1 + aa + bb %}\"}}}}";
    auto const diagnostics = check(kText, "x.asl.json");
    ASSERT_EQ(diagnostics.size(), 3U);
    EXPECT_EQ(diagnostics[0].code, "INVALID_JSONATA_EXPRESSION");
    EXPECT_EQ(diagnostics[0].position, (SourcePosition{.line = 3, .column = 55})) << "the bracket";
    EXPECT_EQ(diagnostics[1].position, (SourcePosition{.line = 4, .column = 18}));
    EXPECT_EQ(diagnostics[2].position, (SourcePosition{.line = 4, .column = 23}));
}

TEST(VariableReferences, OfJsonataAreTheNamesItDoesNotBind) {
    EXPECT_EQ(variable_references(R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass",
        "Output": "{% ( $a := $b; $map($c, function($v) { $v + $d }); '$no' & $states.input & $$.e & $a ) %}",
        "End": true}}})"_json)
                  .dump(),
              R"({"A":["b","c","d"]})");
}

// --- Hostile definitions ---

TEST(Validate, TakesTenThousandStatesInItsStride) {
    Json::ObjectBuilder states;
    for (int i = 0; i < 10'000; ++i) {
        states.set("S" + std::to_string(i),
                   i == 9'999 ? Json::object({{"Type", "Succeed"}})
                              : Json::object({{"Type", "Pass"}, {"Next", "S" + std::to_string(i + 1)}}));
    }
    EXPECT_EQ(errors(Json::object({{"StartAt", "S0"}, {"States", states.finish()}})), "");
}

TEST(Validate, RefusesToFollowNestingWithoutEnd) {
    Json inner = R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})"_json;
    for (int i = 0; i < 3'000; ++i) {
        inner = Json::object(
            {{"StartAt", "A"},
             {"States",
              Json::object(
                  {{"A", Json::object({{"Type", "Parallel"}, {"End", true}, {"Branches", Json::array({inner})}})}})}});
    }
    EXPECT_NE(errors(inner).find("TOO_DEEPLY_NESTED"), std::string::npos);
    Json rule = R"({"Variable": "$.a", "IsNull": true})"_json;
    Json payload = 1;
    for (int i = 0; i < 3'000; ++i) {
        rule = Json::object({{"Not", rule}});
        payload = Json::array({payload});
    }
    EXPECT_NE(
        errors(Json::object({{"StartAt", "C"},
                             {"States", Json::object({{"C", Json::object({{"Type", "Choice"},
                                                                          {"Choices", Json::array({rule})}})}})}}))
            .find("nested too deeply"),
        std::string::npos);
    EXPECT_NE(
        errors(Json::object(
                   {{"StartAt", "C"},
                    {"States",
                     Json::object({{"C", Json::object({{"Type", "Pass"}, {"End", true}, {"Parameters", payload}})}})}}))
            .find("nested too deeply"),
        std::string::npos);
    EXPECT_TRUE(variable_references(inner).empty());
}

TEST(Validate, SurvivesEveryFieldWithEveryKindOfValue) {
    for (char const* type : {"Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map", "?"}) {
        for (char const* field :
             {"Next",       "End",         "InputPath",    "ResultPath", "Parameters",     "Arguments",     "Output",
              "Assign",     "Retry",       "Catch",        "Resource",   "TimeoutSeconds", "Credentials",   "Choices",
              "Default",    "Seconds",     "Timestamp",    "Error",      "Branches",       "ItemProcessor", "Iterator",
              "ItemReader", "ItemBatcher", "ResultWriter", "Label",      "MaxConcurrency", "QueryLanguage", "Type"}) {
            for (char const* value : {"null", "true", "-1", "1e300", "\"\"", "\"{%%}\"", "[]", "[[]]", "[{}]", "{}",
                                      R"({"StartAt": 1, "States": []})", R"({"a.$": {}})"}) {
                auto const state = Json::object({{"Type", type}, {field, Json::parse(value)}});
                auto const machine = Json::object({{"StartAt", "S"}, {"States", Json::object({{"S", state}})}});
                static_cast<void>(validate(machine));
                static_cast<void>(variable_references(machine));
            }
        }
    }
}

}  // namespace
}  // namespace coworks::asl
