#include "yaml/yaml.hpp"

#include <gtest/gtest.h>

namespace coworks::yaml {
namespace {

std::string as_json(std::string_view text) {
    auto const read = parse(text, "x.yml");
    return read.faults.empty() ? read.value.dump() : read.faults[0].code;
}

TEST(Yaml, reads_what_people_write) {
    EXPECT_EQ(R"({"name":"shop","services":{"mail":"coworks/mail","list":[1,"two"]}})",
              as_json("name: shop\nservices:\n  mail: coworks/mail\n  list: [1, two]\n"));
    EXPECT_EQ("null", as_json(""));
    EXPECT_EQ("null", as_json("# only a comment\n"));
    EXPECT_EQ(R"({"text":"one\ntwo\n","folded":"a b"})", as_json("text: |\n  one\n  two\nfolded: a\n  b\n"));
}

TEST(Yaml, resolves_scalars_by_the_core_schema) {
    char const* const cases[][2] = {{"yes", R"("yes")"},
                                    {"on", R"("on")"},
                                    {"true", "true"},
                                    {"'true'", R"("true")"},
                                    {"~", "null"},
                                    {"0o17", "15"},
                                    {"0x1F", "31"},
                                    {"017", "17"},
                                    {"-12", "-12"},
                                    {"1.0", "1.0"},
                                    {".5", "0.5"},
                                    {"1e3", "1000.0"},
                                    {"1_000", R"("1_000")"},
                                    {"12:30", R"("12:30")"},
                                    {"\"\"", R"("")"},
                                    {"!!str 12", R"("12")"},
                                    {"2026-01-01", R"("2026-01-01")"},
                                    {".inf", "bad-number"},
                                    {"99999999999999999999", "bad-number"},
                                    {"18446744073709551615", "18446744073709551615"},
                                    {"é", R"("é")"}};
    for (auto const& [text, json] : cases)
        EXPECT_EQ(json, as_json(text)) << text;
}

TEST(Yaml, takes_a_question_mark_inside_a_plain_scalar) {
    EXPECT_EQ(R"({"cron":"0 2 * * ? *","q":["a?","b?c"],"d":"x ? y","e":"'?'"})",
              as_json("{cron: 0 2 * * ? *, q: [a?, b?c], d: \"x ? y\", e: '''?'''}"));
    EXPECT_EQ((SourcePosition{1, 9}), parse("{a?: ?, b: x}").positions.find("/b").key);
    EXPECT_EQ("complex-key", as_json("? [a]\n: b\n"));
    EXPECT_EQ("control-character", as_json("a: \x01"));
}

TEST(Yaml, knows_where_keys_and_values_stand) {
    auto const read = parse("a:\n  b: [x, y]\n");
    EXPECT_EQ((SourcePosition{2, 3}), read.positions.find("/a/b").key);
    EXPECT_EQ((SourcePosition{2, 6}), read.positions.find("/a/b").value);
    EXPECT_EQ((SourcePosition{2, 10}), read.positions.find("/a/b/1").value);
}

TEST(Yaml, tells_faults_with_their_place) {
    struct Case {
        std::string_view text;
        std::string_view code;
        SourcePosition position;
    };
    Case const cases[] = {{"a: 1\na: 2\n", "duplicate-key", {2, 1}},      {"a:\n\t- b\n", "invalid-yaml", {2, 2}},
                          {"a: b: c\n", "invalid-yaml", {1, 5}},          {"? [x]\n: 1\n", "complex-key", {1, 3}},
                          {"a: !secret x\n", "unknown-tag", {1, 4}},      {"a: \xff\n", "invalid-utf8", {1, 4}},
                          {"a: 1\n---\nb: 2\n", "two-documents", {2, 1}}, {"a: *nothing\n", "invalid-yaml", {1, 4}}};
    for (Case const& each : cases) {
        auto const read = parse(each.text, "x.yml");
        ASSERT_EQ(1U, read.faults.size()) << each.text;
        EXPECT_EQ(each.code, read.faults[0].code) << each.text;
        EXPECT_EQ(each.position, read.faults[0].position) << each.text << read.faults[0].message;
        EXPECT_EQ("x.yml", read.faults[0].file);
        EXPECT_TRUE(read.value.is_null());
    }
}

TEST(Yaml, tells_that_tabs_do_not_indent) {
    EXPECT_EQ("indent with blanks, not with tabs", parse("a:\n\t- b\n").faults.at(0).remedy);
}

TEST(Yaml, counts_columns_in_code_points_and_skips_a_byte_order_mark) {
    auto const read = parse("\xef\xbb\xbfé: {ü: ö, 😀: [x, y]}\nä: 1\n");
    EXPECT_EQ((SourcePosition{1, 1}), read.positions.find("/é").key);
    EXPECT_EQ((SourcePosition{1, 5}), read.positions.find("/é/ü").key);
    EXPECT_EQ((SourcePosition{1, 8}), read.positions.find("/é/ü").value);
    EXPECT_EQ((SourcePosition{1, 18}), read.positions.find("/é/😀/1").value);
    EXPECT_EQ((SourcePosition{2, 4}), read.positions.find("/ä").value);
    EXPECT_EQ((SourcePosition{2, 5}), parse("ü: 1\nö: b: c\n").faults.at(0).position);
}

TEST(Yaml, tells_several_faults_at_once_up_to_a_bound) {
    auto const read = parse("a: 1\na: !secret 2\nb: .inf\nc: !set {d, d}\n");
    std::vector<std::string> codes;
    for (Diagnostic const& fault : read.faults)
        codes.push_back(fault.code);
    EXPECT_EQ((std::vector<std::string>{"duplicate-key", "unknown-tag", "bad-number", "unknown-tag", "duplicate-key"}),
              codes);
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += "- .inf\n";
    EXPECT_EQ(Limits{}.faults_max, parse(many).faults.size());
}

TEST(Yaml, refuses_characters_that_no_yaml_text_may_hold) {
    EXPECT_EQ("control-character", as_json(std::string_view("a: b\0c", 6)));
    EXPECT_EQ("control-character", as_json("a: 1\n\x04\nb: 2\n"));
    EXPECT_EQ("invalid-utf8", as_json("# \xe9\na: 1\n"));
    EXPECT_EQ("invalid-utf8", as_json(std::string_view("\xff\xfe"
                                                       "a\0:\0",
                                                       6)));
    EXPECT_EQ((SourcePosition{2, 3}), parse("é: 1\nü:\x7f").faults.at(0).position);
}

TEST(Yaml, merges_nothing_by_itself) {
    EXPECT_EQ(R"({"a":{"x":1},"b":{"<<":{"x":1}}})", as_json("a: &a {x: 1}\nb:\n  <<: *a\n"));
    EXPECT_EQ(R"({"k":1,"b":"k"})", as_json("&k k: 1\nb: *k\n"));
    EXPECT_EQ("complex-key", as_json("a: &a x\n*a : 1\n"));
}

TEST(Yaml, repeats_aliases_within_bounds) {
    EXPECT_EQ(R"({"a":[1],"b":[1]})", as_json("a: &x [1]\nb: *x\n"));
    std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        std::string const last = "*a" + std::to_string(i - 1);
        std::string const name = "a" + std::to_string(i);
        laughs += name + ": &" + name + " [" + last;
        for (int j = 0; j < 9; ++j)
            laughs += ", " + last;
        laughs += "]\n";
    }
    EXPECT_EQ("too-large", as_json(laughs));
    EXPECT_EQ("recursive-alias", as_json("&a [*a]"));
    std::string deeper = "a0: &a0 " + std::string(60, '[') + std::string(60, ']') + "\n";
    deeper += "a1: &a1 " + std::string(60, '[') + "*a0" + std::string(60, ']') + "\n";
    EXPECT_EQ("too-deep", as_json(deeper));
}

TEST(Yaml, is_bounded_in_depth_and_size) {
    EXPECT_EQ("too-deep", as_json(std::string(200, '[') + std::string(200, ']')));
    EXPECT_FALSE(parse(std::string(100000, '[')).faults.empty());
    EXPECT_EQ("too-large", as_json(std::string(5U << 20, ' ')));
}

TEST(Yaml, EscapesOfHalfOfLatin1AreCharacters) {
    auto const document = parse(R"("\N|\_|\L|\P|\xe9|\u00e9|\U0001F600 \0" )", "x.yml");
    ASSERT_TRUE(document.faults.empty());
    EXPECT_EQ(document.value.as_string(),
              std::string_view("\u0085|\u00a0|\u2028|\u2029|\u00e9|\u00e9|\U0001F600 \0", 26));
    EXPECT_EQ(parse("\"a\\N\": 1", "x.yml").value, Json::object({{"a\u0085", 1}}));
}

}  // namespace
}  // namespace coworks::yaml
