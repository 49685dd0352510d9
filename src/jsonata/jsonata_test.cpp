#include "jsonata/jsonata.hpp"

#include "jsonata/syntax.hpp"
#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

TEST(Jsonata, StringsAreUtf16WhereJavaScriptShowsIt) {
    check({{R"($length("😀"))", "1"},
           {R"($split("😀", "")[0] & $split("😀", "")[1])", R"("😀")"},
           {R"("😀" < "｡")", "true"},
           {R"($match("😀b", /b/).index)", "2"},
           {R"($substring("hello", -3, 2))", R"("ll")"},
           {R"($pad("x", -3, "ab"))", R"("abx")"},
           {R"($uppercase("žluť"))", R"("ŽLUŤ")"},
           {R"($encodeUrlComponent("a b/ž"))", R"("a%20b%2F%C5%BE")"}});
}

TEST(Jsonata, NumbersPrintAndRoundAsJavaScriptDoes) {
    check({{"$string(1e21)", R"("1e+21")"},
           {"$string(0.1 + 0.2)", R"("0.3")"},
           {"$round(2.5)", "2"},
           {"$round(1.005, 2)", "1"},
           {"$formatNumber(12345.6, '#,###.00')", R"("12,345.60")"},
           {"$formatBase(255, 16)", R"("ff")"},
           {"$formatInteger(1999, 'I')", R"("MCMXCIX")"},
           {"$parseInteger('twelve thousand, four hundred and seventy-six', 'w')", "12476"},
           {"$number('0x1f')", "31"},
           {"1/0 + 1", "D1001"}});
}

TEST(Jsonata, AggregationTakesScalarsForArrays) {
    check({{"$sum(4)", "4"},
           {"$sum([])", "0"},
           {"$max([])", "nothing"},
           {"$average([1, 2])", "1.5"},
           {"$sum('x')", "T0412"}});
}

TEST(Jsonata, TruthOfAnArrayIsThatOfItsItems) {
    check({{"$boolean([])", "false"},
           {"$boolean([0, 0])", "false"},
           {"$boolean([0, [1]])", "true"},
           {"$not(missing)", "nothing"},
           {"$boolean($sum)", "false"}});
}

TEST(Jsonata, ArraysKeepAndLoseTheirBrackets) {
    check({{"a.b", "[1,2,3]"},
           {"a[1].b", "3"},
           {"a[1].b[]", "[3]"},
           {"a.[b]", "[[1,2],[3]]"},
           {"$distinct([1, 1.0, '1'])", R"([1,"1"])"},
           {"$zip([1, 2], [3])", "[[1,3]]"},
           {"[3, 1, 2]^(>$)", "[3,2,1]"},
           {"a#$i.$i", "[0,1]"}},
          R"({"a": [{"b": [1, 2]}, {"b": 3}]})");
}

TEST(Jsonata, ObjectsGroupAndMerge) {
    check({{"items{kind: $sum(n)}", R"({"x":4,"y":2})"},
           {"$merge([{'a': 1}, {'a': 2}])", R"({"a":2})"},
           {"$keys({'2': 0, '1': 0})", R"(["1","2"])"},
           {"items.(%.top & kind)[0]", R"("tx")"},
           {"($ ~> |items[0]|{'n': 9}, 'kind'|).items[0]", R"({"n":9})"}},
          R"({"top": "t", "items": [{"kind": "x", "n": 1}, {"kind": "y", "n": 2}, {"kind": "x", "n": 3}]})");
}

TEST(Jsonata, DatesFollowTheirPictures) {
    check({{"$fromMillis(1510067557121, '[FNn] [D1o] [MNn] [Y]')", R"("Tuesday 7th November 2017")"},
           {"$fromMillis(1510067557121, '[H01]:[m01] [Z]', '+0530')", R"("20:42 +05:30")"},
           {"$toMillis('2017-11-07T15:12:37.121Z')", "1510067557121"},
           {"$toMillis('7 November 2017', '[D] [MNn] [Y]')", "1510012800000"},
           {"$toMillis('x')", "D3110"}});
    ManualClock const clock(Clock::Time(std::chrono::milliseconds(1510067557121)));
    EXPECT_EQ(outcome("$now() & $millis()", nullptr, Dialect::standard, {.clock = &clock}),
              R"("2017-11-07T15:12:37.121Z1510067557121")");
}

