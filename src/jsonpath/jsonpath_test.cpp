#include "jsonpath/jsonpath.hpp"

#include <gtest/gtest.h>

namespace coworks::jsonpath {
namespace {

Json const kStore = R"({"store": {"book": [
    {"category": "reference", "author": "Nigel Rees", "title": "Sayings", "price": 8.95},
    {"category": "fiction", "author": "Evelyn Waugh", "title": "Sword", "price": 12.99},
    {"category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553", "price": 8.99},
    {"category": "fiction", "author": "J. R. R. Tolkien", "title": "The Lord", "isbn": "0-395", "price": 22.99}],
  "bicycle": {"color": "red", "price": 19.95}}, "expensive": 10, "a b": 1, "list": [0, 1, 2, 3, 4], "none": null})"_json;

std::string run(std::string_view text, Json const& input = kStore) {
    auto const path = Path::parse(text);
    if (!path) return "syntax: " + path.error().message;
    Json const context = R"({"Execution": {"Id": "arn"}})"_json;
    Json const variables = R"({"x": {"y": [7, 8]}, "limit": 9})"_json;
    auto const value = path->evaluate({.input = &input, .context = &context, .variables = &variables});
    return value ? value->dump() : "failed: " + value.error().message;
}

struct Case {
    char const* path;
    char const* result;
};

class PathCases : public testing::TestWithParam<Case> {};

