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

// The dialect itself is held by tests/conformance/jsonpath. Here: what is seen of the service, and what is its own.
TEST_P(PathCases, GiveWhatTheServiceGives) {
    EXPECT_EQ(run(GetParam().path), GetParam().result) << GetParam().path;
}

INSTANTIATE_TEST_SUITE_P(
    Seen, PathCases,
    testing::Values(Case{"$.list[0]", "0"}, Case{"$.list[0..1]", "0"}, Case{"$.list[0,2]", "[0,2]"},
                    Case{"$.list[0:2]", "[0,1]"}, Case{"$.store.book[?(@.price == 8.95)].title", R"(["Sayings"])"},
                    Case{"$.missing[1:].x", "[]"}, Case{"$.missing[*]", "[]"}, Case{"$.no.such[*]", "[]"},
                    Case{"$.missing", "failed: No results for path: $['missing']"},
                    Case{"$.no.such.path", "failed: Missing property in path $['no']"},
                    Case{"$.list.length()", "failed: Property ['length()'] not found in path $['list']"},
                    Case{"$['list', 'store'].v",
                         "failed: Multi properties can only be used as path leafs: $['list', 'store']"},
                    Case{"$.list[-1]", "failed: Index out of bounds when evaluating path $['list'][-1]"},
                    Case{"$.list[(@.length-1)]", "4"}, Case{"$.list[1:3:1]", "[1,2]"}, Case{"$.list[-1:]", "[4]"},
                    Case{"$.store.book[?(@.category==reference)].title", R"(["Sayings"])"},
                    Case{"$.store.['bicycle'].color", R"("red")"}, Case{"$.list.[1]", "1"},
                    Case{"$.store.bicycle['color','price']", R"({"color":"red","price":19.95})"}));

