#include "aws/protocol/protocol.hpp"

#include <gtest/gtest.h>

#include "aws/model/check.hpp"

namespace coworks::aws::protocol {
namespace {

struct Ask {
    std::string method = "GET";
    std::string target = "/";
    std::vector<Header> headers{};
    std::string body{};
};

Outcome<Asked> ask(std::string_view service, Ask const& asked) {
    return read(model::service(service),
                {.method = asked.method, .target = asked.target, .headers = asked.headers, .body = asked.body});
}

/// "Operation {input}", or the fault's code.
std::string seen(std::string_view service, Ask const& asked) {
    auto const outcome = ask(service, asked);
    return outcome ? outcome->operation->name + " " + outcome->input.dump() : outcome.error().code;
}

std::string header(Response const& response, std::string_view name) {
    for (auto const& [each, value] : response.headers)
        if (each == name) return value;
    return "(none)";
}

TEST(JsonProtocolTest, finds_the_operation_by_its_target) {
    EXPECT_EQ(seen("sfn", {.method = "POST",
                           .headers = {{"x-amz-target", "AWSStepFunctions.ListStateMachines"}},
                           .body = R"({"maxResults":3})"}),
              R"(ListStateMachines {"maxResults":3})");
    EXPECT_EQ(seen("sfn", {.headers = {{"X-Amz-Target", "AWSStepFunctions.ListActivities"}}}), "ListActivities {}");
}

TEST(JsonProtocolTest, refuses_what_it_cannot_read) {
    std::vector<Header> const target{{"X-Amz-Target", "AWSStepFunctions.ListStateMachines"}};
    EXPECT_EQ(seen("sfn", {.headers = target, .body = "{"}), "SerializationException");
    EXPECT_EQ(seen("sfn", {.headers = {{"X-Amz-Target", "AWSStepFunctions.Nothing"}}}), "UnknownOperationException");
    EXPECT_EQ(seen("sfn", {.headers = {{"X-Amz-Target", "AWSStepFunctions."}}}), "UnknownOperationException");
    EXPECT_EQ(seen("sfn", {}), "UnknownOperationException");
}

TEST(JsonProtocolTest, writes_a_fault_with_its_members) {
    auto const response =
        write(model::service("sfn"), Fault("ValidationException", "no \xff").with("reason", "WHY"), "id");
    EXPECT_EQ(response.status, 400U);
    EXPECT_EQ(header(response, "content-type"), "application/x-amz-json-1.0");
    EXPECT_EQ(header(response, "x-amzn-requestid"), "id");
    EXPECT_EQ(response.body, "{\"__type\":\"ValidationException\",\"message\":\"no \xef\xbf\xbd\",\"reason\":\"WHY\"}");
    EXPECT_EQ(write(model::service("sfn"), Fault::internal("x"), "id").status, 500U);
}

TEST(RestJsonProtocolTest, reads_path_query_headers_and_payload) {
    EXPECT_EQ(seen("lambda", {.method = "POST",
                              .target = "/2015-03-31/functions/arn%3Aaws%3Alambda%3A%3A1%3Afunction%3Af/invocations?"
                                        "Qualifier=live",
                              .headers = {{"X-Amz-Invocation-Type", "Event"}, {"x-amz-log-type", "Tail"}},
                              .body = R"({"a":1})"}),
              R"(Invoke {"FunctionName":"arn:aws:lambda::1:function:f","InvocationType":"Event","LogType":"Tail",)"
              R"("Payload":"{\"a\":1}","Qualifier":"live"})");
    EXPECT_EQ(seen("lambda", {.target = "/2015-03-31/functions/"}), "ListFunctions {}");
    EXPECT_EQ(seen("lambda", {.target = "/2015-03-31/functions?MaxItems=5&Marker=m"}),
              R"(ListFunctions {"Marker":"m","MaxItems":5})");
    EXPECT_EQ(seen("lambda", {.target = "/2015-03-31/functions/f/configuration"}),
              R"(GetFunctionConfiguration {"FunctionName":"f"})");
}

TEST(RestJsonProtocolTest, refuses_paths_that_no_operation_has) {
    for (auto const* const target : {"/", "/2015-03-31/functions/f/nothing", "/2015-03-31/functions//configuration",
                                     "/2015-03-31/functions/%zz", "/2015-03-31/functions/f/configuration/x"})
        EXPECT_EQ(seen("lambda", {.target = target}), "UnknownOperationException") << target;
    EXPECT_EQ(seen("lambda", {.method = "PATCH", .target = "/2015-03-31/functions"}), "UnknownOperationException");
    EXPECT_EQ(seen("lambda", {.target = "/2015-03-31/functions?a=%z"}), "InvalidURI");
}

TEST(RestJsonProtocolTest, writes_status_headers_and_payload) {
    auto const& lambda = model::service("lambda");
    auto const response = write(lambda, *lambda.find("Invoke"),
                                R"({"StatusCode":200,"FunctionError":"Unhandled","Payload":"null"})"_json, "id");
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(header(response, "x-amz-function-error"), "Unhandled");
    EXPECT_EQ(response.body, "null");
    EXPECT_EQ(write(lambda, *lambda.find("Invoke"), R"({"StatusCode":202})"_json, "id").status, 202U);
    EXPECT_EQ(write(lambda, *lambda.find("ListFunctions"), R"({"Functions":[]})"_json, "id").body,
              R"({"Functions":[]})");
}

TEST(RestJsonProtocolTest, writes_a_fault_as_the_service_does) {
    auto const response =
        write(model::service("lambda"), Fault("TooManyRequestsException", "Rate Exceeded.").with("Reason", "R"), "id");
    EXPECT_EQ(response.status, 429U);
    EXPECT_EQ(header(response, "x-amzn-errortype"), "TooManyRequestsException");
    EXPECT_EQ(response.body, R"({"Reason":"R","Type":"User","message":"Rate Exceeded."})");
    EXPECT_EQ(write(model::service("lambda"), Fault("ResourceNotFoundException", "no"), "id").body,
              R"({"Type":"User","Message":"no"})");
}

TEST(RestXmlProtocolTest, reads_buckets_keys_and_bodies) {
    EXPECT_EQ(seen("s3", {.method = "PUT", .target = "/b/a%20b/c", .body = "text"}),
              R"(PutObject {"Body":"text","Bucket":"b","Key":"a b/c","Metadata":{}})");
    EXPECT_EQ(seen("s3", {.target = "/b?list-type=2&prefix=a%2F&max-keys=2&encoding-type=url"}),
              R"(ListObjectsV2 {"Bucket":"b","EncodingType":"url","MaxKeys":2,"Prefix":"a/"})");
    EXPECT_EQ(seen("s3", {.method = "HEAD", .target = "/b/k"}), R"(HeadObject {"Bucket":"b","Key":"k"})");
    EXPECT_EQ(seen("s3", {.target = "/"}), "ListBuckets {}");
    EXPECT_EQ(
        seen(
            "s3",
            {.method = "PUT",
             .target = "/b",
             .body =
                 R"(<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>eu-west-3</LocationConstraint></CreateBucketConfiguration>)"}),
        R"(CreateBucket {"Bucket":"b","CreateBucketConfiguration":{"LocationConstraint":"eu-west-3"}})");
    EXPECT_EQ(seen("s3", {.method = "PUT", .target = "/b", .body = "<a"}), "MalformedXML");
}

TEST(RestXmlProtocolTest, takes_a_body_out_of_its_chunks) {
    auto const put = [](std::string body, std::string length) {
        return seen("s3", {.method = "PUT",
                           .target = "/b/k",
                           .headers = {{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
                                       {"x-amz-decoded-content-length", length}},
                           .body = std::move(body)});
    };
    EXPECT_EQ(put("3;chunk-signature=00\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "5"),
              R"(PutObject {"Body":"abcde","Bucket":"b","Key":"k","Metadata":{}})");
    EXPECT_EQ(put("0\r\n\r\n", "0"), R"(PutObject {"Bucket":"b","Key":"k","Metadata":{}})");
    for (auto const* const body : {"", "abc", "3\r\nab", "3\r\nabcd\r\n0\r\n", "-1\r\n", "ffffffffffffffffff\r\n",
                                   "3\r\nabc\r\n", "3x\r\nabc\r\n0\r\n"})
        EXPECT_EQ(put(body, "3"), "IncompleteBody") << body;
    EXPECT_EQ(put("3\r\nabc\r\n0\r\n\r\n", "4"), "IncompleteBody");
}

TEST(RestXmlProtocolTest, tells_a_copy_from_an_upload) {
    EXPECT_EQ(seen("s3", {.method = "PUT", .target = "/b/k", .headers = {{"x-amz-copy-source", "a/b"}}}).substr(0, 10),
              "CopyObject");
}

TEST(RestXmlProtocolTest, writes_lists_as_s3_does) {
    auto const& s3 = model::service("s3");
    auto const response =
        write(s3, *s3.find("ListObjectsV2"),
              R"({"Name":"b","IsTruncated":false,"Contents":[{"Key":"a<b","Size":1},{"Key":"c"}]})"_json, "id");
    EXPECT_EQ(
        response.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/"
        "\"><IsTruncated>false</IsTruncated><Contents><Key>a&lt;b</Key><Size>1</Size></Contents><Contents><Key>c</"
        "Key></Contents><Name>b</Name></ListBucketResult>");
    auto const fault = write(s3, Fault("NoSuchKey", "The specified key does not exist.", 404).with("Key", "k"), "id");
    EXPECT_EQ(fault.status, 404U);
    EXPECT_EQ(
        fault.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>NoSuchKey</Code><Message>The specified key does not "
        "exist.</Message><Key>k</Key><RequestId>id</RequestId></Error>");
}

TEST(ModelTest, lists_everything_that_is_wrong_with_a_request) {
    auto const& states = model::service("sfn");
    auto const refused = [&](std::string_view operation, Json const& request) {
        auto const fault = model::refuse_shape(states, *states.find(operation), request);
        return fault ? fault->code + ": " + fault->message : "";
    };
    EXPECT_EQ(refused("StartExecution", R"({"stateMachineArn":"","name":""})"_json),
              "ValidationException: 2 validation errors detected: Value '' at 'stateMachineArn' failed to satisfy "
              "constraint: Member must have length greater than or equal to 1; Value '' at 'name' failed to satisfy "
              "constraint: Member must have length greater than or equal to 1");
    EXPECT_EQ(refused("StartExecution", R"({"stateMachineArn":5})"_json),
              "SerializationException: NUMBER_VALUE can not be converted to a String");
    EXPECT_EQ(refused("StartExecution", "[]"_json), "SerializationException: Start of list found where not expected");
}

}  // namespace
}  // namespace coworks::aws::protocol
