#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kRecords =
    R"({"top": "t", "items": [{"kind": "x", "n": 1, "tags": ["u", "v"]}, {"kind": "y", "n": 2, "tags": ["w"]}, {"kind": "x", "n": 3, "tags": []}]})";

TEST(JsonataTuple, FocusAndIndexBindBesideTheContext) {
    check(
        {{"items@$i.$i.n", "[1,2,3]"},
         {"items#$k.$k", "[0,1,2]"},
         {"items#$k[$k = 1].n", "2"},
         {R"(items@$i#$k.{"k": $k, "n": $i.n})", R"([{"k":0,"n":1},{"k":1,"n":2},{"k":2,"n":3}])"},
         {"items@$i.items@$j[$i.n < $j.n].[$i.n, $j.n]", "[1,2,1,3,2,3]"},
         {"items#$k.tags#$m.[$k, $m]", "[0,0,0,1,1,0]"},
         {"items.tags#$m.$m", "[0,1,0]"},
         {"items@$i.$i.tags", R"(["u","v","w"])"},
         {"items[n > 1]#$k.$k", "[0,1]"},
         {"items#$k^(>n).$k", "[2,1,0]"},
         {"items#$k{kind: $k}", R"({"x":[0,2],"y":1})"},
         {"items@$i{$i.kind: $i.n}", R"({"x":[1,3],"y":2})"},
         {"items@$i^($i.kind)",
          R"([{"top":"t","items":[{"kind":"x","n":1,"tags":["u","v"]},{"kind":"y","n":2,"tags":["w"]},{"kind":"x","n":3,"tags":[]}]},{"top":"t","items":[{"kind":"x","n":1,"tags":["u","v"]},{"kind":"y","n":2,"tags":["w"]},{"kind":"x","n":3,"tags":[]}]},{"top":"t","items":[{"kind":"x","n":1,"tags":["u","v"]},{"kind":"y","n":2,"tags":["w"]},{"kind":"x","n":3,"tags":[]}]}])"},
         {"items@$",
          R"([{"kind":"x","n":1,"tags":["u","v"]},{"kind":"y","n":2,"tags":["w"]},{"kind":"x","n":3,"tags":[]}])"},
         {"items[0]@$i", "S0215"},
         {"items^(n)@$i", "S0216"},
         {"$items@$i", "nothing"}},
        kRecords);
}

TEST(JsonataTuple, ParentsAreFoundUpThePath) {
    check({{"items.%.top", R"(["t","t","t"])"},
           {"items.tags.%.n", "[1,1,2]"},
           {"items.tags.%.%.top", R"(["t","t","t"])"},
           {R"(items[%.top = "t"].n)", "[1,2,3]"},
           {"items.(%.top & kind)", R"(["tx","ty","tx"])"},
           {R"(items.{"t": %.top, "n": n})", R"([{"t":"t","n":1},{"t":"t","n":2},{"t":"t","n":3}])"},
           {"items.tags[%.n = 1]", R"(["u","v"])"},
           {"%", "S0217"},
           {"%.a", "S0217"},
           {"items.%.%", "S0217"},
           {"top.%.top", R"("t")"},
           {"items.tags.$uppercase(%.kind)", R"(["X","X","Y"])"},
           {"items.n^(%.kind)", "[1,3,2]"},
           {"($x := items; $x.%.top)", "S0217"},
           {"items.*.%.n", "[1,1,1,1,2,2,2,3,3]"}},
          kRecords);
}

TEST(JsonataTuple, SortedStreamsGroup) {
    check({{"items#$k^(n){kind: $k}", "{}"},
           {"items@$i^(>n){$i.kind: $i.n}", "{}"},
           {R"(items@$i^(n).{"n": $i.n})", R"([{"n":1},{"n":2},{"n":3}])"},
           {"items#$k^(>n)[0].$k", "2"},
           {"items@$i^(n)[$i.n > 1].$i.n", "nothing"}},
          kRecords);
}

}  // namespace
}  // namespace coworks::jsonata
