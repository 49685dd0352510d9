#include "aws/sdk.hpp"

#include <gtest/gtest.h>

namespace coworks::aws::sdk {
namespace {

model::Operation const& operation(std::string_view service, std::string_view action) {
    auto const* const found = model::service(service).find_action(action);
    if (found == nullptr) throw std::runtime_error("no operation");
    return *found;
}

tl::expected<Json, std::string> input(std::string_view service, std::string_view action, Json const& arguments) {
    return to_input(model::service(service), operation(service, action), arguments);
}

TEST(SdkTest, spells_members_with_capital_letters) {
    EXPECT_EQ(input("sfn", "startExecution", R"({"StateMachineArn":"a","Input":"{}"})"_json).value(),
              R"({"stateMachineArn":"a","input":"{}"})"_json);
    EXPECT_EQ(to_result(model::service("sfn"), operation("sfn", "startExecution"),
                        R"({"executionArn":"e","startDate":1700000000.25})"_json),
              R"({"ExecutionArn":"e","StartDate":"2023-11-14T22:13:20.25Z"})"_json);
}

TEST(SdkTest, refuses_what_the_operation_does_not_know_by_name) {
    EXPECT_EQ(input("sfn", "startExecution", R"({"stateMachineArn":"a"})"_json).error(),
              "The field \"stateMachineArn\" is not supported by Step Functions");
    EXPECT_EQ(input("sfn", "startExecution", R"({"StateMachineArn":{}})"_json).error(),
              "The value for the field 'StateMachineArn' must be a STRING");
    EXPECT_EQ(input("lambda", "invoke", "[]"_json).error(), "The value for the field 'Parameters' must be an OBJECT");
}

TEST(SdkTest, uploads_any_json_with_its_checksum) {
    auto const put = input("s3", "putObject", R"({"Bucket":"b","Key":"k","Body":["List","Data"]})"_json).value();
    EXPECT_EQ(put["Body"], Json(R"(["List","Data"])"));
    // As recorded for this text.
    EXPECT_EQ(put["ChecksumCRC32"], Json("1F2MPA=="));
}

TEST(SdkTest, names_errors_as_the_java_sdk_does) {
    auto const s3 = to_failure(model::service("s3"), {"NoSuchKey", "The specified key does not exist.", 404}, "r");
    EXPECT_EQ(s3.error, "S3.NoSuchKeyException");
    EXPECT_EQ(
        s3.cause,
        "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: r) (SDK Attempt Count: 1)");
    auto const token = to_failure(model::service("sfn"), {"InvalidToken", "Invalid Token: 'Invalid token'"}, "r");
    EXPECT_EQ(token.error, "Sfn.InvalidTokenException");
    EXPECT_EQ(to_failure(model::service("sfn"), {"SerializationException", "no"}, "r").error, "Sfn.SfnException");
}

}  // namespace
}  // namespace coworks::aws::sdk
