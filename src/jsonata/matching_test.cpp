#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataMatching, ContainsTakesTextsAndRegularExpressions) {
    check({{R"($contains(t, "World"))", "true"},
           {"$contains(t, /wor/i)", "true"},
           {"$contains(t, /^W/)", "false"},
           {R"($contains(missing, "a"))", "nothing"},
           {R"($contains("a", 1))", "T0410"}},
          kDocument);
}

TEST(JsonataMatching, MatchGivesPlacesInCodeUnits) {
    check({{R"($match("😀ab", /(a)(b)?(c)?/))", R"({"match":"ab","index":2,"groups":["a","b",null]})"},
           {R"($match("abab", /ab/, 1))", R"({"match":"ab","index":0,"groups":[]})"},
           {R"($match("x", /y/))", "nothing"},
           {R"($match("ab", /b/).index)", "1"},
           {R"($match("ab", /a/, -1))", "D3040"},
           {R"($match("a1b22", /\d+/).match)", R"(["1","22"])"}},
          kDocument);
}

TEST(JsonataMatching, SplitKeepsWhatStandsBetween) {
    check({{R"($split("a,b,,c", ","))", R"(["a","b","","c"])"},
           {R"($split("a1b22c", /\d+/))", R"(["a","b","c"])"},
           {R"($split("a b c", " ", 2))", R"(["a","b"])"},
           {R"($split("abc", ""))", R"(["a","b","c"])"},
           {R"($split("", ","))", R"([""])"},
           {R"($split("a", ",", -1))", "D3020"},
           {R"($split(missing, ","))", "nothing"},
           {R"($split("a-b", /-/, 1))", R"(["a"])"}},
          kDocument);
}

TEST(JsonataMatching, ReplaceFillsInGroups) {
    check({{R"($replace("abc", "b", "$0"))", R"("a$0c")"},
           {R"($replace("hello", /(l)(l)/, "<$2$1$0$$>"))", R"("he<llll$>o")"},
           {R"($replace("265USD", /([0-9]+)USD/, "$$$1"))", R"("$265")"},
           {R"($replace("aaa", "a", "b", 2))", R"("bba")"},
           {R"($replace("aaa", /a/, "b", 0))", R"("aaa")"},
           {R"($replace("abc", /b/, function($m){$uppercase($m.match)}))", R"("aBc")"},
           {R"($replace("abc", /b/, function($m){1}))", "D3012"},
           {R"($replace("abc", "", "x"))", "D3010"},
           {R"($replace("abc", /x*/, "y"))", "D1004"},
           {R"($replace("a", /a/, "$1$18"))", R"("8")"},
           {R"($replace("a", "a", "b", -1))", "D3011"}},
          kDocument);
}

TEST(JsonataMatching, RegularExpressionsAreThoseOfJavaScript) {
    check({{R"($match("žluť", /\W/).index)", "[0,3]"},
           {R"($match("été", /\w/).match)", R"("t")"},
           {R"($split("a\u00a0b", /\s/))", R"(["a","b"])"},
           {R"("a" ~> /A/i)", R"({"match":"a","start":0,"end":1,"groups":[],"next":""})"},
           {R"($match("a\nb", /^b/m).index)", "2"},
           {R"($contains("a/b", /a\/b/))", "true"},
           {R"($match("aa", /a*?/))", "D1004"},
           {R"($contains("a\nb", /a.b/))", "false"},
           {R"(/a/("ba").start)", "1"},
           {R"(/a/("x"))", "nothing"},
           {R"($contains("x", /[]/))", "false"},
           {R"($match("ab", /(?<n>a)\k<n>?/).match)", R"("a")"},
           {R"($contains("\u2028", /./))", "false"},
           {"/+/", ""},
           {"/a", "S0302"},
           {"//", "S0301"}},
          kDocument);
}

TEST(JsonataMatching, AFunctionMayMatch) {
    check(
        {{R"($contains("abc", function($s){{"match": "b", "start": 1, "end": 2, "groups": [], "next": function(){()}}}))",
          "true"},
         {R"($contains("a", function($s){1}))", "T1010"},
         {R"($match("abc", function($s){()}))", "nothing"}},
        kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
