#include "yaml/older.hpp"

#include <gtest/gtest.h>

#include <coworks/json.hpp>

#include "yaml/yaml.hpp"

namespace coworks::yaml {
namespace {

std::string told(std::string_view source) {
    auto const document = parse(source, "x.yml");
    std::string out;
    for (Diagnostic const& each : older_readings(document, source, "x.yml")) {
        out += std::to_string(each.position.line) + ":" + std::to_string(each.position.column) + " " +
               std::string(name_of(each.severity)) + " " + each.message + "; " + each.remedy + "\n";
    }
    return out;
}

TEST(Older, WhatYaml11ReadsOtherwiseIsWarnedOf) {
    EXPECT_EQ(told("a: yes\n"),
              "1:4 warning yes is a text here, and a boolean for readers of YAML 1.1; put it in quotes\n");
    EXPECT_EQ(told("a: [1, OFF ]\n"),
              "1:8 warning OFF is a text here, and a boolean for readers of YAML 1.1; put it in quotes\n");
    EXPECT_EQ(told("a: 017 # octal\n"),
              "1:4 warning 017 is the number 17 here, and an octal number for readers of YAML 1.1; write 17\n");
    EXPECT_EQ(told("a: 0o17\n"),
              "1:4 warning 0o17 is the number 15 here, and a text for readers of YAML 1.1; write 15\n");
    EXPECT_EQ(told("{a: 1_000}\n"),
              "1:5 warning 1_000 is a text here, and a number for readers of YAML 1.1; put it in quotes\n");
    EXPECT_EQ(
        told("a: 12:30:00\n"),
        "1:4 warning 12:30:00 is a text here, and a number of base 60 for readers of YAML 1.1; put it in quotes\n");
    EXPECT_EQ(
        told("a: 2026-01-31T10:00:00Z\n"),
        "1:4 warning 2026-01-31T10:00:00Z is a text here, and a date for readers of YAML 1.1; put it in quotes\n");
}

TEST(Older, WhatIsTheSameInBothIsNot) {
    EXPECT_EQ(told("a: 'yes'\nb: \"017\"\nc: 0\nd: yes and no\ne: |\n  on\nf: '12:30'\ng: 10\nh: arn:aws:x:1\ni: 0.5\n"
                   "j: true\nk: 2026\nl: on-call\n"),
              "");
}

TEST(Older, AMergeKeyIsAFault) {
    EXPECT_EQ(
        told("a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n"),
        "3:3 error YAML 1.2 has no merge keys: << is a member like any other; write the members out; an alias may "
        "stand for a whole value\n");
}

TEST(Older, AsManyAreToldAsAnybodyReads) {
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += "- yes\n";
    auto const document = parse(many, "x.yml");
    EXPECT_EQ(older_readings(document, many, "x.yml").size(), 50U);
}

}  // namespace
}  // namespace coworks::yaml
