#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";
constexpr char const* kRecords =
    R"({"top": "t", "items": [{"kind": "x", "n": 1, "tags": ["u", "v"]}, {"kind": "y", "n": 2, "tags": ["w"]}, {"kind": "x", "n": 3, "tags": []}]})";

TEST(JsonataObject, KeysSpreadAndMerge) {
    check({{"$keys(o)", R"(["p","q"])"},
           {"$keys(a)", R"(["b","n"])"},
           {"$keys({})", "nothing"},
           {"$keys(1)", "nothing"},
           {"$keys(missing)", "nothing"},
           {"$spread(o)", R"([{"p":1},{"q":{"r":"s"}}])"},
           {"$spread(a)", R"([{"b":[1,2]},{"n":"x"},{"b":3},{"n":"y"}])"},
           {R"($spread("x"))", R"("x")"},
           {R"($merge([{"a": 1}, {"b": 2, "a": 3}]))", R"({"a":3,"b":2})"},
           {R"($merge({"a": 1}))", R"({"a":1})"},
           {"$merge([])", "{}"},
           {"$merge([1])", "T0412"},
           {"$merge(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataObject, LookupFindsInArraysToo) {
    check({{R"($lookup(o, "p"))", "1"},
           {R"($lookup(a, "b"))", "[1,2,3]"},
           {R"($lookup(a, "z"))", "nothing"},
           {R"($lookup(1, "a"))", "nothing"},
           {R"($lookup(missing, "a"))", "nothing"}},
          kDocument);
}

TEST(JsonataObject, EachAndSiftSeeNameAndValue) {
    check({{"$each(o, function($v, $k){$k})", R"(["p","q"])"},
           {"$each({}, function($v){$v})", "nothing"},
           {R"($sift(o, function($v, $k){$k = "p"}))", R"({"p":1})"},
           {"$sift(o, function($v){false})", "nothing"},
           {R"($sift({"a": 1, "b": 2}, function($v, $k, $all){$v = $count($keys($all))}))", R"({"b":2})"},
           {"$each(missing, $string)", "nothing"}},
          kDocument);
}

TEST(JsonataObject, TypesHaveNames) {
    check({{"$type(1)", R"("number")"},
           {R"($type(""))", R"("string")"},
           {"$type(null)", R"("null")"},
           {"$type([])", R"("array")"},
           {"$type({})", R"("object")"},
           {"$type(true)", R"("boolean")"},
           {"$type($sum)", R"("function")"},
           {"$type(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataObject, NamesInJavaScriptsOrder) {
    check({{R"({"b": 1, "2": 2, "1": 3, "01": 4})", R"({"1":3,"2":2,"b":1,"01":4})"},
           {R"($keys({"10": 1, "9": 1, "x": 1}))", R"(["9","10","x"])"},
           {R"($string({"1": 1, "0": 2}))", R"("{\"0\":2,\"1\":1}")"}},
          kDocument);
}

TEST(JsonataObject, ConstructorsGroup) {
    check({{"items{kind: n}", R"({"x":[1,3],"y":2})"},
           {"items{kind: $sum(n)}", R"({"x":4,"y":2})"},
           {"items{kind: $}[0]", R"({"x":{"kind":"x","n":1,"tags":["u","v"]}})"},
           {R"({"a": missing})", "{}"},
           {"{missing: 1}", "{}"},
           {"{1: 2}", "T1003"},
           {"items{n: 1}", "T1003"},
           {R"({"a": 1, "a": 2})", "D1009"},
           {"items{kind: n, kind: n}", "D1009"},
           {"items{kind: tags}", R"({"x":["u","v"],"y":["w"]})"},
           {R"({"x": items.n})", R"({"x":[1,2,3]})"}},
          kRecords);
}

TEST(JsonataObject, ErrorsAndAssertions) {
    check({{R"($error("no"))", "D3137"},
           {"$error()", "D3137"},
           {R"($assert(1 = 2, "no"))", "D3141"},
           {"$assert(true)", "nothing"},
           {"$assert(1)", "T0410"},
           {"$clone(o)", R"({"p":1,"q":{"r":"s"}})"},
           {"$clone(1)", "T0410"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
