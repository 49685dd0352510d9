// What an attacker or a careless program would do to a Json.

#include <coworks/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>
#include <thread>
#include <unordered_set>
#include <vector>

#include "json/node.hpp"

namespace coworks {
namespace {

/// A value of any shape; the same sequence for the same seed.
Json any_value(std::mt19937_64& random, int depth) {
    switch (random() % (depth > 0 ? 9 : 7)) {
        case 0:
            return nullptr;
        case 1:
            return random() % 2 == 0;
        case 2:
            return static_cast<std::int64_t>(random());
        case 3:
            return random();
        case 4: {
            auto const real = std::bit_cast<double>(random());
            return std::isfinite(real) ? real : -0.0;
        }
        case 5:
            return static_cast<double>(static_cast<std::int32_t>(random()));
        case 6: {
            std::string text;
            for (std::uint64_t size = random() % 40; size > 0; --size)
                text += random() % 20 == 0 ? "é" : std::string(1, static_cast<char>(random() % 128));
            return text;
        }
        case 7: {
            Json array = Json::array();
            for (std::uint64_t size = random() % 12; size > 0; --size)
                array = std::move(array).appended(any_value(random, depth - 1));
            return array;
        }
        default: {
            Json object = Json::object();
            for (std::uint64_t size = random() % 40; size > 0; --size)
                object = std::move(object).with(std::to_string(random() % 50), any_value(random, depth - 1));
            return object;
        }
    }
}

/// Equal also in kinds, signs of zero and order of members.
bool identical(Json const& a, Json const& b) {
    if (a.kind() != b.kind() || a.size() != b.size() || a != b) return false;
    if (a.kind() == Json::Kind::real) return std::signbit(a.as_double()) == std::signbit(b.as_double());
    if (a.is_array()) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!identical(a[i], b[i])) return false;
        }
    }
    if (a.is_object()) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            Json::Member const& left = a.members()[i];
            Json::Member const& right = b.members()[i];
            if (left.name() != right.name() || !identical(left.value, right.value)) return false;
        }
    }
    return true;
}

TEST(JsonRoundTrip, gives_any_value_back_with_its_kinds_and_order) {
    std::mt19937_64 random(11);
    for (int i = 0; i < 2000; ++i) {
        Json const value = any_value(random, 4);
        ASSERT_TRUE(identical(value, Json::parse(value.dump()))) << value.dump();
        ASSERT_TRUE(identical(value, Json::parse(value.dump({.indent = 2, .ascii = true})))) << value.dump();
    }
}

TEST(JsonRoundTrip, gives_integers_at_every_power_of_two_back) {
    for (int bit = 0; bit < 64; ++bit) {
        for (std::uint64_t const near : {-1, 0, 1}) {
            std::uint64_t const value = (std::uint64_t{1} << bit) + near;
            ASSERT_EQ(value, Json::parse(Json(value).dump()).as_uint64());
            auto const negative = static_cast<std::int64_t>(0 - value);
            ASSERT_EQ(negative, Json::parse(Json(negative).dump()).as_int64());
        }
    }
}

TEST(HostileText, is_refused_at_every_place_where_it_may_be_cut) {
    std::string const text = R"( {"a":[1,-2.5e+3,true,false,null,"xA\u00e9😀\ud83d\ude00"],"b":{"c":{}}})";
    for (std::size_t cut = 0; cut < text.size(); ++cut) {
        // A copy on the heap of just that length, so that a sanitizer sees every byte read beyond it.
        std::vector<char> const part(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(cut));
        try {
            Json::parse({part.data(), part.size()});
            FAIL() << "accepted " << text.substr(0, cut);
        } catch (JsonError const& error) {
            EXPECT_LE(error.offset(), cut);
        }
    }
}

TEST(HostileText, with_bytes_changed_is_read_rightly_or_refused) {
    std::mt19937_64 random(5);
    std::string const text = R"({"name":"Añ\n","list":[1,2.5,-0,1e5,{"deep":[[[]]]}],"t":true,"long name of it":null})";
    for (int i = 0; i < 20000; ++i) {
        std::string changed = text;
        for (std::uint64_t count = 1 + random() % 3; count > 0; --count)
            changed[random() % changed.size()] = static_cast<char>(random());
        try {
            Json const value = Json::parse(changed);
            ASSERT_TRUE(identical(value, Json::parse(value.dump()))) << changed;
        } catch (JsonError const& error) {
            ASSERT_LE(error.offset(), changed.size());
        }
    }
}

TEST(HostileText, is_bounded_in_depth_and_length) {
    std::string const deep(1'000'000, '[');
    EXPECT_THROW(Json::parse(deep), JsonError);
    EXPECT_THROW(Json::parse(deep, {.depth_max = deep.size()}), JsonError);
    EXPECT_THROW(Json::parse("[1,2,3]", {.bytes_max = 6}), JsonError);
    EXPECT_EQ(3U, Json::parse("[1,2,3]", {.bytes_max = 7}).size());
    EXPECT_THROW(Json::parse("[[1]]", {.depth_max = 1}), JsonError);
}