TEST(Jsonata, FunctionsAreValues) {
    check({{"$map([1, 2], function($v, $i){$v * $i})", "[0,2]"},
           {"$reduce([1, 2, 3], function($a, $b){$a + $b})", "6"},
           {"($twice := $power(?, 2); $twice(3))", "9"},
           {"('a' ~> $uppercase ~> $length)", "1"},
           {"($f := $uppercase ~> $length; $f('abc'))", "3"},
           {"function($x){$x}", "function"},
           {"$single([1, 2], function($v){$v > 2})", "D3139"},
           {"($count := function($n){$n = 0 ? 'done' : $count($n - 1)}; $count(100000))", R"("done")"}});
}

TEST(Jsonata, TheAwsDialectIsVersion206WithFunctionsOfItsOwn) {
    check({{"a ?: 1", "S0211"},
           {"$eval('1')", "T1006"},
           {"$partition([1..5], 2)", "[[1,2],[3,4],[5]]"},
           {"$range(1, 9, 4)", "[1,5,9]"},
           {"$hash('x', 'MD5')", R"("9dd4e461268c8034f5c8564e155c67a6")"},
           {"$parse('{\"a\": [1]}').a", "[1]"},
           {"$random(7) = $random(7)", "true"},
           {"$length($uuid())", "36"}},
          "{}", Dialect::aws);
    check({{"$partition([1], 1)", "T1006"}, {"$eval('1 + 1')", "2"}, {"missing ?? 2", "2"}, {"0 ?: 3", "3"}});
}

TEST(Jsonata, VariablesComeFromTheCaller) {
    Json const states = Json::parse(R"({"input": {"n": 4}})");
    std::vector<Binding> const bindings{{.name = "states", .value = &states}, {.name = "none"}};
    EXPECT_EQ(outcome("$states.input.n + 1", nullptr, Dialect::aws, {.bindings = bindings}), "5");
    EXPECT_EQ(outcome("$none", nullptr, Dialect::aws, {.bindings = bindings}), "nothing");
    Json const number = 42;
    std::vector<Binding> const hiding{{.name = "count", .value = &number}};
    EXPECT_EQ(outcome("$count", nullptr, Dialect::aws, {.bindings = hiding}), "42");
    EXPECT_EQ(outcome("$count([1])", nullptr, Dialect::aws, {.bindings = hiding}), "T1006");
}

TEST(Jsonata, ReferencesAreThoseThatNothingBinds) {
    auto const expression =
        compile("($x := $states.input.items[$y].name; $map($x, function($v){$v & $z.a})) & $undefined($q)");
    ASSERT_TRUE(expression);
    std::string all;
    for (Reference const& reference : expression->references()) {
        all += reference.variable;
        for (std::string const& name : reference.path)
            all += "." + name;
        all += reference.called ? "()" : "";
        all += reference.library ? "* " : " ";
    }
    EXPECT_EQ(all, "states.input.items.name y map()* z.a undefined() q ");
}

/// What only a comparison with the reference shows (tests/conformance/jsonata/differential.js).
TEST(Jsonata, OdditiesOfTheReferenceAreKept) {
    check({{"[missing].a", "[]"},
           {"[missing].a.b", "[]"},
           {"$$@$x#$i", R"([[{"a":1}]])"},
           {"$^(a)", R"({"a":1})"},
           {"$@$.a", "1"},
           {"$clone()", R"([{"a":1}])"},
           {"(function($x, $y)<n?a<n>?:x>{[$x, $y]})('a')", "T0412"},
           {"$fromMillis(0, '[YW,3-*]')", R"("ONE THOUSAND, NINE HUNDRED AND SEVENTY")"},
           {"$fromMillis(0, '[١]')", "D3132"}},
          R"([{"a": 1}])");
    check({{"$map([3, 1], function($v, $i)<j+>{[$v, $i]})", "[[3,3],[1,1]]"},
           {"$ ~> |$reverse($sum)|{'a': 1}|", "D1010"},
           {"[*].($)", "[{},true]"}},
          "{}", Dialect::aws);
    ManualClock const evening(Clock::Time(std::chrono::milliseconds(1'700'000'000'123)));
    EXPECT_EQ(outcome("$toMillis('8', '[h]')", nullptr, Dialect::standard, {.clock = &evening}), "1699948800000");
}

