#include "lambda/host_name.hpp"

#include <gtest/gtest.h>

namespace coworks::lambda {
namespace {

using namespace std::string_view_literals;

TEST(HostName, IsFoundInTheFileOfHosts) {
    constexpr std::string_view kFile =
        "127.0.0.1\tlocalhost\n"
        "# 10.0.0.9 commented\n"
        "  10.0.0.7   Emulator  emulator.local # 10.0.0.8\r\n"
        "::1 ip6-localhost";
    EXPECT_EQ(address_in_hosts(kFile, "emulator"), "10.0.0.7");
    EXPECT_EQ(address_in_hosts(kFile, "EMULATOR.local"), "10.0.0.7");
    EXPECT_EQ(address_in_hosts(kFile, "ip6-localhost"), "::1");
    for (char const* name : {"commented", "10.0.0.8", "emul", "", "10.0.0.7"})
        EXPECT_EQ(address_in_hosts(kFile, name), "") << name;
    EXPECT_EQ(address_in_hosts("", "a"), "");
}

/// A question for "a.b", an alias, and its address: names behind the question are pointers to it.
constexpr std::string_view kAnswer =
    "\x12\x34\x81\x80\x00\x01\x00\x02\x00\x00\x00\x00"
    "\x01"
    "a\x01"
    "b\x00\x00\x01\x00\x01"
    "\xc0\x0c\x00\x05\x00\x01\x00\x00\x00\x3c\x00\x04\x01"
    "c\xc0\x0e"
    "\xc0\x25\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\x0a\x00\x00\x07"sv;

TEST(HostName, IsFoundInANameServersAnswer) {
    EXPECT_EQ(address_in_answer(kAnswer, AF_INET), "10.0.0.7");
    EXPECT_EQ(address_in_answer(kAnswer, AF_INET6), "");
    for (std::size_t size = 0; size < kAnswer.size(); ++size)
        EXPECT_EQ(address_in_answer(kAnswer.substr(0, size), AF_INET), "") << "cut off at " << size;
    EXPECT_EQ(address_in_answer(std::string(64, '\xff'), AF_INET), "");
}

TEST(HostName, InNumbersNeedsNobodysHelp) {
    EXPECT_EQ(numeric_address("127.0.0.1", 80)->family(), AF_INET);
    EXPECT_EQ(numeric_address("::1", 80)->family(), AF_INET6);
    EXPECT_FALSE(numeric_address("localhost", 80));
    EXPECT_FALSE(numeric_address("", 80));
    EXPECT_EQ(find_host("localhost", 80)->family(), AF_INET);
    EXPECT_EQ(find_host("nobody.invalid", 80).error().code, "unknown_host") << "RFC 6761 section 6.4";
}

}  // namespace
}  // namespace coworks::lambda