TEST(HostileNames, a_hundred_thousand_of_them_and_each_twice) {
    constexpr int kNames = 100'000;
    std::string text = "{";
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < kNames; ++i)
            text.append("\"").append(std::to_string(i)).append("\":").append(std::to_string(i + round)).append(",");
    }
    text.back() = '}';
    Json const object = Json::parse(text);
    ASSERT_EQ(static_cast<std::size_t>(kNames), object.size());
    for (int i = 0; i < kNames; ++i) {
        ASSERT_EQ(std::to_string(i), object.members()[static_cast<std::size_t>(i)].name());
        ASSERT_EQ(i + 1, object[std::to_string(i)].as_int64());
    }
}

// A test can't know names that collide under a key it doesn't know; but the hash must spread texts that differ in one
// bit, in length alone, and in their last bytes.
TEST(HostileNames, are_spread_by_their_hash) {
    std::unordered_set<std::uint64_t> low_bits;
    std::string name(32, '\0');
    for (std::size_t bit = 0; bit < name.size() * 8; ++bit) {
        name[bit / 8] = static_cast<char>(1 << bit % 8);
        low_bits.insert(detail::hash_of(name) & 0xffff);
        name[bit / 8] = '\0';
    }
    for (std::size_t size = 0; size < 256; ++size)
        low_bits.insert(detail::hash_of(std::string(size, '\0')) & 0xffff);
    EXPECT_GT(low_bits.size(), 490U);  // of 512; a random function leaves 510 of them on average
}

TEST(JsonDepth, of_a_hundred_thousand_levels_needs_no_stack) {
    constexpr int kLevels = 100'000;
    std::thread small([] {
        Json value;
        for (int i = 0; i < kLevels; ++i)
            value = i % 2 == 0 ? Json::array({std::move(value)}) : Json::object({{"a", std::move(value)}});
        Json const twin = Json::parse(value.dump(), {.depth_max = kLevels});
        EXPECT_EQ(value, twin);
        value = nullptr;
    });
    small.join();
}

TEST(JsonSharing, lets_every_thread_change_its_own_copy) {
    Json const shared = Json::parse(R"({"list":[1,2,3],"deep":{"text":"a text of more than fourteen bytes"}})");
    std::string const before = shared.dump();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([copy = shared, t]() mutable {
            for (int i = 0; i < 2000; ++i) {
                Json const deep = copy["deep"].with("by", t);
                Json const list = Json::array({copy["list"]});
                copy = std::move(copy).with("deep", deep).with("n" + std::to_string(i % 20), list);
                ASSERT_EQ(t, copy["deep"]["by"].as_int64());
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(before, shared.dump());
}

TEST(JsonChange, takes_values_and_names_from_the_object_that_is_changed) {
    // NOLINTBEGIN(bugprone-use-after-move): that this works is what is tested
    Json object = R"({"a long name of an inner object":{"b":1}})"_json;
    object = std::move(object).with(object.members()[0].name(), object);
    EXPECT_EQ(R"({"a long name of an inner object":{"a long name of an inner object":{"b":1}}})", object.dump());
    object = std::move(object).without(object.members()[0].name());
    EXPECT_EQ("{}", object.dump());
    Json array = Json::array({1});
    array = std::move(array).appended(array);
    array = std::move(array).with_item(0, array[1]);
    EXPECT_EQ("[[1],[1]]", array.dump());
    // NOLINTEND(bugprone-use-after-move)
}

TEST(JsonChange, keeps_look_ups_right_through_many_changes) {
    std::mt19937_64 random(3);
    Json object;
    std::vector<std::pair<std::string, std::int64_t>> model;
    for (int i = 0; i < 5000; ++i) {
        std::string const name = "name" + std::to_string(random() % 100);
        auto const found = std::ranges::find(model, name, &std::pair<std::string, std::int64_t>::first);
        if (random() % 3 == 0 && found != model.end()) {
            object = std::move(object).without(name);
            model.erase(found);
        } else {
            object = random() % 2 == 0 ? object.with(name, i) : std::move(object).with(name, i);
            found != model.end() ? static_cast<void>(found->second = i)
                                 : static_cast<void>(model.emplace_back(name, i));
        }
        ASSERT_EQ(model.size(), object.size());
        for (std::size_t at = 0; at < model.size(); ++at) {
            ASSERT_EQ(model[at].first, object.members()[at].name());
            ASSERT_EQ(model[at].second, object[model[at].first].as_int64());
        }
    }
}

}  // namespace
}  // namespace coworks
