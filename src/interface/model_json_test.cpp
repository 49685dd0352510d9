#include <gtest/gtest.h>

#include "interface/model.hpp"

namespace coworks::interface {
namespace {

using Kind = Type::Kind;

Interface everything() {
    Interface all{
        .name = "shop", .class_name = "shop::Shop", .doc = "Sells.", .has_authorizer = true, .has_hooks = true};
    Type const number{.kind = Kind::number, .bits = 32};
    Entry entry{.name = "post_x",
                .signature = "void post_x()",
                .doc = "d",
                .result_doc = "r",
                .verb = Verb::post,
                .path = {{false, "x"}, {true, "id"}},
                .open = true,
                .media_type = "image/png",
                .timeout = std::chrono::milliseconds(1500)};
    int number_of = 0;
    for (auto kind = 0; kind <= static_cast<int>(Kind::with_status); ++kind) {
        Type type{.kind = static_cast<Kind>(kind)};
        switch (type.kind) {
            case Kind::integer:
                type.bits = 16, type.is_signed = true;
                break;
            case Kind::number:
                type.bits = 64;
                break;
            case Kind::enumeration:
            case Kind::structure:
            case Kind::converted:
                type.name = "shop::Thing";
                break;
            case Kind::list:
            case Kind::map:
            case Kind::optional:
            case Kind::with_status:
                type.of = {number};
                break;
            case Kind::variant:
                type.of = {number, {.kind = Kind::integer, .bits = 64}};
                break;
            default:
                break;
        }
        entry.parameters.push_back({.name = "p" + std::to_string(number_of),
                                    .type = type,
                                    .source = static_cast<Source>(number_of % 6),
                                    .required = number_of % 2 == 0,
                                    .default_value = Json(number_of),
                                    .default_text = "1 < 2",
                                    .doc = "doc"});
        ++number_of;
    }
    all.entries.push_back(entry);
    all.entries.push_back({.kind = Entry::Kind::schedule, .name = "on_schedule_n", .trigger = "n"});
    all.types["shop::Thing"] = {.doc = "t",
                                .fields = {{.name = "f", .type = number, .required = false, .default_value = Json()}}};
    all.types["shop::Kind"] = {.kind = Kind::enumeration,
                               .enumerators = {{.name = "a", .doc = "first"}, {.name = "b"}}};
    all.types["shop::Big"] = {.kind = Kind::converted};
    return all;
}

TEST(InterfaceJson, reads_back_what_it_writes) {
    auto const all = everything();
    auto const json = to_json(all);
    auto const back = interface_from_json(Json::parse(json.dump()));
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_EQ(*back, all);
}

TEST(InterfaceJson, leaves_out_what_says_nothing) {
    Interface const empty{.name = "a", .class_name = "A", .entries = {{.name = "get"}}};
    EXPECT_EQ(
        to_json(empty).dump(),
        R"({"coworks":1,"service":"a","class":"A","entries":[{"kind":"http","name":"get","verb":"GET","path":"/",)"
        R"("parameters":[],"result":"none"}],"types":{}})");
}

TEST(InterfaceJson, refuses_what_is_no_interface_and_says_why) {
    for (
        char const* const text :
        {"[]", "{}", R"({"coworks": 2})", R"({"coworks": 1, "entries": {}})",
         R"({"coworks": 1, "entries": [{"kind": "smtp"}], "types": {}})",
         R"({"coworks": 1, "entries": [{"kind":"http","name":"x","verb":"BREW","path":"/","parameters":[],"result":"none"}], "types": {}})",
         R"({"coworks": 1, "entries": [{"kind":"http","name":"x","verb":"GET","path":"/ /","parameters":[],"result":"none"}], "types": {}})",
         R"({"coworks": 1, "entries": [{"kind":"http","name":"x","verb":"GET","path":"/","parameters":[],"result":{"set":"string"}}], "types": {}})",
         R"({"coworks": 1, "entries": [{"kind":"http","name":"x","verb":"GET","path":"/","parameters":[],"result":"int7"}], "types": {}})",
         R"({"coworks": 1, "entries": [], "types": {"A": {"kind": "list"}}})"}) {
        auto const result = interface_from_json(Json::parse(text));
        ASSERT_FALSE(result) << text;
        EXPECT_FALSE(result.error().cause.empty()) << text;
    }
}

}  // namespace
}  // namespace coworks::interface
