#include "local/emulator/retry.hpp"

#include <gtest/gtest.h>

namespace coworks::local::emulator {
namespace {

using namespace std::chrono_literals;

TEST(RetryTest, tries_an_error_of_the_function_twice_more) {
    RetryPolicy const policy;
    Tries tries;
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 0ms), 1min);
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 1min), 2min);
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 3min), std::nullopt);
}

TEST(RetryTest, tries_what_was_throttled_until_it_is_too_old) {
    RetryPolicy const policy;
    Tries tries;
    std::chrono::milliseconds age{0};
    int count = 0;
    std::optional<std::chrono::milliseconds> wait;
    while ((wait = next_try(policy, Failed::by_service, tries, age))) {
        if (count < 9) EXPECT_EQ(*wait, std::chrono::seconds(1 << count)) << count;
        if (count >= 9) EXPECT_EQ(*wait, 5min) << count;
        age += *wait;
        ++count;
    }
    EXPECT_GT(age, 5h + 50min);
    EXPECT_LE(age, 6h);
}

TEST(RetryTest, counts_both_kinds_apart) {
    RetryPolicy const policy;
    Tries tries;
    EXPECT_EQ(next_try(policy, Failed::by_service, tries, 0ms), 1s);
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 0ms), 1min);
    EXPECT_EQ(next_try(policy, Failed::by_service, tries, 0ms), 2s);
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 0ms), 2min);
}

TEST(RetryTest, gives_up_what_would_be_too_old_when_it_is_due) {
    RetryPolicy const policy{.age_max = 90s};
    Tries tries;
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 20s), 1min);
    EXPECT_EQ(next_try(policy, Failed::by_itself, tries, 40s), std::nullopt);
}

}  // namespace
}  // namespace coworks::local::emulator
