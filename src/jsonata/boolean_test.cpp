#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataBoolean, TruthIsThatOfTheReference) {
    check({{R"($boolean(""))", "false"},
           {R"($boolean("0"))", "true"},
           {"$boolean(0)", "false"},
           {"$boolean(null)", "false"},
           {"$boolean(missing.name[true][])", "nothing"},
           {"$boolean({})", "false"},
           {R"($boolean({"a": null}))", "true"},
           {"$boolean([])", "false"},
           {"$boolean([[0]])", "false"},
           {"$boolean([0, 1])", "true"},
           {"$boolean($sum)", "false"},
           {"$boolean(function(){1})", "false"},
           {"$boolean(missing)", "nothing"},
           {"$not(0)", "true"},
           {"$not(missing)", "nothing"},
           {"$exists(missing)", "false"},
           {"$exists(null)", "true"},
           {"$exists($nothing)", "false"}},
          kDocument);
}

TEST(JsonataBoolean, AndAndOrNeedNoMoreThanTheyMust) {
    check({{"true and 0", "false"},
           {R"(false and $error("x"))", "false"},
           {R"(true or $error("x"))", "true"},
           {R"(missing or "a")", "true"},
           {R"("" or missing)", "false"}},
          kDocument);
}

TEST(JsonataBoolean, ComparisonNeedsOneType) {
    check({{"1 < 2", "true"},
           {R"("a" < "b")", "true"},
           {R"("a" >= "a")", "true"},
           {R"(1 < "2")", "T2009"},
           {"missing < 1", "nothing"},
           {"null < 1", "T2010"},
           {"1 > missing", "nothing"},
           {"true < false", "T2010"},
           {R"("😀" < "｡")", "true"}},
          kDocument);
}

TEST(JsonataBoolean, EqualityLooksDeep) {
    check({{R"([1, {"a": [2]}] = [1, {"a": [2]}])", "true"},
           {R"({"a": 1, "b": 2} = {"b": 2, "a": 1})", "true"},
           {R"(1 = "1")", "false"},
           {"null = null", "true"},
           {"missing = missing", "false"},
           {"missing != 1", "false"},
           {"$sum = $sum", "true"},
           {"[] = []", "true"}},
          kDocument);
}

TEST(JsonataBoolean, InLooksForOneValue) {
    check({{"1 in [1, 2]", "true"},
           {R"("x" in "x")", "true"},
           {"1 in []", "false"},
           {"missing in [1]", "false"},
           {R"({"a": 1} in [{"a": 1}])", "false"},
           {R"("y" in a.n)", "true"}},
          kDocument);
}

TEST(JsonataBoolean, ConditionsHaveDefaults) {
    check({{"missing ? 1 : 2", "2"},
           {"missing ? 1", "nothing"},
           {"0 ?: 1", "1"},
           {R"("a" ?: 1)", R"("a")"},
           {"missing ?: missing ?: 3", "3"},
           {"null ?? 1", "null"},
           {"missing ?? 1", "1"},
           {"0 ?? 1", "0"},
           {"1 ? 0 ? 2 : 3 : 4", "3"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
