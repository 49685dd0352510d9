// project.md, "Stage": `secret(NAME)` throws when there is none or it is empty, and compares in constant time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <coworks/secret.hpp>

namespace coworks {
namespace {

TEST(Secrets, come_from_the_environment_and_compare_with_texts) {
    ::setenv("COWORKS_TEST_SECRET", "open-sesame", 1);
    auto const token = secret("COWORKS_TEST_SECRET");
    EXPECT_TRUE(token == "open-sesame");
    for (auto const* wrong : {"", "open", "open-sesame!", "Open-sesame"})
        EXPECT_FALSE(token == wrong) << wrong;
    EXPECT_EQ(token.reveal(), "open-sesame");
}

TEST(Secrets, that_are_not_there_or_empty_are_told_by_name_with_the_remedy) {
    ::setenv("COWORKS_TEST_SECRET", "", 1);
    EXPECT_THROW(secret("COWORKS_TEST_SECRET"), MissingSecret);
    ::unsetenv("COWORKS_TEST_SECRET");
    try {
        secret("COWORKS_TEST_SECRET");
        FAIL() << "nothing was thrown";
    } catch (MissingSecret const& missing) {
        EXPECT_THAT(missing.what(), ::testing::HasSubstr("no secret COWORKS_TEST_SECRET"));
        EXPECT_THAT(missing.what(), ::testing::HasSubstr(".env"));
    }
}

}  // namespace
}  // namespace coworks
