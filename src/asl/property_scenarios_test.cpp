#include "asl/property_scenarios.hpp"

namespace coworks::asl::testing {

#define SERVICE(plan)                                                                                         \
    R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "Parameters": {"plan": )" plan \
    R"(, "try.$": "$$.State.RetryCount", "redrive.$": "$$.Execution.RedriveCount", "input.$": "$"})"
#define FUNCTION(plan)                                                                                                \
    R"("Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "Parameters": {"plan": )" plan \
    R"(, "try.$": "$$.State.RetryCount"})"
#define ACTIVITY(plan)                                                                                                \
    R"("Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a", "Parameters": {"plan": )" plan \
    R"(, "try.$": "$$.State.RetryCount"})"
#define RETRY(times)                                                                            \
    R"("Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": )" #times \
    R"(, "JitterStrategy": "FULL"}])"
#define CATCH R"("Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Caught"}])"
#define BAD_CATCH R"("Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $number('x') %}", "Next": "Caught"}])"
#define CAUGHT R"("Caught": {"Type": "Pass", "End": true})"
#define END R"("End": true)"
#define ONE(state) R"({"StartAt": "A", "States": {"A": {)" state "}}}"
#define ONE_CAUGHT(state) R"({"StartAt": "A", "States": {"A": {)" state "}, " CAUGHT "}}"
#define JSONATA(state) R"({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {)" state "}, " CAUGHT "}}"
#define JSONATA_TASK R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "Arguments": )"
#define BRANCH(name, state) R"({"StartAt": ")" name R"(", "States": {")" name R"(": {)" state "}}}"
#define BRANCHES(list) R"("Type": "Parallel", "Branches": [)" list "]"
#define PASS R"("Type": "Pass", "End": true)"
#define ITEMS(processor) R"("Type": "Map", "ItemProcessor": )" processor
#define CHILDREN                                                                                           \
    R"("Type": "Map", "MaxConcurrency": 2, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", )" \
    R"("ExecutionType": "STANDARD"}, "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}})"
#define READER \
    R"("ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"}})"
#define JSONATA_READER \
    R"("ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "b", "Key": "items"}})"
#define WRITER \
    R"("ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}})"
/// Fails to be evaluated at the second attempt.
#define LATER R"("{% $states.context.State.RetryCount = 0 ? [1] : $number('x') %}")"

