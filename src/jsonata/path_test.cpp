#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";
constexpr char const* kRecords =
    R"({"top": "t", "items": [{"kind": "x", "n": 1, "tags": ["u", "v"]}, {"kind": "y", "n": 2, "tags": ["w"]}, {"kind": "x", "n": 3, "tags": []}]})";

TEST(JsonataPath, StepsFlatten) {
    check({{"a.b", "[1,2,3]"},
           {"a.n", R"(["x","y"])"},
           {"o.q.r", R"("s")"},
           {"a.missing", "nothing"},
           {"t.x", "nothing"},
           {"a.(b)", "[1,2,3]"},
           {"a.[b]", "[[1,2],[3]]"},
           {R"(a.{"k": n})", R"([{"k":"x"},{"k":"y"}])"},
           {"`a`.n", R"(["x","y"])"},
           {R"("a".n)", R"(["x","y"])"},
           {R"(a."n")", R"(["x","y"])"},
           {"$.a.n", R"(["x","y"])"},
           {"$$.t", R"("Hello World")"},
           {"a.b.c", "nothing"},
           {"e", "[]"},
           {"e.x", "nothing"},
           {"(a)[0].n", R"("x")"},
           {"a[0].b[1]", "2"},
           {"a.b[0]", "[1,3]"},
           {"(a.b)[0]", "1"}},
          kDocument);
}

TEST(JsonataPath, PredicatesSelectByPlaceAndTruth) {
    check({{"a[0].n", R"("x")"},
           {"a[-1].n", R"("y")"},
           {"a[5]", "nothing"},
           {"a[1.9].n", R"("y")"},
           {R"(a[n = "y"].b)", "3"},
           {"a[[0, 1]].n", R"(["x","y"])"},
           {"a[b]", "nothing"},
           {"a[n]", R"([{"b":[1,2],"n":"x"},{"b":3,"n":"y"}])"},
           {"a[missing]", "nothing"},
           {R"(a["x"].n)", R"(["x","y"])"},
           {"[1..5][$ > 3]", "[4,5]"},
           {"[1..5][[1, 1, 0]]", "[1,2,2]"},
           {"[1..5][-2]", "4"},
           {"[10, 20][true]", "[10,20]"},
           {"[10, 20][false]", "nothing"},
           {"a[0][0].n", R"("x")"},
           {"t[0]", R"("Hello World")"},
           {"t[1]", "nothing"},
           {"[[1, 2], [3]][0]", "[1,2]"},
           {"[[1, 2], [3]][0][1]", "2"}},
          kDocument);
}

TEST(JsonataPath, BracketsKeepOneItemAnArray) {
    check({{R"(a[n = "x"].n[])", R"(["x"])"},
           {"t[]", R"(["Hello World"])"},
           {"a[0][].n", R"(["x"])"},
           {"o.p[]", "[1]"},
           {"missing[]", "nothing"},
           {"[1][]", "[1]"},
           {"a.n[0][]", R"(["x","y"])"},
           {"$count(t[])", "1"}},
          kDocument);
}

TEST(JsonataPath, WildcardsReachOneOrAllLevels) {
    check({{"o.*", R"([1,{"r":"s"}])"},
           {"*.p", "1"},
           {"o.*.r", R"("s")"},
           {"**.r", R"("s")"},
           {"$count(**)", "13"},
           {"a.*", R"([1,2,"x",3,"y"])"},
           {R"(**[$type($) = "number"])", "[1,2,3,1]"},
           {"$.*[0].n[0]", R"("x")"},
           {"e.*", "nothing"},
           {"t.*", "nothing"}},
          kDocument);
}

TEST(JsonataPath, OrderByTermsInTurn) {
    check({{"items^(n).n", "[1,2,3]"},
           {"items^(>n).n", "[3,2,1]"},
           {"items^(kind, >n).n", "[3,1,2]"},
           {"items^(<kind, <n).n", "[1,3,2]"},
           {"items^(missing).n", "[1,2,3]"},
           {"items^($string(n)).n", "[1,2,3]"},
           {"items^(tags)", "T2008"},
           {"items^(kind ? n : kind)",
            R"([{"kind":"x","n":1,"tags":["u","v"]},{"kind":"y","n":2,"tags":["w"]},{"kind":"x","n":3,"tags":[]}])"},
           {"items^(>n)[0].n", "3"},
           {"top^($)", R"("t")"},
           {"[3, 1, 2]^($)", "[1,2,3]"},
           {"[3]^($)", "3"}},
          kRecords);
}

TEST(JsonataPath, BlocksHaveVariablesOfTheirOwn) {
    check({{"($x := 1; ($x := 2); $x)", "1"},
           {"()", "nothing"},
           {"(1; 2)", "2"},
           {"($x := 1; $y := $x + 1; [$x, $y])", "[1,2]"},
           {"$x := 5", "5"},
           {"($a := $b := 3; $a + $b)", "6"},
           {"(1;)", "1"}},
          kDocument);
}

TEST(JsonataPath, CommentsAndNamesAreAnywhere) {
    check({{"/* x */ 1 /* y */", "1"},
           {"1 /* open", "S0106"},
           {"and", "nothing"},
           {"or", "nothing"},
           {"in", "nothing"},
           {"`a b`", "nothing"},
           {"o.`p`", "1"},
           {"and and or", "false"},
           {"`open", "S0105"},
           {"$string(`a`[0].n)", R"("x")"}},
          kDocument);
}

TEST(JsonataPath, LiteralsAreThoseOfJson) {
    check({{R"("\u0041\n\"\/")", R"("A\n\"/")"},
           {"'it''s'", "S0201"},
           {R"("\x")", "S0103"},
           {R"("open)", "S0101"},
           {"1e3", "1000"},
           {"1e400", "S0102"},
           {".5", "S0211"},
           {"1.", "S0207"},
           {"-0", "0"},
           {"true", "true"},
           {"null", "null"},
           {R"("\ud83d\ude00")", R"("😀")"},
           {R"("\u00e")", "S0104"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
