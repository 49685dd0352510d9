#include "jsonpath/decimal.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace coworks::jsonpath {
namespace {

TEST(CompareDecimals, IsExactWhateverTheNotation) {
    for (auto const& [left, right] : std::vector<std::pair<char const*, char const*>>{{"1", "1.0"},
                                                                                      {"1e2", "100"},
                                                                                      {"0.001", "1E-3"},
                                                                                      {"-0", "0"},
                                                                                      {"+.5", "0.50"},
                                                                                      {"007", "7."},
                                                                                      {"0e9", "0"}}) {
        EXPECT_EQ(compare_decimals(left, right), 0) << left << ' ' << right;
    }
    auto const ascending = std::vector<std::string>{"-1e400",
                                                    "-12345678901234567890.2",
                                                    "-12345678901234567890.1",
                                                    "-2",
                                                    "-1",
                                                    "0",
                                                    "1e-400",
                                                    "9",
                                                    "10",
                                                    "10.01",
                                                    "12345678901234567890",
                                                    "1e400"};
    for (std::size_t i = 0; i + 1 < ascending.size(); ++i) {
        EXPECT_LT(compare_decimals(ascending[i], ascending[i + 1]), 0) << ascending[i];
        EXPECT_GT(compare_decimals(ascending[i + 1], ascending[i]), 0) << ascending[i];
    }
}

TEST(CompareDecimals, GivesNothingForTextsThatAreNoNumbers) {
    for (auto const* text :
         {"", "x", "1x", " 1", "1 ", "--1", ".", "1e", "1e+", "1e--2", "e5", "1.2.3", "1e99999999999"}) {
        EXPECT_FALSE(compare_decimals(text, "1")) << text;
        EXPECT_FALSE(compare_decimals("1", text)) << text;
    }
}

}  // namespace
}  // namespace coworks::jsonpath
