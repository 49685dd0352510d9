#include "interface/openapi.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "interface/schema.hpp"

namespace coworks::interface {
namespace {

using Kind = Type::Kind;

Type const kText{.kind = Kind::string};
Type const kInt{.kind = Kind::integer, .bits = 32, .is_signed = true};
Type const kOrder{.kind = Kind::structure, .name = "shop::Order"};

Entry entry(std::string name, Verb verb, std::vector<Segment> path, std::vector<Parameter> parameters, Type result) {
    Entry made{.name = std::move(name)};
    made.verb = verb;
    made.path = std::move(path);
    made.parameters = std::move(parameters);
    made.result = std::move(result);
    return made;
}

Interface shop() {
    Interface shop{.name = "shop", .class_name = "shop::Shop", .doc = "Sells things."};
    shop.types["shop::Order"] = {
        .doc = "What somebody wants.",
        .fields = {{.name = "item", .type = kText},
                   {.name = "count", .type = kInt, .required = false, .default_value = Json(1), .doc = "how many"}}};
    shop.entries.push_back(entry("get_orders", Verb::get, {{false, "orders"}},
                                 {{.name = "limit", .type = kInt, .required = false, .default_value = Json(20)}},
                                 {.kind = Kind::list, .of = {kOrder}}));
    shop.entries.push_back(entry("get_orders", Verb::get, {{false, "orders"}, {true, "id"}},
                                 {{.name = "id", .type = kText, .source = Source::path}},
                                 {.kind = Kind::optional, .of = {kOrder}}));
    shop.entries.push_back(entry("post_orders", Verb::post, {{false, "orders"}},
                                 {{.name = "order", .type = kOrder, .source = Source::body}},
                                 {.kind = Kind::with_status, .of = {kOrder}}));
    shop.entries.push_back(entry("put_orders", Verb::put, {{false, "orders"}, {true, "id"}},
                                 {{.name = "id", .type = kText, .source = Source::path},
                                  {.name = "count", .type = kInt, .source = Source::member, .required = false}},
                                 {}));
    shop.entries.push_back(entry("post_photo", Verb::post, {{false, "photo"}},
                                 {{.name = "photo", .type = {.kind = Kind::file}, .source = Source::part}},
                                 {.kind = Kind::bytes}));
    shop.entries.back().media_type = "image/png";
    shop.entries.push_back(entry("admin.get_routes", Verb::get, {{false, "admin"}, {false, "routes"}}, {}, kText));
    shop.entries.back().open = true;
    return shop;
}

TEST(OpenApi, PutsEveryHttpEntryUnderItsPathAndVerb) {
    auto const document = openapi(shop());
    EXPECT_EQ(document["openapi"], Json("3.1.0"));
    EXPECT_EQ(document["info"]["title"], Json("shop"));
    EXPECT_EQ(document["paths"].size(), 4U);
    EXPECT_TRUE(document["paths"]["/orders/{id}"].contains("put"));
    EXPECT_EQ(document["paths"]["/orders"]["get"]["parameters"][0]["schema"]["default"], Json(20));
    EXPECT_EQ(document["paths"]["/orders/{id}"]["get"]["parameters"][0]["required"], Json(true));
}

TEST(OpenApi, PutsPathsThatDifferInNamesAloneUnderOne) {
    Interface made = shop();
    made.entries.push_back(entry(
        "delete_orders", Verb::delete_, {{false, "orders"}, {true, "number"}},
        {{.name = "number", .type = kInt, .source = Source::path}, {.name = "hard", .type = kInt, .required = false}},
        {}));
    auto const document = openapi(made);
    EXPECT_EQ(document["paths"].size(), 4U);
    auto const& parameters = document["paths"]["/orders/{id}"]["delete"]["parameters"];
    EXPECT_EQ(parameters[0]["name"], Json("id"));
    EXPECT_EQ(parameters[0]["schema"]["type"], Json("integer"));
    EXPECT_EQ(parameters[1]["name"], Json("hard"));
}

TEST(OpenApi, TellsOverloadsApartByTheirIds) {
    auto const document = openapi(shop());
    EXPECT_EQ(document["paths"]["/orders"]["get"]["operationId"], Json("get_orders"));
    EXPECT_EQ(document["paths"]["/orders/{id}"]["get"]["operationId"], Json("get_orders_by_id"));
}

TEST(OpenApi, DescribesBodiesByWhereParametersAreBound) {
    auto const document = openapi(shop());
    auto const& whole = document["paths"]["/orders"]["post"]["requestBody"];
    EXPECT_EQ(whole["required"], Json(true));
    EXPECT_EQ(whole["content"]["application/json"]["schema"]["$ref"], Json("#/components/schemas/shop.Order"));
    auto const& member = document["paths"]["/orders/{id}"]["put"]["requestBody"]["content"];
    EXPECT_EQ(member["application/json"]["schema"]["anyOf"].size(), 2U);
    EXPECT_TRUE(member.contains("application/x-www-form-urlencoded"));
    auto const& upload = document["paths"]["/photo"]["post"]["requestBody"]["content"];
    EXPECT_EQ(upload.size(), 1U);
    auto const& form = upload["multipart/form-data"]["schema"];
    EXPECT_EQ(form["required"], Json::array({"photo"}));
    EXPECT_EQ(form["properties"]["photo"]["type"], Json("string"));
    EXPECT_EQ(form["properties"]["photo"]["format"], Json("binary"));
}

/// The schema of an only member, in JSON and in a form.
std::pair<Json, Json> member_schemas(Parameter member) {
    member.source = Source::member;
    member.required = false;
    Interface made{.name = "made", .class_name = "Made"};
    made.entries.push_back(entry("put_it", Verb::put, {{false, "it"}}, {std::move(member)}, {}));
    auto const content = openapi(made)["paths"]["/it"]["put"]["requestBody"]["content"];
    return {content["application/json"]["schema"], content["application/x-www-form-urlencoded"]};
}

TEST(OpenApi, HasNullsInJsonAloneBecauseAFormKnowsNone) {
    Parameter const limit{.name = "limit", .type = {.kind = Kind::optional, .of = {kInt}}, .default_value = Json()};
    auto const [json, form] = member_schemas(limit);
    EXPECT_TRUE(json["anyOf"][0]["properties"]["limit"].contains("default"));
    EXPECT_EQ(json["anyOf"][0]["properties"]["limit"]["anyOf"][1]["type"], Json("null"));
    EXPECT_EQ(form["schema"]["properties"]["limit"]["type"], Json("integer"));
    EXPECT_FALSE(form["schema"]["properties"]["limit"].contains("default"));
}

TEST(OpenApi, SaysThatWhatIsNoTextStandsInAFormAsJson) {
    auto const encoding = [](Type type) {
        return member_schemas({.name = "it", .type = std::move(type)}).second["encoding"]["it"]["contentType"];
    };
    EXPECT_EQ(encoding(kOrder), Json("application/json"));
    EXPECT_EQ(encoding({.kind = Kind::list, .of = {kOrder}}), Json("application/json"));
    EXPECT_EQ(encoding({.kind = Kind::list, .of = {kInt}}), Json());
    EXPECT_EQ(encoding(kText), Json());
}

TEST(OpenApi, LetsAnOnlyMemberBeTheWholeBodyUnlessThatIsAnObject) {
    EXPECT_EQ(member_schemas({.name = "it", .type = kInt}).first["anyOf"].size(), 2U);
    EXPECT_EQ(member_schemas({.name = "it", .type = kOrder}).first["type"], Json("object"));
    auto const any = member_schemas({.name = "it", .type = {.kind = Kind::json}}).first;
    EXPECT_EQ(any["anyOf"][1]["allOf"][1]["type"].size(), 5U) << "every kind but objects";
}

/// The first parameter of a GET.
Json query_parameter(Parameter parameter) {
    Interface made{.name = "made", .class_name = "Made"};
    made.entries.push_back(entry("get_it", Verb::get, {{false, "it"}}, {std::move(parameter)}, {}));
    return openapi(made)["paths"]["/it"]["get"]["parameters"][0];
}

TEST(OpenApi, DescribesTheQueryAsItIsRead) {
    Type const maybe{.kind = Kind::optional, .of = {kText}};
    auto const absent = query_parameter({.name = "a", .type = maybe, .required = false, .default_value = Json()});
    EXPECT_EQ(absent["schema"], Json::object({{"type", "string"}})) << "no null under type: string";
    auto const order = query_parameter({.name = "a", .type = kOrder, .required = false});
    EXPECT_FALSE(order.contains("schema"));
    EXPECT_TRUE(order["content"]["application/json"]["schema"].contains("$ref"));
    auto const list = query_parameter({.name = "a", .type = {.kind = Kind::list, .of = {kInt}}, .required = false});
    EXPECT_EQ(list["schema"]["items"]["type"], Json("integer"));
    auto const rest = query_parameter({.name = "a", .type = {.kind = Kind::json}, .source = Source::rest});
    EXPECT_EQ(rest["explode"], Json(true));
    EXPECT_EQ(rest["schema"]["type"], Json("object"));
}

TEST(OpenApi, HasNoEmptySegmentsInAPath) {
    auto const id = openapi(shop())["paths"]["/orders/{id}"]["get"]["parameters"][0];
    EXPECT_EQ(id["schema"]["minLength"], Json(1));
}

TEST(OpenApi, SaysWhereTheServiceAnswers) {
    EXPECT_EQ(openapi(shop())["servers"][0]["url"], Json("/"));
    EXPECT_EQ(openapi(shop(), {.server = "http://127.0.0.1:8000/shop"})["servers"][0]["url"],
              Json("http://127.0.0.1:8000/shop"));
}

TEST(OpenApi, DescribesTheGatewaysOwnAnswersBesideTheServices) {
    auto const refused = openapi(shop())["paths"]["/orders"]["get"]["responses"]["default"]["content"];
    EXPECT_EQ(refused["application/problem+json"]["schema"]["$ref"], Json("#/components/schemas/coworks.Problem"));
    EXPECT_EQ(refused["application/json"]["schema"]["$ref"], Json("#/components/schemas/coworks.GatewayError"));
}

TEST(OpenApi, SaysWhereAnAnswerMayBeAnything) {
    Interface made = shop();
    auto const refused = [&made](char const* path, char const* verb) {
        return openapi(made)["paths"][path][verb]["responses"]["default"]["content"];
    };
    EXPECT_EQ(refused("/orders", "post")["application/json"]["schema"]["anyOf"].size(), 2U)
        << "a pair has its type under every status";
    EXPECT_FALSE(refused("/orders", "get").contains("*/*"));
    made.has_hooks = true;
    EXPECT_TRUE(refused("/orders", "get").contains("*/*")) << "a hook may answer whatever it likes";
    made.has_hooks = false;
    made.entries[0].result = {.kind = Kind::response};
    EXPECT_TRUE(refused("/orders", "get").contains("*/*"));
}

TEST(OpenApi, DescribesResultsByTheirType) {
    auto const document = openapi(shop());
    EXPECT_TRUE(document["paths"]["/orders/{id}"]["put"]["responses"].contains("204"));
    EXPECT_TRUE(document["paths"]["/orders/{id}"]["get"]["responses"].contains("404"));
    EXPECT_TRUE(document["paths"]["/orders"]["post"]["responses"].contains("2XX"));
    EXPECT_TRUE(document["paths"]["/photo"]["post"]["responses"]["200"]["content"].contains("image/png"));
}

TEST(OpenApi, OpensTheEntriesThatAreOpenAlone) {
    auto const document = openapi(shop());
    EXPECT_EQ(document["security"], Json::array({Json::object({{"token", Json::array()}})}));
    EXPECT_EQ(document["paths"]["/admin/routes"]["get"]["security"], Json::array());
    EXPECT_FALSE(document["paths"]["/orders"]["get"].contains("security"));
}

TEST(Schema, GivesIntegersTheirBounds) {
    auto const of = [](int bits, bool is_signed) {
        return schema_of(Type{.kind = Kind::integer, .bits = bits, .is_signed = is_signed});
    };
    EXPECT_EQ(of(32, true)["format"], Json("int32"));
    EXPECT_EQ(of(32, true)["maximum"], Json(2'147'483'647)) << "validators don't look at the format";
    EXPECT_EQ(of(64, true)["format"], Json("int64"));
    EXPECT_EQ(of(64, true)["minimum"], Json(std::numeric_limits<std::int64_t>::min()));
    EXPECT_EQ(of(8, true)["minimum"], Json(-128));
    EXPECT_EQ(of(8, false)["maximum"], Json(255));
    EXPECT_EQ(of(64, false)["minimum"], Json(0));
    EXPECT_EQ(of(64, false)["maximum"], Json(std::numeric_limits<std::uint64_t>::max()));
}

TEST(Schema, ClosesStructuresAndKeepsDefaults) {
    auto const schema = schema_of(shop().types.at("shop::Order"));
    EXPECT_EQ(schema["required"], Json::array({"item"}));
    EXPECT_EQ(schema["properties"]["count"]["default"], Json(1));
    EXPECT_EQ(schema["additionalProperties"], Json(false));
}

TEST(Schema, NamesTypesWithoutColonsAndBrackets) {
    EXPECT_EQ(schema_name("shop::Order"), "shop.Order");
    EXPECT_EQ(schema_name("::Order"), "Order");
    EXPECT_EQ(schema_name("Page<shop::Order>"), "Page-shop.Order-");
}

}  // namespace
}  // namespace coworks::interface
