#include "aws/signature.hpp"

#include <gtest/gtest.h>

namespace coworks::aws {
namespace {

TEST(SignatureTest, reads_what_a_header_says) {
    auto const signature = parse_signature(
        "AWS4-HMAC-SHA256 Credential=KEY/20261124/eu-central-1/states/aws4_request, SignedHeaders=host;x-amz-date, "
        "Signature=abc");
    ASSERT_TRUE(signature);
    EXPECT_EQ("KEY", signature->access_key);
    EXPECT_EQ("20261124", signature->date);
    EXPECT_EQ("eu-central-1", signature->region);
    EXPECT_EQ("states", signature->service);
}

TEST(SignatureTest, refuses_headers_of_another_form) {
    for (char const* const bad :
         {"", "Basic abc", "AWS4-HMAC-SHA256 Credential=KEY/20261124/eu/states, SignedHeaders=a, Signature=b",
          "AWS4-HMAC-SHA256 Credential=KEY/1/eu/states/aws4_request, Signature=b",
          "AWS4-HMAC-SHA256 Credential=KEY/1/eu/states/aws4_request/more, SignedHeaders=a, Signature=b"})
        EXPECT_FALSE(parse_signature(bad)) << bad;
}

}  // namespace
}  // namespace coworks::aws
