#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataHigherOrder, MapPassesValueIndexAndAll) {
    check({{"$map([1, 2], function($v){$v + 1})", "[2,3]"},
           {"$map([1, 2], function($v, $i, $a){[$i, $count($a)]})", "[[0,2],[1,2]]"},
           {"$map([1, 2], $string)", R"(["1","2"])"},
           {R"($map(["a"], $uppercase))", R"("A")"},
           {"$map(missing, $string)", "nothing"},
           {"$map([], $string)", "nothing"},
           {"$map([1], 1)", "T0410"},
           {"$map(5, function($v){$v})", "5"},
           {"$map([1, 2], function($v){$v > 1 ? $v})", "2"}},
          kDocument);
}

TEST(JsonataHigherOrder, FilterAndSingleTest) {
    check({{"$filter([1, 2, 3], function($v){$v > 1})", "[2,3]"},
           {"$filter([1, 2, 3], function($v, $i){$i = 0})", "1"},
           {"$filter([], $boolean)", "nothing"},
           {"$single([1, 2], function($v){$v = 2})", "2"},
           {"$single([1, 2], function($v){$v > 0})", "D3138"},
           {"$single([1], function($v){false})", "D3139"},
           {"$single([7])", "7"},
           {"$single([7, 8])", "D3138"}},
          kDocument);
}

TEST(JsonataHigherOrder, ReduceFoldsFromTheLeft) {
    check({{"$reduce([1, 2, 3], function($a, $b){$a + $b})", "6"},
           {R"($reduce([1, 2], function($a, $b){$a & $b}, "z"))", R"("z12")"},
           {"$reduce([], function($a, $b){$a})", "nothing"},
           {"$reduce([], function($a, $b){$a}, 5)", "5"},
           {"$reduce([4], function($a, $b){$a + $b})", "4"},
           {"$reduce([1, 2], function($a){$a})", "D3050"},
           {"$reduce([5, 6], function($a, $b, $i){$a + $i}, 0)", "1"},
           {"$reduce([1, 2], function($a, $b, $i, $l){$count($l)})", "2"},
           {"$reduce(missing, function($a, $b){$a})", "nothing"}},
          kDocument);
}

TEST(JsonataHigherOrder, LambdasCloseOverTheirFrame) {
    check({{"($x := 1; $f := function(){$x}; $x := 2; $f())", "2"},
           {"($f := function($n){function($m){$n + $m}}; $f(1)(2))", "3"},
           {"function($x){$x}(1)", "1"},
           {"function($x, $y){[$x, $y]}(1)", "[1]"},
           {"function($x){$x}(1, 2)", "1"},
           {"($f := λ($n){$n < 2 ? 1 : $n * $f($n - 1)}; $f(10))", "3628800"},
           {"(function($x){$x}).a", "nothing"},
           {"$nothing(1)", "T1006"},
           {"sum([1])", "T1005"},
           {"1(2)", "T1006"}},
          kDocument);
}

TEST(JsonataHigherOrder, PartialApplicationLeavesPlaces) {
    check({{R"(($f := $substring(?, 0, 1); $f("abc")))", R"("a")"},
           {"($f := function($a, $b){$a - $b}(?, 1); $f(5))", "4"},
           {"($f := function($a, $b){$a - $b}(5, ?)(?); $f(2))", "3"},
           {"$nothing(?, 1)", "T1008"},
           {"substring(?, 1)", "T1007"},
           {R"($map(["abc", "d"], $substring(?, 0, 1)))", R"(["a","d"])"}},
          kDocument);
}

TEST(JsonataHigherOrder, ChainsApplyAndCompose) {
    check({{"t ~> $uppercase", R"("HELLO WORLD")"},
           {"t ~> $substring(0, 4) ~> $uppercase()", R"("HELL")"},
           {R"(($f := $trim ~> $uppercase; $f(" a ")))", R"("A")"},
           {"1 ~> 2", "T2006"},
           {"missing ~> $string", "nothing"},
           {"[1, 2] ~> $sum ~> $string", R"("3")"},
           {"$uppercase ~> $lowercase", "function"},
           {R"(t ~> function($x){$x & "!"})", R"("Hello World!")"},
           {R"(a ~> |$|{"z": 1}|)", R"([{"b":[1,2],"n":"x","z":1},{"b":3,"n":"y","z":1}])"}},
          kDocument);
}

TEST(JsonataHigherOrder, SignaturesCheckArguments) {
    check({{"function($a)<n:n>{$a}(1)", "1"},
           {R"(function($a)<n:n>{$a}("x"))", "T0410"},
           {"function($a)<s->{$a}()", "T0411"},
           {"t.(function($a)<s-:s>{$a}())", R"("Hello World")"},
           {"function($a)<a<n>>{$a}(1)", "[1]"},
           {R"(function($a)<a<n>>{$a}(["x"]))", "T0412"},
           {"function($a)<n+->{$a}()", "T0410"},  // +- is a lazy +, not an optional one
           {R"(function($a, $b)<n?s>{[$a, $b]}("x"))", R"(["x"])"},
           {"function($a)<(sn)>{$a}(true)", "T0410"},
           {"function($a)<f>{$a(1)}(function($x){$x})", "1"},
           {"function($a, $b)<j+>{$b}(1, 2)", "2"},
           {"function($a)<x:>{1}()", "T0410"},
           {"function($a)<s<n>>{1}(1)", "S0401"},
           {"function($a)<(a<n>)>{1}(1)", "S0402"},
           {"function($a)<l>{$a}(null)", "null"}},
          kDocument);
}

TEST(JsonataHigherOrder, TailCallsDoNotNest) {
    check({{"($f := function($n, $s){$n = 0 ? $s : $f($n - 1, $s + $n)}; $f(20000, 0))", "200010000"},
           {"($even := function($n){$n = 0 ? true : $odd($n - 1)}; $odd := function($n){$n = 0 ? false : $even($n - "
            "1)}; $even(9999))",
            "false"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
