#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataString, TextsAreCutByCharactersAndCountedFromBothEnds) {
    check({{R"($substring("hello", 1, 3))", R"("ell")"},
           {R"($substring("hello", -3))", R"("llo")"},
           {R"($substring("hello", 9))", R"("")"},
           {R"($substring("hello", 1, 0))", R"("")"},
           {R"($substring("hello", 1.9))", R"("ello")"},
           {R"($substring("😀bc", 1))", R"("bc")"},
           {"$substring(missing, 1)", "nothing"},
           {R"($substringBefore(t, " "))", R"("Hello")"},
           {R"($substringBefore(t, "?"))", R"("Hello World")"},
           {R"($substringAfter(t, "o"))", R"(" World")"},
           {R"($substringAfter(t, ""))", R"("Hello World")"}},
          kDocument);
}

TEST(JsonataString, CaseFollowsUnicodeWithoutALanguage) {
    check({{R"($uppercase("žluť ß ŉ ﬁ ᾳ"))", R"("ŽLUŤ SS ʼN FI ΑΙ")"},
           {R"($lowercase("ΑΣ ΣΑ İ ÀÉ"))", R"("ας σα i̇ àé")"},
           {R"($lowercase("Σ"))", R"("σ")"},
           {R"($lowercase("ΑΣ.Β"))", R"("ασ.β")"},
           {"$uppercase(missing)", "nothing"},
           {"$uppercase(1)", "T0410"}},
          kDocument);
}

TEST(JsonataString, TrimJoinsBlanksInsideToo) {
    check({{R"($trim("  a \n\t b "))", R"("a b")"}, {R"($trim(""))", R"("")"}, {"$trim(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataString, PadFillsToAWidthOnEitherSide) {
    check({{R"($pad("x", 4))", R"("x   ")"},
           {R"($pad("x", -4))", R"("   x")"},
           {R"($pad("x", 5, "ab"))", R"("xabab")"},
           {R"($pad("x", -5, "ab"))", R"("ababx")"},
           {R"($pad("xyz", 2))", R"("xyz")"},
           {R"($pad("x", 3, ""))", R"("x  ")"},
           {"$pad(missing, 3)", "nothing"}},
          kDocument);
}

TEST(JsonataString, StringPrintsEveryValue) {
    check({{"$string(1.50)", R"("1.5")"},
           {"$string(1e21)", R"("1e+21")"},
           {"$string(1e-7)", R"("1e-7")"},
           {"$string(100000000000000000000)", R"("100000000000000000000")"},
           {"$string(0.1 + 0.2)", R"("0.3")"},
           {R"($string([1, "a", null, true]))", R"("[1,\"a\",null,true]")"},
           {R"($string({"a": {"b": 1}}))", R"("{\"a\":{\"b\":1}}")"},
           {R"($string({"a": 1}, true))", R"("{\n  \"a\": 1\n}")"},
           {"$string([], true)", R"("[]")"},
           {"$string($sum)", R"("")"},
           {"$string(null)", R"("null")"},
           {"$string(missing)", "nothing"},
           {R"($string("x"))", R"("x")"},
           {"$string(1/0)", "D3001"}},
          kDocument);
}

TEST(JsonataString, ConcatenationTakesWhatIsMissingForEmpty) {
    check({{R"("a" & 1 & true & null)", R"("a1truenull")"},
           {R"(missing & "x")", R"("x")"},
           {"missing & missing", R"("")"},
           {R"([1, 2] & {"a": 1})", R"("[1,2]{\"a\":1}")"}},
          kDocument);
}

TEST(JsonataString, LengthCountsCharacters) {
    check({{R"($length(""))", "0"},
           {R"($length("😀é"))", "2"},
           {"$length(missing)", "nothing"},
           {"$length(1)", "T0410"},
           {"t.$length()", "11"}},
          kDocument);
}

TEST(JsonataString, JoinTakesTextsAlone) {
    check({{R"($join(["a", "b"]))", R"("ab")"},
           {R"($join(["a", "b"], "-"))", R"("a-b")"},
           {R"($join("a", "-"))", R"("a")"},
           {"$join([])", R"("")"},
           {"$join(missing)", "nothing"},
           {"$join([1])", "T0412"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
