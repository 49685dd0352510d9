#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kRecords =
    R"({"top": "t", "items": [{"kind": "x", "n": 1, "tags": ["u", "v"]}, {"kind": "y", "n": 2, "tags": ["w"]}, {"kind": "x", "n": 3, "tags": []}]})";

TEST(JsonataTransform, TransformsChangeACopy) {
    check({{R"(($ ~> |items|{"n": 0}|).items.n)", "[0,0,0]"},
           {R"(($ ~> |items[n = 1]|{"new": kind & n}|).items[0].new)", R"("x1")"},
           {R"(($ ~> |items|{}, "tags"|).items[0])", R"({"kind":"x","n":1})"},
           {R"(($ ~> |items|{"a": 1}, ["tags", "n"]|).items[0])", R"({"kind":"x","a":1})"},
           {R"(($ ~> |missing|{"a": 1}|).top)", R"("t")"},
           {R"(($ ~> |$|{"top": "u"}|).top)", R"("u")"},
           {R"(($f := |items|{"n": 9}|; [$f($).items[0].n, items[0].n]))", "[9,1]"},
           {"missing ~> |a|{}|", "nothing"},
           {"($ ~> |items|5|)", "T2011"},
           {"($ ~> |items|{}, 5|)", "T2012"},
           {"1 ~> |a|{}|", "T0410"},
           {"(($clone := 1; $ ~> |items|{}|))", "T2013"},
           {"|a|{}", "S0203"}},
          kRecords);
}

}  // namespace
}  // namespace coworks::jsonata