TEST(Jsonata, ErrorsTellPositionTokenAndMessage) {
    auto const expression = compile("1 + 'ž' & $sum(['a'])");
    ASSERT_TRUE(expression);
    auto const answer = expression->evaluate(nullptr);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "T2002");
    EXPECT_EQ(answer.error().position, 3U);
    EXPECT_EQ(answer.error().token, "+");
    EXPECT_EQ(answer.error().message, "The right side of the \"+\" operator must evaluate to a number");
    auto const bad = compile("'žž' + ");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code, "S0207");
    EXPECT_EQ(byte_offset("'žž' + ", bad.error().position), 9U);
}

TEST(Jsonata, ErrorsNameTheTokenThatTheReferenceNames) {
    struct {
        char const* expression;
        char const* code;
        std::size_t position;
        char const* token;
        char const* message;
    } const cases[] = {
        {"(items.%.%) ?? 1", "S0217", 14, "condition", nullptr},
        {"*[%.b]", "S0217", 1, "wildcard", nullptr},
        {"[1 2]", "S0202", 4, "2", "Expected \"]\", got 2"},
        {"1 null", "S0201", 6, "null", "Syntax error: null"},
        {"1 'a'", "S0201", 5, "a", "Syntax error: \"a\""},
        {"(a[0] := 1)", "S0212", 3, "[", nullptr},
        {"(1 := 2)", "S0212", 2, "1", nullptr},
        {"function([1]){1}", "S0208", 10, "[", nullptr},
        {"5()", "T1006", 2, "5", "Attempted to invoke a non-function"},
        {"(*)()", "T1006", 4, "", nullptr},
        {"*()", "T1006", 2, "*", nullptr},
        {"-({'2': 1, '1': 2})", "D1002", 1, "-", "Cannot negate a non-numeric value: {\"1\":2,\"2\":1}"},
    };
    for (auto const& one : cases) {
        auto const expression = compile(one.expression);
        JsonataError error;
        if (!expression) {
            error = expression.error();
        } else {
            auto const answer = expression->evaluate(nullptr);
            ASSERT_FALSE(answer) << one.expression;
            error = answer.error();
        }
        EXPECT_EQ(error.code, one.code) << one.expression;
        EXPECT_EQ(error.position, one.position) << one.expression;
        EXPECT_EQ(error.token, one.token) << one.expression;
        if (one.message != nullptr) {
            EXPECT_EQ(error.message, one.message) << one.expression;
        }
    }
}

TEST(Jsonata, HostileExpressionsEndWithAnError) {
    Limits limits;
    limits.steps_max = 100'000;
    limits.memory_bytes_max = 8 << 20;
    Environment const environment{.limits = limits};
    for (char const* const text : {"($f := function(){$f()}; $f())", "($f := function(){1 + $f()}; $f())",
                                   "($f := function($a){$f([$a, $a])}; $f(1))", "[1..10000000]",
                                   "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /(a+)+$/)",
                                   "$reduce([1..30], function($a, $b){$a & $a}, 'xxxxxxxxxx')"}) {
        EXPECT_EQ(outcome(text, nullptr, Dialect::standard, environment), "U1001") << text;
    }
    EXPECT_EQ(outcome(std::string(100'000, '('), nullptr, Dialect::standard), "U1001");
    EXPECT_EQ(outcome("1" + std::string(200'000, '+'), nullptr, Dialect::standard), "S0211");
}

TEST(Jsonata, TheTreePrintsBack) {
    for (char const* const text :
         {"a.`b c`[0][].c^(<d, >e){f: g}", "function($x, $y)<nn:n>{$x - -$y}(1, ?)", "|a|{'b': 1}, ['c']|",
          "a@$b#$i.%.**", "function($a)<a $0`?>{$a}", "function($a)<s 'n' 1 :n>{$a}", "$f(/[a/]+/i, \"\\\"\")",
          "a ? b : c ?: d ?? e", "[1..3, `and`]"}) {
        auto const first = compile(text);
        if (!first) continue;
        auto const again = compile(first->print());
        ASSERT_TRUE(again) << first->print();
        EXPECT_TRUE(same_tree(first->syntax(), again->syntax())) << first->print();
    }
}

}  // namespace
}  // namespace coworks::jsonata