INSTANTIATE_TEST_SUITE_P(Roots, PathCases,
                         testing::Values(Case{"$$.Execution.Id", "\"arn\""}, Case{"$$.Execution.Id \t", "\"arn\""},
                                         Case{"$$['Execution']", R"({"Id":"arn"})"}, Case{"$$.[?(@.Id)]", "[]"},
                                         Case{"$x.y[1]", "8"}, Case{"$x['y']", "[7,8]"}, Case{"$x.y ", "[7,8]"},
                                         Case{"$limit", "9"}, Case{"$unknown", "failed: No results for path: $unknown"},
                                         Case{"$x.y[?(@ > 7)]", "[8]"}, Case{"$x.y[?(@ == $.y[0])]", "[7]"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, PathCases,
    testing::Values(Case{"", "syntax: A path begins with '$'"}, Case{" $.a", "syntax: A path begins with '$'"},
                    Case{"$.", "syntax: A path must not end with '.'"},
                    Case{"$.a..", "syntax: A path must not end with '..'"}, Case{"$a b", "syntax: Expected '.' or '['"},
                    Case{"$.a b", "syntax: Use brackets and quotes if a name contains blanks: ['my name']"},
                    Case{"$.a[", "syntax: Expected a name in single quotes, an index, a slice, '*' or a filter"},
                    Case{"$.a[\"b\"]", "syntax: A name in brackets stands in single quotes: ['name']"},
                    Case{"$.a['b'", "syntax: Expected ']'"},
                    Case{"$.a[?(@.x in ['y'])]",
                         "syntax: Expected == != < <= > >= or =~, which is all that AWS' filters compare with"},
                    Case{"$.a[?(@.x == $limit)]", "syntax: Expected '.' or '['"},
                    Case{"$.a[?(@.x == $$.Execution.Id)]", "syntax: Expected '.' or '['"},
                    Case{"$.a[?(@..x)]", "syntax: A path within a filter has to select one value"}));

std::vector<std::string> remarks(char const* path) {
    return Path::parse(path)->remarks();
}

TEST(Path, HasNothingToRemarkAboutWhatIsKnownToWork) {
    for (auto const* path :
         {"$", "$.a.['b c'][0]", "$..a", "$.a[?(@.b == 'c' && !@.d || @.e > 1)].f", "$.a[(@.length-1)]",
          "$.a[?(@.b==open)]", "$.a[*].['b','c']", "$.a[-1:]", "$x.y", "$$.a "}) {
        EXPECT_EQ(remarks(path), std::vector<std::string>()) << path;
    }
}

TEST(Path, RemarksOnWhatItsAuthorMayNotExpect) {
    for (auto const& [path, word] :
         std::vector<std::pair<char const*, char const*>>{{"$.a.length()", "no functions"},
                                                          {"$.a[?(@.b.length() == 1)]", "no functions"},
                                                          {"$.a[-1]", "negative index"},
                                                          {"$.a[1:5:2]", "step of a slice"},
                                                          {"$.a[?(@.b == \"c\")]", "use single ones"},
                                                          {"$.a[?(@.b === 'c')]", "begins with ="},
                                                          {"$.a[?(!@.b == 'c')]", "means nothing to AWS"},
                                                          {"$.a[?(!(@.b == 'c'))]", "is a text to AWS"},
                                                          {"$.a[?((@.b || @.c) && @.d)]", "parentheses group nothing"},
                                                          {"$.a[?($.b)]", "looked for in the item"},
                                                          {"$.a[?(@.b == /c/)]", "needs =~"},
                                                          {"$.a[?(@.b =~ 'c')]", "needs a pattern"},
                                                          {"$..[0].a", "take every item"},
                                                          {"$.a[\"b1\"]", "is read as the index 1"},
                                                          {"$['a\\'b']", "is read as ['a\\']"}}) {
        auto const found = remarks(path);
        ASSERT_EQ(found.size(), 1U) << path;
        EXPECT_NE(found.front().find(word), std::string::npos) << path << ": " << found.front();
    }
}

TEST(Path, SelectsAMemberWhoseNameHoldsBackslashAndQuotes) {
    EXPECT_EQ(run(R"($['Test\""Name"'])", Json::object({{R"(Test\""Name")", 1}})), "1");
}

TEST(Path, KnowsReferencePathsFromOthers) {
    for (auto const* text : {"$", "$.a", "$['a b'].c[0]", "$.delivery-partner", "$.a.['b'].[0]", "$.a "}) {
        EXPECT_TRUE(Path::parse(text)->is_reference()) << text;
    }
    for (auto const* text : {"$.a[*]", "$..a", "$.a[0:1]", "$.a[0,1]", "$['a','b']", "$.a.length()", "$.a[?(@.b)]",
                             "$.a[-1]", "$.a[(@.length-1)]"}) {
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

TEST(Path, StaysWithinItsBudgetOnNestedScans) {
    Json deep = Json::object();
    for (int i = 0; i < 3'000; ++i)
        deep = Json::object({{"a", deep}});
    EXPECT_EQ(run("$..a..a..a", deep), "failed: The path looks at too many values");
}

TEST(Path, RefusesToNestFiltersAndToHaveStepsWithoutEnd) {
    std::string text = "$";
    for (int i = 0; i < 3'000; ++i)
        text += "[?(@";
    EXPECT_EQ(run(text), "syntax: Expected ')]'");
    EXPECT_EQ(run(text + std::string(3'000, ')') + std::string(3'000, ']')).substr(0, 6), "syntax");
    EXPECT_EQ(run("$[?(@.a[?(@.b)])]"), "syntax: A path within a filter has to select one value");
    text = "$";
    for (int i = 0; i < 1'001; ++i)
        text += ".a";
    EXPECT_EQ(run(text), "syntax: The path has too many steps");
}

TEST(Path, GivesUpARegularExpressionThatBacktracksWithoutEnd) {
    EXPECT_EQ(run("$[?(@ =~ /(a+)+(b+)+(c+)+x/)]", Json::array({std::string(5'000, 'a')})),
              "failed: The regular expression of a filter takes too long");
}

}  // namespace
}  // namespace coworks::jsonpath
