#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataArray, AppendAndReverseMakeNewArrays) {
    check({{"$append([1], [2, 3])", "[1,2,3]"},
           {"$append(1, 2)", "[1,2]"},
           {"$append([], 1)", "[1]"},
           {"$append(missing, 1)", "1"},
           {"$append([1], missing)", "[1]"},
           {"$reverse([1, 2, 3])", "[3,2,1]"},
           {"$reverse(1)", "[1]"},
           {"$reverse(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataArray, SortIsStableAndTyped) {
    check({{"$sort([3, 1, 2])", "[1,2,3]"},
           {R"($sort(["b", "a"]))", R"(["a","b"])"},
           {R"($sort([1, "a"]))", "D3070"},
           {R"($sort([{"a": 1}]))", R"([{"a":1}])"},
           {R"($sort([{"a": 2}, {"a": 1}]))", "D3070"},
           {R"($sort([{"a": 2}, {"a": 1}], function($l, $r){$l.a > $r.a}))", R"([{"a":1},{"a":2}])"},
           {"$sort(5)", "[5]"},
           {"$sort(missing)", "nothing"},
           {"$sort([3, 1, 2], function($l, $r){$l < $r})", "[3,2,1]"}},
          kDocument);
}

TEST(JsonataArray, DistinctComparesDeep) {
    check({{"$distinct([1, 2, 1])", "[1,2]"},
           {R"($distinct([{"a": 1}, {"a": 1}]))", R"([{"a":1}])"},
           {"$distinct(5)", "5"},
           {"$distinct([])", "[]"},
           {"$distinct(missing)", "nothing"},
           {R"($distinct([1, "1", true, 1]))", R"([1,"1",true])"}},
          kDocument);
}

TEST(JsonataArray, ZipStopsAtTheShortest) {
    check({{R"($zip([1, 2], ["a", "b"]))", R"([[1,"a"],[2,"b"]])"},
           {"$zip([1, 2], [3])", "[[1,3]]"},
           {"$zip([1, 2])", "[[1],[2]]"},
           {"$zip(1, 2)", "[[1,2]]"},
           {"$zip([1], missing)", "[]"},
           {"$zip()", "T0410"}},
          kDocument);
}

TEST(JsonataArray, RangesCountUp) {
    check({{"[1..3]", "[1,2,3]"},
           {"[3..1]", "[]"},
           {"[-1..1]", "[-1,0,1]"},
           {"[1..1]", "[1]"},
           {"[missing..3]", "[]"},
           {"[1.5..2]", "T2003"},
           {R"([1.."a"])", "T2004"},
           {"[0..10000000]", "D2014"},
           {"[1..3].($ * 2)", "[2,4,6]"}},
          kDocument);
}

TEST(JsonataArray, ConstructorsKeepTheirBrackets) {
    check({{"[1, [2], [3, [4]]]", "[1,[2],[3,[4]]]"},
           {"[a.b]", "[1,2,3]"},
           {"[[a.b]]", "[[1,2,3]]"},
           {"[]", "[]"},
           {"[missing]", "[]"},
           {"[e]", "[]"},
           {"[1, missing, 2]", "[1,2]"}},
          kDocument);
}

TEST(JsonataArray, ShuffleKeepsTheItems) {
    check({{"$sort($shuffle([3, 1, 2]))", "[1,2,3]"},
           {"$shuffle(missing)", "nothing"},
           {"$count($shuffle([1..9]))", "9"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
