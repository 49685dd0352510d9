// Every text of JSONTestSuite, from tests/data/json (its head says how a line reads and what we chose where a parser
// may).

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <coworks/json.hpp>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace coworks {
namespace {

struct Case {
    bool accept = false;
    std::string name;
    std::string text;
};

/// "100000*[ 500*]": each count times its text.
std::string repeated(std::string_view rule) {
    std::string out;
    while (!rule.empty()) {
        std::size_t const end = std::min(rule.find(' '), rule.size());
        std::size_t const star = rule.find('*');
        std::size_t count = 0;
        std::from_chars(rule.data(), rule.data() + star, count);
        for (; count > 0; --count)
            out += rule.substr(star + 1, end - star - 1);
        rule.remove_prefix(std::min(end + 1, rule.size()));
    }
    return out;
}

std::vector<Case> cases() {
    constexpr std::string_view kRepeat = "REPEAT ";
    std::ifstream file(COWORKS_SOURCE_DIR "/tests/data/json/json_test_suite.txt");
    std::vector<Case> out;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        std::size_t const first = line.find('\t');
        std::size_t const second = line.find('\t', first + 1);
        Case each{.accept = line.starts_with("accept"), .name = line.substr(first + 1, second - first - 1), .text = {}};
        std::string_view const text = std::string_view(line).substr(second + 1);
        if (text.starts_with(kRepeat)) {
            each.text = repeated(text.substr(kRepeat.size()));
        } else {
            EXPECT_TRUE(percent_decode(text, each.text)) << each.name;
        }
        out.push_back(std::move(each));
    }
    return out;
}

TEST(JsonTestSuite, is_accepted_and_refused_as_it_says) {
    auto const all = cases();
    ASSERT_EQ(318U, all.size());
    for (Case const& each : all) {
        if (each.name[0] != 'i') {
            EXPECT_EQ(each.accept, each.name[0] == 'y') << each.name;
        }
        try {
            Json const value = Json::parse(each.text);
            EXPECT_TRUE(each.accept) << each.name << " was read as " << value.dump();
            EXPECT_EQ(value, Json::parse(value.dump())) << each.name;
            EXPECT_EQ(value.dump(), Json::parse(value.dump({.indent = 3, .ascii = true})).dump()) << each.name;
        } catch (JsonError const& error) {
            EXPECT_FALSE(each.accept) << each.name << ": " << error.what();
            EXPECT_LE(error.offset(), each.text.size()) << each.name;
        }
    }
}

TEST(JsonTestSuite, keeps_halves_of_surrogate_pairs_where_asked) {
    std::size_t kept = 0;
    for (Case const& each : cases()) {
        bool const half = each.name.find("surrogate") != std::string::npos && each.name[0] == 'i';
        if (!half || !is_utf8(each.text)) continue;
        Json const value = Json::parse(each.text, {.allow_lone_surrogates = true});
        EXPECT_EQ(value, Json::parse(value.dump(), {.allow_lone_surrogates = true})) << each.name;
        ++kept;
    }
    EXPECT_EQ(10U, kept);
}

}  // namespace
}  // namespace coworks
