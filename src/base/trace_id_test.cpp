#include "base/trace_id.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coworks {
namespace {

using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr char const* kRoot = "Root=1-5759e988-bd862e3fe1be46a994272793";
auto const kNow = std::chrono::system_clock::from_time_t(0x5759e988);

TEST(RequestTrace, is_what_the_client_sent_if_it_has_a_root) {
    SeededRandom random(1);
    std::string const sent = std::string(kRoot) + ";Parent=53995c3f42cd8ad8;Sampled=1";
    EXPECT_EQ(request_trace(sent, random, kNow), sent);
    for (char const* without :
         {"", "Root=1-5759e988", "Parent=53995c3f42cd8ad8", "Root=1-5759e988-bd862e3fe1be46a99427279x"})
        EXPECT_THAT(request_trace(without, random, kNow), MatchesRegex("Root=1-5759e988-[0-9a-f]{24}")) << without;
}

TEST(FunctionTrace, has_a_root_a_parent_and_the_decision_to_sample) {
    SeededRandom random(1);
    std::string const made = function_trace("", random, kNow);
    EXPECT_THAT(made, MatchesRegex("Root=1-5759e988-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0"));
    EXPECT_NE(function_trace("", random, kNow), made);
    EXPECT_THAT(function_trace(kRoot, random, kNow), StartsWith(std::string(kRoot) + ";Parent="));
    std::string const whole = std::string(kRoot) + ";Parent=53995c3f42cd8ad8;Sampled=1";
    EXPECT_EQ(function_trace(whole, random, kNow), whole);
    EXPECT_EQ(function_trace("Self=1-67891234-12456789abcdef012345678a; " + whole + ";Lineage=a:0", random, kNow),
              whole);
    EXPECT_THAT(function_trace(std::string(kRoot) + ";Parent=x;Sampled=?", random, kNow),
                MatchesRegex(std::string(kRoot) + ";Parent=[0-9a-f]{16};Sampled=0"));
}

}  // namespace
}  // namespace coworks
