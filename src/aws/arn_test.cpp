#include "aws/arn.hpp"

#include <gtest/gtest.h>

#include "aws/place.hpp"

namespace coworks::aws {
namespace {

TEST(ArnTest, takes_an_arn_apart) {
    auto const arn = parse_arn("arn:aws:states:eu-west-3:123456789012:stateMachine:m:7");
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->partition, "aws");
    EXPECT_EQ(arn->service, "states");
    EXPECT_EQ(arn->region, "eu-west-3");
    EXPECT_EQ(arn->account, "123456789012");
    EXPECT_EQ(arn->resource, "stateMachine:m:7");
}

TEST(ArnTest, takes_arns_without_region_and_account) {
    auto const arn = parse_arn("arn:aws:s3:::bucket/a:b");
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->region, "");
    EXPECT_EQ(arn->resource, "bucket/a:b");
}

TEST(ArnTest, refuses_what_is_none) {
    for (auto const* text : {"", "arn", "arn:", "arn:aws:states", "arn:aws:states:us-east-1:1",
                             "arn:aws:s3:::", "arn::s3:::b", "arn:aws::::b", "ARN:aws:s3:::b"})
        EXPECT_FALSE(parse_arn(text)) << text;
}

TEST(ArnTest, makes_what_it_reads) {
    Place const place{.partition = "aws-cn", .region = "cn-north-1", .account = "210987654321"};
    EXPECT_EQ(place.arn("sqs", "orders"), "arn:aws-cn:sqs:cn-north-1:210987654321:orders");
    EXPECT_EQ(place.global_arn("iam", "role/r"), "arn:aws-cn:iam::210987654321:role/r");
}

TEST(ArnTest, reads_every_form_of_a_functions_name) {
    for (auto const* text : {"f", "123456789012:function:f", "arn:aws:lambda:us-east-1:123456789012:function:f"}) {
        EXPECT_EQ(parse_function_name(text).name, "f") << text;
        EXPECT_EQ(parse_function_name(text).qualifier, "") << text;
        auto const qualified = parse_function_name(std::string(text) + ":live");
        EXPECT_EQ(qualified.name, "f") << text;
        EXPECT_EQ(qualified.qualifier, "live") << text;
    }
}

}  // namespace
}  // namespace coworks::aws