std::vector<Scenario> const& scenarios() {
    static std::vector<Scenario> const all{
        // --- States that need nobody
        {"a chain",
         R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Choice", )"
         R"("Choices": [{"Variable": "$.go", "BooleanEquals": true, "Next": "W"}], "Default": "F"}, )"
         R"("W": {"Type": "Wait", "Seconds": 5, "Next": "V"}, "V": {"Type": "Wait", "Seconds": 1, "Next": "S"}, )"
         R"("S": {"Type": "Succeed"}, "F": {"Type": "Fail", "Error": "E", "Cause": "c"}}})",
         R"({"go": true})"},
        {"a Fail", ONE(R"("Type": "Fail", "Error": "E", "Cause": "c")"), "{}", 1},
        {"a Fail that can't be evaluated", JSONATA(R"("Type": "Fail", "Error": "{% $number('x') %}")")},
        {"a Pass that can't be evaluated", JSONATA(R"("Type": "Pass", "End": true, "Output": "{% $number('x') %}")")},
        {"a Pass without its input", ONE(R"("Type": "Pass", "End": true, "InputPath": "$.nope")")},
        {"a Choice without a match",
         R"({"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, )"
         R"("Next": "B"}]}, "B": {"Type": "Succeed"}}})"},
        {"a Choice that can't be evaluated",
         JSONATA(R"("Type": "Choice", "Choices": [{"Condition": "{% $number('x') = 1 %}", "Next": "Caught"}])")},
        {"a Succeed that can't be evaluated", JSONATA(R"("Type": "Succeed", "Output": "{% $number('x') %}")")},
        {"a Succeed without its output", ONE(R"("Type": "Succeed", "OutputPath": "$.nope")")},
        {"a Wait that can't be evaluated", JSONATA(R"("Type": "Wait", "End": true, "Seconds": "{% $number('x') %}")")},
        {"a Wait without its seconds", ONE(R"("Type": "Wait", "End": true, "SecondsPath": "$.nope")")},
        {"a Wait at the end", ONE(R"("Type": "Wait", "End": true, "Seconds": 1)")},
        {"a Wait that can't be left", ONE(R"("Type": "Wait", "End": true, "Seconds": 1, "OutputPath": "$.nope")")},
        {"a Wait whose output can't be evaluated",
         JSONATA(R"("Type": "Wait", "End": true, "Seconds": 1, "Output": "{% $number('x') %}")")},
        // --- Tasks
        {"a service's task, retried",
         R"({"StartAt": "A", "States": {"A": {)" SERVICE(R"(["begin fail", "begin ok"])") "," RETRY(
             2) R"(, "Next": "B"}, "B": {)" SERVICE(R"(["begin accept ok"])") R"(, "End": true}}})"},
        {"a function, retried", ONE(FUNCTION(R"(["begin fail", "begin ok"])") "," RETRY(2) "," END)},
        {"an activity, retried", ONE(ACTIVITY(R"(["begin beat fail", "begin beat beat ok"])") "," RETRY(
                                     2) "," END R"(, "HeartbeatSeconds": 5, "TimeoutSeconds": 50)")},
        {"a service that fails to begin",
         ONE(SERVICE(R"(["start_fail", "begin submit_fail", "schedule_fail"])") "," RETRY(2) "," END)},
        {"a function that fails to begin", ONE(FUNCTION(R"(["schedule_fail", "start_fail"])") "," RETRY(1) "," END)},
        {"an activity that fails to begin", ONE(ACTIVITY(R"(["schedule_fail"])") "," END)},
        {"a task that is refused", ONE_CAUGHT(SERVICE(R"(["refuse"])") "," CATCH "," END)},
        {"a task that gives too much", ONE_CAUGHT(SERVICE(R"(["begin big"])") "," CATCH "," END)},
        {"a service's task that is late",
         ONE_CAUGHT(SERVICE(R"(["begin"])") R"(, "TimeoutSeconds": 5,)" CATCH "," END)},
        {"a function that is late", ONE(FUNCTION(R"(["begin"])") R"(, "TimeoutSeconds": 5,)" END)},
        {"an activity without a heartbeat",
         ONE(ACTIVITY(R"(["begin"])") R"(, "TimeoutSeconds": 9, "HeartbeatSeconds": 2,)" END)},
        {"a task whose arguments can't be evaluated", JSONATA(JSONATA_TASK R"("{% $number('x') %}", "End": true)")},
        {"a task without its parameters",
         ONE(R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "InputPath": "$.nope", "End": true)")},
        {"a task whose output can't be evaluated",
         JSONATA(JSONATA_TASK R"({"plan": ["ok"]}, "Output": "{% $number('x') %}", "End": true)")},
        {"a task without its output", ONE(SERVICE(R"(["ok"])") R"(, "OutputPath": "$.nope", "End": true)")},
        {"a catcher that can't be evaluated", JSONATA(JSONATA_TASK R"({"plan": ["fail"]}, "End": true, )" BAD_CATCH)},
        {"a catcher without a place", ONE_CAUGHT(SERVICE(R"(["fail"])") "," CATCH "," END), "[1]"},
        {"a task whose second attempt can't be evaluated",
         JSONATA(JSONATA_TASK R"({"plan": ["fail"], "a": )" LATER R"(}, "End": true, )" RETRY(2))},
        {"a task without its second parameters",
         ONE(R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "End": true, "Parameters": { )"
             R"~("plan": ["fail"], "a.$": "States.ArrayGetItem($.list, $$.State.RetryCount)"}, )~" RETRY(2)),
         R"({"list": [1]})"},
        {"a machine whose time is up",
         R"({"TimeoutSeconds": 3, "StartAt": "A", "States": {"A": {)" SERVICE(R"(["begin"])") R"(, "End": true}}})",
         "{}", 1},
        {"a task that is redriven",
         R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", )"
         R"("Parameters": {"plans": [["fail"], ["fail", "fail"], ["fail", "ok"]], "try.$": "$$.State.RetryCount", )"
         R"("redrive.$": "$$.Execution.RedriveCount"}, )" RETRY(1) R"(, "End": true}}})",
         "{}", 3},
        // --- Parallel
        {"a Parallel",
         R"({"StartAt": "A", "States": {"A": {)" BRANCHES(BRANCH("X", SERVICE(R"(["begin ok"])") "," END) "," BRANCH(
             "Y",
             SERVICE(R"(["begin fail", "ok"])") "," RETRY(
                 1) "," END) "," BRANCH("Z",
                                        ITEMS(BRANCH(
                                            "T",
                                            SERVICE(
                                                R"(["ok"])") "," END)) R"(, "ItemsPath": "$.list",)" END)) R"(, "Next": "Caught"}, )" CAUGHT
                                                                                                           "}}",
         R"({"list": [1, 2, 3]})"},
        {"a Parallel at the end", ONE(BRANCHES(BRANCH("X", PASS)) "," END)},
        {"a Parallel without its input", ONE(BRANCHES(BRANCH("X", PASS)) R"(, "InputPath": "$.nope",)" END)},
        {"a Parallel that can't be evaluated",
         JSONATA(BRANCHES(BRANCH("X", PASS)) R"(, "Arguments": "{% $number('x') %}",)" END)},
        {"a Parallel without its result",
         ONE(BRANCHES(BRANCH("X", PASS)) R"(, "ResultSelector": {"a.$": "$.nope"},)" END), "{}", 1},
        {"a Parallel whose output can't be evaluated",
         JSONATA(BRANCHES(BRANCH("X", PASS)) R"(, "Output": "{% $number('x') %}",)" END)},
        {"a Parallel that is retried and caught",
         ONE_CAUGHT(BRANCHES(
             BRANCH("X", R"("Type": "Fail", "Error": "E")") "," BRANCH("Y", R"("Type": "Wait", "Seconds": 9, "End": true)") "," BRANCH(
                 "Z",
                 BRANCHES(BRANCH(
                     "Q",
                     SERVICE(
                         R"(["begin"])") "," END)) "," END) "," BRANCH("M",
                                                                       ITEMS(BRANCH(
                                                                           "T",
                                                                           R"("Type": "Wait", "Seconds": 9, "End": true)")) R"(, "ItemsPath": "$.list",)" END)) "," RETRY(1) "," CATCH
                                                                                                                                                                             "," END),
         R"({"list": [1, 2, 3]})"},
        {"a Parallel whose catcher can't be evaluated",
         JSONATA(BRANCHES(BRANCH("X", R"("Type": "Fail", "Error": "E")")) "," BAD_CATCH "," END)},
        {"a Parallel whose catcher has no place",
         ONE_CAUGHT(BRANCHES(BRANCH("X", R"("Type": "Fail", "Error": "E")")) "," CATCH "," END), "[1]"},
        {"a Parallel whose second attempt can't be evaluated",
         JSONATA(BRANCHES(BRANCH("X", R"("Type": "Fail", "Error": "E")")) R"(, "Arguments": {"a": )" LATER
                                                                          "}," RETRY(2) "," END)},
        {"a Parallel without its second parameters",
         ONE(BRANCHES(BRANCH("X", R"("Type": "Fail", "Error": "E")")) R"~(, "Parameters": {"a.$": "States.ArrayGetItem($.list, $$.State.RetryCount)"}, )~" RETRY(
             2) "," END),
         R"({"list": [1]})"},
        {"a Parallel that is redriven",
         R"({"StartAt": "A", "States": {"A": {)" BRANCHES(BRANCH("X", SERVICE(R"(["ok"])") "," END) "," BRANCH(
             "Y",
             R"("Type": "Task", )"
             R"("Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "Parameters": {"plans": [["begin fail"], ["ok"]], )"
             R"("redrive.$": "$$.Execution.RedriveCount", "try": 0}, "End": true)") "," BRANCH("Z",
                                                                                               R"("Type": "Wait", "Seconds": 3, "End": true)")) R"(, "End": true}}})",
         "{}", 1},
        // --- Map
        {"a Map",
         R"({"StartAt": "A", "States": {"A": {)" ITEMS(BRANCH(
             "T", SERVICE(R"(["begin ok"])") "," END)) R"(, "MaxConcurrency": 2, "Next": "Caught"}, )" CAUGHT "}}",
         "[1, 2, 3, 4, 5]"},
        {"a Map of Maps",
         ONE(ITEMS(BRANCH(
             "B", ITEMS(BRANCH("T", SERVICE(R"(["begin fail", "ok"])") "," RETRY(
                                        1) "," END)) R"(, "MaxConcurrency": 2,)" END)) R"(, "MaxConcurrency": 2,)" END),
         "[[1, 2], [], [3, 4, 5]]"},
        {"a Map without its items", ONE(ITEMS(BRANCH("X", PASS)) R"(, "ItemsPath": "$.nope",)" END)},
        {"a Map whose items can't be evaluated",
         JSONATA(ITEMS(BRANCH("X", PASS)) R"(, "Items": "{% $number('x') %}",)" END)},
        {"a Map whose second item can't be evaluated",
         JSONATA(ITEMS(
             BRANCH("X", PASS)) R"(, "Items": [1, "x"], )"
                                R"("ItemSelector": {"a": "{% $number($states.context.Map.Item.Value) %}"},)" END)},
        {"a Map whose second item is missing",
         ONE(ITEMS(BRANCH("X", PASS)) R"(, "ItemSelector": {"a.$": "$$.Map.Item.Value.a"},)" END), R"([{"a": 1}, {}])"},
        {"a Map without its result", ONE(ITEMS(BRANCH("X", PASS)) R"(, "ResultSelector": {"a.$": "$.nope"},)" END),
         "[1]"},
        {"a Map whose output can't be evaluated",
         JSONATA(ITEMS(BRANCH("X", PASS)) R"(, "Items": [1], "Output": "{% $number('x') %}",)" END)},
        {"a Map that is retried and caught",
         ONE_CAUGHT(ITEMS(
             R"({"StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "P", "Choices": [ )"
             R"({"Variable": "$.fail", "IsPresent": true, "Next": "F"}]}, "F": {"Type": "Wait", "Seconds": 1, "Next": "G"}, "G": {"Type": "Fail", "Error": "E"}, )"
             R"("P": {)" BRANCHES(BRANCH(
                 "Q",
                 ITEMS(BRANCH(
                     "W",
                     R"("Type": "Wait", "Seconds": 5, "End": true)")) R"(, "ItemsPath": "$.list",)" END)) R"(, "End": true}}})") R"(, "ItemsPath": "$.items",)" RETRY(1) "," CATCH
                                                                                                                                                                         "," END),
         R"({"items": [{"list": [1]}, {"fail": 1}, {"list": [1, 2]}]})"},
        {"a Map whose catcher can't be evaluated",
         JSONATA(ITEMS(BRANCH("X", R"("Type": "Fail", "Error": "E")")) R"(, "Items": [1], )" BAD_CATCH "," END)},
        {"a Map whose catcher has no place",
         ONE_CAUGHT(ITEMS(BRANCH("X", R"("Type": "Fail", "Error": "E")")) "," CATCH "," END), "[1]"},
        {"a Map whose second attempt can't be evaluated",
         JSONATA(ITEMS(BRANCH("X", R"("Type": "Fail", "Error": "E")")) R"(, "Items": )" LATER "," RETRY(2) "," END)},
        {"a Map without its second items",
         ONE(ITEMS(BRANCH("X", R"("Type": "Fail", "Error": "E")")) R"~(, "ItemsPath": "States.ArrayGetItem($.lists, $$.State.RetryCount)", )~" RETRY(
             2) "," END),
         R"({"lists": [[1]]})"},
        {"a Map that is redriven",
         ONE(ITEMS(BRANCH(
             "T",
             R"("Type": "Task", )"
             R"("Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "Parameters": {"plans": [["begin fail"], ["ok"]], )"
             R"("redrive.$": "$$.Execution.RedriveCount", "try": 0, "item.$": "$"}, "End": true)")) R"(, "MaxConcurrency": 2,)" END),
         "[1, 2, 3, 4]", 1},
        {"a Map that is stopped",
         ONE(ITEMS(BRANCH("T", SERVICE(R"(["begin ok"])") "," END)) R"(, "MaxConcurrency": 2,)" END), "[1, 2, 3, 4]", 1,
         3},
        // --- Distributed Map
        {"a Map Run", ONE(CHILDREN "," END), "[1, 2, 3, 4, 5]"},
        {"a Map Run with files", ONE(CHILDREN "," READER "," WRITER "," END), R"({"key": "items"})"},
        {"a Map Run without its file", ONE(CHILDREN "," READER "," END), R"({"key": "gone"})", 1},
        {"a Map Run whose items can't be evaluated",
         JSONATA(CHILDREN "," JSONATA_READER R"(, "ItemSelector": {"a": "{% $number('x') %}"},)" END)},
        {"a Map Run without its items", ONE(CHILDREN "," READER R"(, "ItemSelector": {"a.$": "$.nope"},)" END),
         R"({"key": "items"})"},
        {"a Map Run that tolerates failures", ONE(CHILDREN R"(, "ToleratedFailureCount": 2,)" END),
         R"([1, "fail", 3, "fail", 5])"},
        {"a Map Run with batches", ONE(CHILDREN R"(, "ItemBatcher": {"MaxItemsPerBatch": 2},)" END), "[1, 2, 3, 4, 5]"},
        {"a Map Run that fails", ONE_CAUGHT(CHILDREN R"(, "ItemsPath": "$.items",)" RETRY(1) "," CATCH "," END),
         R"({"items": [1, "fail", 3]})"},
        {"a Map Run that is redriven", ONE(CHILDREN "," END), R"([1, "fail once", 3, "fail once", 5])", 3},
        {"a Map Run that is stopped", ONE(CHILDREN "," END), "[1, 2, 3, 4, 5]", 1, 2},
    };
    return all;
}

}  // namespace coworks::asl::testing