TEST_P(PathCases, GiveWhatTheServiceGives) {
    EXPECT_EQ(run(GetParam().path), GetParam().result) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(
    Definite, PathCases,
    testing::Values(Case{"$.expensive", "10"}, Case{"$['a b']", "1"}, Case{"$[\"a b\"]", "1"}, Case{"$.list[0]", "0"},
                    Case{"$.list[-1]", "4"}, Case{"$.none", "null"}, Case{"$$.Execution.Id", "\"arn\""},
                    Case{"$x.y[1]", "8"}, Case{"$x['y']", "[7,8]"},
                    Case{"$.store.bicycle['color','price']", R"({"color":"red","price":19.95})"},
                    Case{"$.list.length()", "5"}, Case{"$.list.sum()", "10.0"}, Case{"$.list.max()", "4.0"},
                    Case{"$..price.sum()", "73.87"}, Case{"$.store.bicycle.keys()", R"(["color","price"])"},
                    Case{"$.list.last()", "4"}, Case{"$.expensive.length()", "null"},
                    Case{"$.missing", "failed: No results for path: $['missing']"},
                    Case{"$.no.such.path", "failed: Missing property in path $['no']"},
                    Case{"$.list[9]", "failed: No results for path: $['list'][9]"},
                    Case{"$.expensive[0]", "failed: Filter: [0] can only be applied to arrays. Current context is: 10"},
                    Case{"$.none[0]", "failed: The path $['none'] is null"},
                    Case{"$.expensive.x",
                         "failed: Expected to find an object with property ['x'] in path $['expensive'] but found "
                         "'java.lang.Integer'. This is not a json object according to the JsonProvider: "
                         "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."}));

INSTANTIATE_TEST_SUITE_P(
    Indefinite, PathCases,
    testing::Values(
        Case{"$.store.book[*].price", "[8.95,12.99,8.99,22.99]"}, Case{"$..price", "[8.95,12.99,8.99,22.99,19.95]"},
        Case{"$.list[1:3]", "[1,2]"}, Case{"$.list[:2]", "[0,1]"}, Case{"$.list[-2:]", "[3,4]"},
        Case{"$.list[:-3]", "[0,1]"}, Case{"$.list[0,2,9]", "[0,2]"}, Case{"$.list[3:1]", "[]"},
        Case{"$.missing[1:].x", "[]"}, Case{"$.missing[*]", "[]"}, Case{"$..nothing", "[]"},
        Case{"$.store.book[?(@.isbn)].title", R"(["Moby Dick","The Lord"])"},
        Case{"$.store.book[?(!@.isbn)].title", R"(["Sayings","Sword"])"},
        Case{"$.store.book[?(@.price < 10)].title", R"(["Sayings","Moby Dick"])"},
        Case{"$.store.book[?(@.price <= $.expensive)].title", R"(["Sayings","Moby Dick"])"},
        Case{"$.store.book[?(@.price > $limit && @.category == 'fiction')].title", R"(["Sword","The Lord"])"},
        Case{"$.store.book[?(@.author =~ /.*REES/i)].title", R"(["Sayings"])"},
        Case{"$.store.book[?(@.category in ['reference','x'])].title", R"(["Sayings"])"},
        Case{"$.store.book[?(@.title contains 'ord')].title", R"(["Sword","The Lord"])"},
        Case{"$.store.book[?((@.price == 8.95 || @.price == '8.99') && @.isbn != null)].title",
             R"(["Sayings","Moby Dick"])"},
        Case{"$.store.book[?(@.title size 5)].title", R"(["Sword"])"}, Case{"$..book[2].title", R"(["Moby Dick"])"},
        Case{"$.list[?(@ > 2)]", "[3,4]"}, Case{"$.store.*.color", R"(["red"])"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, PathCases,
    testing::Values(Case{"", "syntax: A path begins with '$'"},
                    Case{"$.", "syntax: A path must not end with '.', nor have more than two in a row"},
                    Case{"$a b", "syntax: Expected '.' or '['"},
                    Case{"$.a[", "syntax: Expected a quoted name, an index, a slice, '*' or a filter"},
                    Case{"$.a['b'", "syntax: Expected ']'"},
                    Case{"$.a[?(@.x ==)]",
                         "syntax: Expected a path, a text in quotes, a number, true, false, null or a list"},
                    Case{"$.a.nofunction()", "syntax: There is no function 'nofunction'"}));

TEST(Path, SelectsAMemberWhoseNameHoldsBackslashAndQuotes) {
    EXPECT_EQ(run(R"($['Test\""Name"'])", Json::object({{R"(Test\""Name")", 1}})), "1");
}

TEST(Path, KnowsReferencePathsFromOthers) {
    for (auto const* text : {"$", "$.a", "$['a b'].c[0]", "$.delivery-partner"}) {
        EXPECT_TRUE(Path::parse(text)->is_reference()) << text;
    }
    for (auto const* text : {"$.a[*]", "$..a", "$.a[0:1]", "$.a[0,1]", "$['a','b']", "$.a.length()", "$.a[?(@.b)]"}) {
        EXPECT_FALSE(Path::parse(text)->is_reference()) << text;
    }
}

std::string put(char const* path, Json const& into, Json value) {
    auto const changed = Path::parse(path)->put(into, std::move(value));
    return changed ? changed->dump() : changed.error().message;
}

TEST(Path, PutsAValueWhereAResultPathSays) {
    EXPECT_EQ(put("$.a.b", R"({"x": 1})"_json, 2), R"({"x":1,"a":{"b":2}})");
    EXPECT_EQ(put("$.a[1]", R"({"a": [1, 2]})"_json, "z"), R"({"a":[1,"z"]})");
    EXPECT_EQ(put("$", R"({"a": 1})"_json, 5), "5");
    EXPECT_EQ(put("$.a.b", R"({"a": 3})"_json, 5), R"(Unable to apply ReferencePath $.a.b to input {"a":3})");
    EXPECT_EQ(put("$.a[2]", R"({"a": [1]})"_json, 5), R"(Unable to apply ReferencePath $.a[2] to input {"a":[1]})");
}

TEST(Path, CollectsTheVariablesOfItsFiltersToo) {
    std::set<std::string> names;
    Path::parse("$one.list[?(@.price > $two && @.x in $three.list)]")->collect_variables(names);
    EXPECT_EQ(names, (std::set<std::string>{"one", "two", "three"}));
}

TEST(Path, StaysWithinItsBudgetOnNestedScans) {
    Json deep = Json::object();
    for (int i = 0; i < 3'000; ++i)
        deep = Json::object({{"a", deep}});
    EXPECT_EQ(run("$..a..a..a", deep), "failed: The path looks at too many values");
}

TEST(Path, RefusesToNestFiltersWithoutEnd) {
    std::string text = "$";
    for (int i = 0; i < 3'000; ++i)
        text += "[?(@";
    EXPECT_EQ(run(text), "syntax: The filter is nested too deeply");
    text = "$[?(" + std::string(10'000, '(');
    EXPECT_EQ(run(text), "syntax: The filter is nested too deeply");
    text = "$[?(" + std::string(10'000, '!');
    EXPECT_EQ(run(text), "syntax: The filter is nested too deeply");
}

TEST(Path, GivesUpARegularExpressionThatBacktracksWithoutEnd) {
    EXPECT_EQ(run("$[?(@ =~ /(a+)+(b+)+(c+)+x/)]", Json::array({std::string(5'000, 'a')})),
              "failed: The regular expression of a filter takes too long");
}

}  // namespace
}  // namespace coworks::jsonpath
