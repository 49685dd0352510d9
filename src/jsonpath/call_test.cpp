#include <gtest/gtest.h>

#include "jsonpath/jsonpath.hpp"

namespace coworks::jsonpath {
namespace {

std::string run(std::string_view text, std::string_view input = "null") {
    auto const call = Call::parse(text);
    if (!call) return "syntax: " + call.error().message;
    SeededRandom random(1);
    Json const data = Json::parse(input);
    auto const value = call->evaluate({.input = &data}, random);
    return value ? value->dump() : value.error().message;
}

struct Case {
    char const* call;
    char const* input;
    char const* result;
};

class CallCases : public testing::TestWithParam<Case> {};

TEST_P(CallCases, GiveWhatTheServiceGives) {
    EXPECT_EQ(run(GetParam().call, GetParam().input), GetParam().result) << GetParam().call;
}

INSTANTIATE_TEST_SUITE_P(
    Results, CallCases,
    testing::Values(
        Case{"States.Array(1, 'a', null, true, $.x)", R"({"x": [1]})", R"([1,"a",null,true,[1]])"},
        Case{"States.Array()", "{}", "[]"}, Case{"States.ArrayPartition($, 2)", "[1,2,3]", "[[1,2],[3]]"},
        Case{"States.ArrayContains($, 2.0)", "[1,2,3]", "true"},
        Case{"States.ArrayRange(1, 9, 2)", "{}", "[1,3,5,7,9]"}, Case{"States.ArrayRange(9, 1, -4)", "{}", "[9,5,1]"},
        Case{"States.ArrayRange(9, 1, 1)", "{}", "[]"}, Case{"States.ArrayGetItem($, 1)", "[1,2]", "2"},
        Case{"States.ArrayLength($[*])", "[1,2]", "2"},
        Case{"States.ArrayUnique($)", R"([1,"1",1,null,null,{"a":1,"b":2},{"b":2,"a":1},1.5])",
             R"([1,"1",null,{"a":1,"b":2},1.5])"},
        Case{"States.Format('{} and {}', 'a', $.o)", R"({"o": {"Arg1": 1, "Arg2": [null, "x"]}})",
             R"("a and {Arg1=1, Arg2=[null, x]}")"},
        Case{R"(States.Format('It\'s \{\} {}', 1))", "{}", R"("It's {} 1")"},
        Case{R"(States.Format($.t, 1))", R"({"t": "<{}>"})", R"("<1>")"}, Case{"States.MathAdd(-1.5, 0)", "{}", "-1"},
        Case{"States.MathAdd(2.5, 0)", "{}", "3"},
        Case{"States.StringSplit($, '.-')", R"("a.b--c.")", R"(["a","b","c"])"},
        Case{"States.StringSplit($, 'ä')", R"("xäyöz")", R"(["x","yöz"])"},
        Case{"States.StringToJson('  ')", "{}", "null"},
        Case{"States.JsonToString($)", R"({"a": [1.0]})", R"("{\"a\":[1.0]}")"},
        Case{"States.JsonMerge($.a, $.b, false)", R"({"a": {"x": 1, "y": 1}, "b": {"y": {}}})", R"({"x":1,"y":{}})"},
        Case{"States.Hash('input data', 'MD5')", "{}", R"("812f45842bc6d66ee14572ce20db8e86")"},
        Case{"States.Base64Decode(States.Base64Encode('grüß'))", "{}", R"("grüß")"},
        Case{"States.Base64Decode($)", R"("SGV\nsbG8*")", R"("Hello")"},
        Case{"States.Base64Decode($)", R"("")", R"("")"},
        Case{"States.ArrayPartition($, 2.6)", "[1,2,3]", "[[1,2],[3]]"},
        Case{"States.ArrayRange(1, 3.9, 1.2)", "1", "[1,2,3]"}, Case{"States.ArrayRange(5, -0.6, -2)", "1", "[5,3,1]"},
        Case{"States.ArrayGetItem($, 0)", "[]", "null"}, Case{"States.ArrayContains($, true)", R"(["true"])", "true"},
        Case{"States.ArrayContains($, '2')", "[1,2]", "true"}, Case{"States.ArrayContains($, 'x')", "[[],{}]", "false"},
        Case{"States.Hash($, 'MD5')", R"({"a": 1})", R"("bb6cb5c68df4652941caf652a366f2d8")"},
        Case{"States.ArrayGetItem(States.StringSplit('a-b', '-'), States.MathAdd(States.ArrayLength($), -1))", "[1,2]",
             R"("b")"}));

INSTANTIATE_TEST_SUITE_P(
    Failures, CallCases,
    testing::Values(
        Case{"States.Array($.x)", R"({"y":1})",
             "The function 'States.Array($.x)' had the following error: The JsonPath argument for the field '$.x' "
             R"(could not be found in the input '{"y":1}')"},
        Case{"States.ArrayGetItem($, 2)", "[1,2]",
             "The function 'States.ArrayGetItem($, 2)' had the following error: Invalid arguments in "
             "States.ArrayGetItem"},
        Case{"States.ArrayRange(1, 2000, 1)", "1",
             "The function 'States.ArrayRange(1, 2000, 1)' had the following error: Invalid arguments in "
             "States.ArrayRange"},
        Case{"States.Array(States.MathAdd(1, 'a'))", "1",
             "The function 'States.Array(States.MathAdd(1, 'a'))' had the following error: Invalid arguments in "
             "States.MathAdd"},
        Case{"States.Format('{}')", "1",
             "The function 'States.Format('{}')' had the following error: Invalid arguments in States.Format: number "
             "of arguments do not match the occurrences of {}."},
        Case{"States.Format('}')", "1",
             "The function 'States.Format('}')' had the following error: Invalid arguments in States.Format"},
        Case{"States.Format($, 1)", R"("{ {}")",
             "The function 'States.Format($, 1)' had the following error: Invalid arguments in States.Format"},
        Case{"States.ArrayPartition($, 0.6)", "[1]",
             "The function 'States.ArrayPartition($, 0.6)' had the following error: Invalid arguments in "
             "States.ArrayPartition"},
        Case{"States.Base64Decode('x')", "1",
             "The function 'States.Base64Decode('x')' had the following error: Invalid arguments in "
             "States.Base64Decode"},
        Case{"States.JsonMerge($, $, true)", "{}",
             "The function 'States.JsonMerge($, $, true)' had the following error: Invalid arguments in "
             "States.JsonMerge"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, CallCases,
    testing::Values(
        Case{R"(States.StringToJson('{"a":"\"b\""}'))", "1", "syntax: A backslash may only stand before ' { } or \\"},
        Case{"States.Nothing(1)", "1", "syntax: There is no intrinsic function 'States.Nothing'"},
        Case{"States.Hash('a')", "1", "syntax: States.Hash can't have 1 arguments"},
        Case{"States.Array(1", "1", "syntax: Expected ',' or ')'"},
        Case{"States.Array(1) x", "1", "syntax: Expected nothing after ')'"},
        Case{"States.Array(States.Array(States.Array(States.Array(States.Array(States.Array(States.Array(States.Array("
             "States.Array(States.Array(States.Array())))))))))))",
             "1", "syntax: Intrinsic functions can be nested at most 10 deep"}));

TEST(Call, TakesItsChanceFromTheCaller) {
    EXPECT_EQ(run("States.UUID()"), run("States.UUID()"));
    EXPECT_EQ(run("States.UUID()").size(), 38U);
    EXPECT_EQ(run("States.MathRandom(1, 1000, 5)"), run("States.MathRandom(1, 1000, 5)"));
}

TEST(Call, CollectsVariables) {
    std::set<std::string> names;
    Call::parse("States.Format('{}', States.Array($a.x, $b))")->collect_variables(names);
    EXPECT_EQ(names, (std::set<std::string>{"a", "b"}));
}

TEST(Call, OfATextThatIsNotUtf8IsRefused) {
    EXPECT_FALSE(Call::parse("States.JsonToString('x\xda\xff')"));
    EXPECT_FALSE(Path::parse("$['\xff']"));
    EXPECT_FALSE(Path::parse("$.\xc3"));
}

TEST(Call, RemarksOnItsPaths) {
    auto const remarks = [](char const* text) { return Call::parse(text)->remarks(); };
    EXPECT_TRUE(remarks("States.Format('a-b {}', $['detail-type'].x[(@.length-1)])").empty());
    EXPECT_EQ(remarks("States.Array(States.Array($.a[-1]), $.detail-type)").size(), 2U);
}

}  // namespace
}  // namespace coworks::jsonpath
