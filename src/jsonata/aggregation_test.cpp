#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataAggregation, SumsOfNumbersAlone) {
    check({{"$sum([1, 2, 3])", "6"},
           {"$sum(5)", "5"},
           {"$sum([])", "0"},
           {"$sum(missing)", "nothing"},
           {R"($sum(["a"]))", "T0412"},
           {"$sum([1, null])", "T0412"},
           {"$sum(a.b)", "6"}},
          kDocument);
}

TEST(JsonataAggregation, ExtremesAndAverages) {
    check({{"$max([3, 7, 5])", "7"},
           {"$min([3, 7, 5])", "3"},
           {"$average([1, 2])", "1.5"},
           {"$max([])", "nothing"},
           {"$min(missing)", "nothing"},
           {"$average([])", "nothing"},
           {R"($max(["a"]))", "T0412"},
           {R"($min("a"))", "T0412"},
           {"$max(1)", "1"}},
          kDocument);
}

TEST(JsonataAggregation, CountTakesAnything) {
    check({{"$count([1, 2])", "2"},
           {"$count([])", "0"},
           {"$count(missing)", "0"},
           {R"($count("abc"))", "1"},
           {"$count([[1, 2]])", "1"},
           {"$count(a)", "2"},
           {"$count(a, 1)", "T0410"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
