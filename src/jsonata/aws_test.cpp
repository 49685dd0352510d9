#include "base/random.hpp"
#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

void check_aws(std::initializer_list<Case> cases) {
    check(cases, "{}", Dialect::aws);
}

std::string message(char const* text) {
    auto const expression = compile(text, Dialect::aws);
    if (!expression) return expression.error().message;
    auto const answer = expression->evaluate(nullptr);
    return answer ? "no error" : answer.error().code + ": " + answer.error().message;
}

TEST(JsonataAws, PartitionCutsArraysIntoParts) {
    check_aws({{"$partition([1, 2, 3, 4, 5], 2)", "[[1,2],[3,4],[5]]"},
               {"$partition([1, 2, 3, 4, 5], 2.9)", "[[1,2],[3,4],[5]]"},
               {"$partition([1, 2, 3])", "[[1,2,3]]"},
               {"$partition([], 2)", "nothing"},
               {"$partition([1], 0)", "nothing"},
               {"$partition([1], -0.5)", "nothing"},
               {"$partition(missing, 2)", "nothing"},
               {"$partition([1], -1)", "D3137"},
               {"$partition(null, 2)", "T0412"},
               {"$partition([1], 'a')", "T0410"},
               {"$partition([1], 1, 1)", "T0410"}});
    EXPECT_EQ(message("$partition([1], -1)"), "D3137: Second argument must be zero or greater");
    EXPECT_EQ(message("$partition('a', 1)"),
              "T0412: Argument 1 of function \"partition\" must be an array of undefined");
}

TEST(JsonataAws, RangeCountsInSteps) {
    check_aws({{"$range(0, 10, 2)", "[0,2,4,6,8,10]"},
               {"$range(0, 10, 3)", "[0,3,6,9]"},
               {"$range(10, 0, -5)", "[10,5,0]"},
               {"$range(1.7, 3, 1)", "[1,2,3]"},
               {"$range(3, 3, 1)", "3"},
               {"$range(5, 1, 1)", "nothing"},
               {"$range(1, 5, 0)", "nothing"},
               {"$range(1, 5)", "nothing"},
               {"$range(1)", "T0410"},
               {"$range('a', 2, 1)", "T0410"},
               {"$range(0, 1e15, 1)", "U1001"}});
    EXPECT_EQ(message("$range(0, 1e15, 1)"),
              "U1001: Expression evaluation memory limit exceeded: Check for excessive memory usage");
}

TEST(JsonataAws, HashKnowsFiveAlgorithms) {
    check_aws({{"$hash('Hello', 'MD5')", R"("8b1a9953c4611296a827abf8c47804d7")"},
               {"$hash('input', 'SHA-1')", R"("140f86aae51ab9e1cda9b4254fe98a74eb54c1a1")"},
               {"$hash('Hello', 'SHA-256')", R"("185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969")"},
               {"$length($hash('', 'SHA-512'))", "128"},
               {"$length($hash('', 'SHA-384'))", "96"},
               {"$hash('Hello')", "nothing"},
               {"$hash()", "T0410"},
               {"$hash(1, 'MD5')", "T0410"}});
    EXPECT_EQ(message("$hash('a', 'md5')"),
              "D3137: Hash algorithm 'md5' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
}

TEST(JsonataAws, RandomWithASeedIsJavas) {
    check_aws({{"$random(42)", "0.7275636800328681"},
               {"$random(42.9)", "0.7275636800328681"},
               {"$random(-1) = $random(-1.5)", "true"},
               {"$random(1e300) >= 0 and $random(1e300) < 1", "true"},
               {"$random('a')", "T0410"},
               {"$random(1, 2)", "T0410"}});
    SeededRandom random(7);
    EXPECT_EQ(outcome("$random() != $random()", nullptr, Dialect::aws, {.random = &random}), "true");
}

TEST(JsonataAws, UuidIsOfVersionFour) {
    check_aws({{"$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)", "true"},
               {"$uuid(1)", "T0410"}});
}

TEST(JsonataAws, ParseReadsJson) {
    check_aws({{R"($parse('{"a": [1, null]}').a)", "[1,null]"},
               {"$exists($parse('null'))", "true"},
               {"'[1]' ~> $parse", "[1]"},
               {"$parse(null)", "T0410"},
               {"$parse('')", "D3137"},
               {"$parse('1 2')", "D3137"},
               {"$parse('{')", "D3137"}});
    EXPECT_EQ(outcome("$parse()", nullptr, Dialect::aws), "nothing");
    EXPECT_EQ(message("$parse('x')"), "D3137: Invalid JSON");
}

TEST(JsonataAws, NumbersWithoutAnEndAreNamed) {
    check_aws({{"1 / 0", R"("Infinity")"},
               {"[-1 / 0]", R"(["-Infinity"])"},
               {"$parseInteger('abc', '0')", R"("NaN")"},
               {"$string(1e20)", R"("100000000000000000000")"}});
    check({{"1 / 0", "null"}});
}

}  // namespace
}  // namespace coworks::jsonata
