#include <coworks/json.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <thread>

#include "json/number.hpp"

namespace coworks {
namespace {

std::string again(std::string_view text) {
    return Json::parse(text).dump();
}

TEST(Json, is_sixteen_bytes) {
    EXPECT_EQ(16U, sizeof(Json));
}

TEST(Json, prints_what_it_reads) {
    for (std::string_view text :
         {"null", "true", "false", "0", "-1", "18446744073709551615", "-9223372036854775808", "1.5", "1.0", "-0.0",
          "1e+22", "\"\"", "\"a text of more than fourteen bytes\"", "[]", "{}", "[1,[2,[]],{}]",
          R"({"b":1,"a":{"c":[null]}})", R"("\"\\\n\t\b\f\r\u0001é😀")"}) {
        EXPECT_EQ(text, again(text));
    }
    EXPECT_EQ("0", again("-0"));
    EXPECT_EQ("18446744073709551616.0", again("18446744073709551616"));
}

TEST(Json, keeps_the_last_of_two_equal_names_at_the_place_of_the_first) {
    EXPECT_EQ(R"({"a":3,"b":2})", again(R"({"a":1,"b":2,"a":3})"));
}

TEST(Json, gives_every_double_back) {
    std::mt19937_64 random(7);
    for (int i = 0; i < 100000; ++i) {
        double const value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        Json const read = Json::parse(Json(value).dump());
        ASSERT_TRUE(read.kind() == Json::Kind::real);
        ASSERT_EQ(std::bit_cast<std::uint64_t>(value), std::bit_cast<std::uint64_t>(read.as_double()));
    }
}

TEST(Json, takes_numbers_too_small_for_a_double_as_zero_and_refuses_those_too_large) {
    EXPECT_EQ(0.0, Json::parse("1e-400").as_double());
    EXPECT_TRUE(std::signbit(Json::parse("-0.000001e-400").as_double()));
    EXPECT_EQ(0.0, Json::parse("0e99999999999999999999").as_double());
    EXPECT_THROW(Json::parse("1e400"), JsonError);
    for (char const* exponent : {"9223372036854775806", "9223372036854775807", "9223372036854775808"}) {
        EXPECT_THROW(Json::parse(std::string("1e") + exponent), JsonError) << exponent;
        EXPECT_EQ(Json::parse(std::string("1e-") + exponent), Json(0.0)) << exponent;
        EXPECT_EQ(Json::parse(std::string("0e") + exponent), Json(0.0)) << exponent;
    }
    EXPECT_THROW(Json::parse("123456789e300000000000000000000"), JsonError);
}

TEST(Json, finds_members_in_small_and_large_objects) {
    Json::ObjectBuilder builder;
    for (int i = 0; i < 100000; ++i)
        builder.set("key" + std::to_string(i), i);
    Json const large = builder.finish();
    for (int i = 0; i < 100000; i += 7)
        ASSERT_EQ(i, large["key" + std::to_string(i)].as_int64());
    EXPECT_EQ(nullptr, large.find("key"));
    EXPECT_TRUE(large["nothing"]["at"][3].is_null());
}

TEST(Json, changes_nothing_that_is_shared) {
    Json const before = Json::parse(R"({"a":{"b":1},"c":[1,2]})");
    Json const after = before.with("a", 7).with("d", Json::array({1})).without("c");
    EXPECT_EQ(R"({"a":{"b":1},"c":[1,2]})", before.dump());
    EXPECT_EQ(R"({"a":7,"d":[1]})", after.dump());
    EXPECT_EQ("[1,9]", before["c"].with_item(1, 9).dump());
    EXPECT_EQ("[1,2,3]", before["c"].appended(3).dump());
    EXPECT_TRUE(before.with("x", 1)["a"].same_as(before["a"]));
}

TEST(Json, may_be_assigned_from_its_own_inside) {
    Json value = Json::parse(R"([[["a text of more than fourteen bytes"]]])");
    value = value[0];
    value = value[0][0];
    EXPECT_EQ("a text of more than fourteen bytes", value.as_string());
}

TEST(Json, is_nested_as_deep_as_memory_allows) {
    Json value = Json::array();
    Json twin = Json::array();
    for (int i = 0; i < 300000; ++i) {
        value = Json::array({value});
        twin = Json::object({{"a", twin}});
    }
    EXPECT_EQ(600002U, value.dump().size());
    EXPECT_EQ(value, Json::parse(value.dump(), {.depth_max = 400000}));
    EXPECT_FALSE(value == twin);
}

TEST(Json, compares_numbers_by_their_value) {
    EXPECT_EQ(Json(1), Json(1.0));
    EXPECT_EQ(Json(9223372036854775808U), Json(0x1p63));
    EXPECT_NE(Json(9223372036854775807), Json(0x1p63));
    EXPECT_NE(Json(9007199254740993), Json(9007199254740992.0));
    EXPECT_NE(Json(true), Json(1));
    EXPECT_EQ(R"({"a":1,"b":[2]})"_json, R"({"b":[2.0],"a":1})"_json);
}

TEST(Json, knows_its_integers) {
    EXPECT_EQ(3, Json(3.0).as_int64());
    EXPECT_THROW(Json(3.5).as_int64(), JsonError);
    EXPECT_THROW(Json(-1).as_uint64(), JsonError);
    EXPECT_THROW(Json(1e300).as_int64(), JsonError);
    EXPECT_THROW(Json("3").as_int64(), JsonError);
    EXPECT_TRUE(Json("text").is_string());
}

TEST(Json, tells_where_a_text_is_wrong) {
    auto const offset = [](std::string_view text) {
        try {
            Json::parse(text);
        } catch (JsonError const& error) {
            return error.offset();
        }
        return JsonError::kNoOffset;
    };
    EXPECT_EQ(5U, offset(R"({"a" 1})"));
    EXPECT_EQ(0U, offset(""));
    EXPECT_EQ(3U, offset("[1,]"));
    EXPECT_EQ(2U, offset("1 2"));
    EXPECT_EQ(1U, offset("\"\xff\""));
    EXPECT_EQ(1U, offset(R"("\ud800")"));
    EXPECT_EQ(512U, offset(std::string(600, '[')));
}

TEST(Json, keeps_lone_surrogates_where_asked) {
    Json const lone = Json::parse(R"("\ud800x\udc00")", {.allow_lone_surrogates = true});
    EXPECT_EQ(R"("\ud800x\udc00")", lone.dump());
    EXPECT_EQ(R"("\ud83d\ude00")", Json("😀").dump({.ascii = true}));
}

TEST(Json, refuses_to_print_what_has_no_json_form) {
    EXPECT_THROW(Json(std::nan("")).dump(), JsonError);
    EXPECT_THROW(Json(std::numeric_limits<double>::infinity()).dump(), JsonError);
    EXPECT_THROW(Json("\xff").dump(), JsonError);
}

TEST(Json, finds_values_by_pointer) {
    Json const doc = R"({"a/b":[{"~":1}],"":2})"_json;
    EXPECT_EQ(Json(1), *doc.find_pointer("/a~1b/0/~0"));
    EXPECT_EQ(Json(2), *doc.find_pointer("/"));
    EXPECT_EQ(&doc, doc.find_pointer(""));
    EXPECT_EQ(nullptr, doc.find_pointer("/a~1b/00"));
    EXPECT_EQ(nullptr, doc.find_pointer("/x/y/z"));
    EXPECT_THROW(doc.find_pointer("a"), JsonError);
    EXPECT_THROW(doc.find_pointer("/~2"), JsonError);
}

TEST(Json, is_read_by_many_threads_at_once) {
    Json::ObjectBuilder builder;
    for (int i = 0; i < 1000; ++i)
        builder.set(std::to_string(i), Json::array({i}));
    Json const shared = builder.finish();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([copy = shared] {
            for (int i = 0; i < 1000; ++i) {
                Json const item = copy[std::to_string(i)];
                ASSERT_EQ(i, item.appended(1)[0].as_int64());
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
}

TEST(Json, appends_in_place_where_nobody_shares) {
    Json array = Json::array();
    for (int i = 0; i < 200000; ++i)
        array = std::move(array).appended(i);
    EXPECT_EQ(200000U, array.size());
    Json object;
    for (int i = 0; i < 20000; ++i)
        object = std::move(object).with(std::to_string(i), i);
    EXPECT_EQ(19999, object["19999"].as_int64());
}

TEST(Json, prints_for_people) {
    EXPECT_EQ("{\n  \"b\": [\n    1\n  ],\n  \"a\": {}\n}", R"({"b":[1],"a":{}})"_json.dump({.indent = 2}));
    EXPECT_EQ(R"({"a":{},"b":[1]})", R"({"b":[1],"a":{}})"_json.dump({.sort_keys = true}));
}

TEST(EcmascriptNumber, prints_as_javascript_does) {
    EXPECT_EQ("0", ecmascript_number(-0.0));
    EXPECT_EQ("100", ecmascript_number(1e2));
    EXPECT_EQ("123456789012345680000", ecmascript_number(123456789012345680000.0));
    EXPECT_EQ("1e+21", ecmascript_number(1e21));
    EXPECT_EQ("0.000001", ecmascript_number(1e-6));
    EXPECT_EQ("1.5e-7", ecmascript_number(1.5e-7));
    EXPECT_EQ("0.1", ecmascript_number(0.1));
    EXPECT_EQ("-1234.5", ecmascript_number(-1234.5));
    EXPECT_EQ("5e-324", ecmascript_number(5e-324));
}

}  // namespace
}  // namespace coworks
