#include "interface/names.hpp"

#include <gtest/gtest.h>

namespace coworks::interface {
namespace {

using Meaning = MethodName::Meaning;

MethodName http(Verb verb, std::vector<std::string> literals) {
    return {.meaning = Meaning::entry, .kind = Entry::Kind::http, .verb = verb, .literals = std::move(literals)};
}

MethodName receiver(Entry::Kind kind, std::string trigger) {
    return {.meaning = Meaning::entry, .kind = kind, .trigger = std::move(trigger)};
}

struct Case {
    char const* method;
    MethodName expected;
};

TEST(NamesToRoutes, every_row_of_the_table_in_entries_md) {
    Case const cases[] = {
        {"get", http(Verb::get, {})},
        {"get_content", http(Verb::get, {"content"})},
        {"get_content_detail", http(Verb::get, {"content", "detail"})},
        {"get_content_", http(Verb::get, {"content"})},
        {"delete_", http(Verb::delete_, {})},
        {"getter", {}},
        {"get1", {}},
        {"on_orders", receiver(Entry::Kind::queue, "orders")},
    };
    for (auto const& [method, expected] : cases)
        EXPECT_EQ(parse_method_name(method), expected) << method;
}

TEST(NamesToRoutes, all_seven_verbs_alone_and_with_a_path) {
    for (auto const verb : {Verb::get, Verb::head, Verb::post, Verb::put, Verb::patch, Verb::delete_, Verb::options}) {
        std::string word(verb_text(verb));
        for (auto& c : word)
            c = static_cast<char>(c - 'A' + 'a');
        EXPECT_EQ(parse_method_name(word + "_"), http(verb, {})) << word;
        EXPECT_EQ(parse_method_name(word + "_a_b"), http(verb, {"a", "b"})) << word;
    }
}

TEST(NamesToRoutes, trailing_underscores_are_trimmed_however_many) {
    EXPECT_EQ(parse_method_name("get___"), http(Verb::get, {}));
    EXPECT_EQ(parse_method_name("post_a__"), http(Verb::post, {"a"}));
    EXPECT_EQ(direct_name("get_content__"), "get_content");
    EXPECT_EQ(direct_name("delete_"), "delete");
    EXPECT_EQ(direct_name("___"), "");
}

TEST(NamesToRoutes, the_verb_stands_alone_and_in_small_letters) {
    for (char const* const name :
         {"", "_", "_get", "Get_x", "GET", "gets_x", "getx", "posted", "fetch_x", "on", "on_", "once_x", "trace_x"}) {
        EXPECT_EQ(parse_method_name(name), MethodName{}) << name;
    }
}

TEST(NamesToRoutes, case_and_digits_of_a_segment_are_kept) {
    EXPECT_EQ(parse_method_name("get_v2_ItemList"), http(Verb::get, {"v2", "ItemList"}));
}

TEST(NamesToRoutes, an_empty_segment_inside_is_told_apart) {
    EXPECT_EQ(parse_method_name("get_a__b").meaning, Meaning::empty_segment);
    EXPECT_EQ(parse_method_name("get__b").meaning, Meaning::empty_segment);
}

TEST(Messages, event_and_schedule_are_no_beginnings_of_queue_names) {
    EXPECT_EQ(parse_method_name("on_event_placed"), receiver(Entry::Kind::event, "placed"));
    EXPECT_EQ(parse_method_name("on_schedule_nightly"), receiver(Entry::Kind::schedule, "nightly"));
    EXPECT_EQ(parse_method_name("on_event_order_placed"), receiver(Entry::Kind::event, "order_placed"));
    EXPECT_EQ(parse_method_name("on_order_lines_"), receiver(Entry::Kind::queue, "order_lines"));
    EXPECT_EQ(parse_method_name("on_eventual"), receiver(Entry::Kind::queue, "eventual"));
    EXPECT_EQ(parse_method_name("on_event"), receiver(Entry::Kind::queue, "event"));
}

TEST(WrittenPath, literals_and_placeholders_with_or_without_slashes_around) {
    std::vector<Segment> const expected{{false, "content"}, {true, "id"}, {false, "detail.json"}};
    for (char const* const text :
         {"content/{id}/detail.json", "/content/{id}/detail.json", "/content/{id}/detail.json/"}) {
        auto const path = parse_path(text);
        ASSERT_TRUE(path) << text;
        EXPECT_EQ(*path, expected) << text;
        EXPECT_EQ(path_text(*path), "/content/{id}/detail.json");
    }
    EXPECT_EQ(parse_path("/").value(), std::vector<Segment>{});
    EXPECT_EQ(parse_path("").value(), std::vector<Segment>{});
    EXPECT_EQ(path_text({}), "/");
}

TEST(WrittenPath, what_no_path_may_contain_is_refused_by_name) {
    for (char const* const text :
         {"a//b", "//a", "a b", "a?b", "a/{", "{}", "{1x}", "a/{x}y", "a%2", "é", "a#b", "a//"}) {
        EXPECT_FALSE(parse_path(text)) << text;
    }
}

TEST(Blueprints, mounting_puts_the_prefix_before_paths_and_names) {
    Interface service{.name = "shop", .class_name = "Shop"};
    Interface admin{.class_name = "Admin"};
    admin.entries.push_back({.name = "get_routes", .path = {{false, "routes"}}});
    admin.entries.push_back({.kind = Entry::Kind::queue, .name = "on_jobs", .trigger = "jobs"});
    admin.types["Route"] = {};
    ASSERT_TRUE(mount(service, "/tools/admin", admin));
    EXPECT_EQ(service.entries[0].name, "tools.admin.get_routes");
    EXPECT_EQ(path_text(service.entries[0].path), "/tools/admin/routes");
    EXPECT_EQ(service.entries[1].name, "tools.admin.on_jobs");
    EXPECT_TRUE(service.entries[1].path.empty());
    EXPECT_TRUE(service.types.contains("Route"));
    EXPECT_FALSE(mount(service, "/{x}", admin));
    EXPECT_FALSE(mount(service, "a b", admin));
}

}  // namespace
}  // namespace coworks::interface
