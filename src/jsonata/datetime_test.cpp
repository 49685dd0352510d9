#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataDatetime, PicturesShowEveryComponent) {
    check({{"$fromMillis(1510067557121)", R"("2017-11-07T15:12:37.121Z")"},
           {"$fromMillis(1510067557121, '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001]Z')",
            R"("2017-11-07T15:12:37.121Z")"},
           {"$fromMillis(1510067557121, '[D1o] [MNn] [Y,2-2] [FN,3-3]')", R"("7th November 17 TUE")"},
           {"$fromMillis(1510067557121, '[h]:[m] [PN] [P]')", R"("3:12 PM pm")"},
           {"$fromMillis(1510067557121, '[W] [w] [X] [x] [d] [F0]')", R"("45 2 2017 11 311 2")"},
           {"$fromMillis(1510067557121, '[YI] [Dw] [MWw]')", R"("MMXVII seven Eleven")"},
           {"$fromMillis(1510067557121, '[[x]]')", R"("[x]")"},
           // What is no time: a zone by its name, a number too large.
           {"$fromMillis(0, '[H01]:[m01]', 'Europe/Paris')", R"("NaN:NaN")"},
           {"$fromMillis(0, '[Y]-[M]-[D1o] [P] [C] [Z]', '')", R"("NaN-NaN-NaNth am ISO 0N:aN")"},
           {"$fromMillis(1e16)", R"("0NaN-NaN-NaNTNaN:NaN:NaN.NaNZ")"},
           {"$fromMillis(1e16, '[MNn]')", R"("undefined")"},
           {"$fromMillis(1e16, '[HN]')", "D3133"},
           {"$fromMillis(1510067557121, '[Y')", "D3135"},
           {"$fromMillis(1510067557121, '[q]')", "D3132"},
           {"$fromMillis(1510067557121, '[C] [E]')", R"("ISO ISO")"},
           {"$fromMillis(missing)", "nothing"},
           {"$fromMillis(-1)", R"("1969-12-31T23:59:59.999Z")"},
           {"$fromMillis(1510067557121, '[YN]')", "D3133"},
           {"$fromMillis(1510067557121, '[M,*-3] [Y,*-2]')", R"("11 17")"}},
          kDocument);
}

TEST(JsonataDatetime, ZonesShiftTheClock) {
    check({{"$fromMillis(1510067557121, '[H01]:[m01] [Z]', '+0530')", R"("20:42 +05:30")"},
           {"$fromMillis(1510067557121, '[H01][Z0000] [z]', '-0800')", R"("07-0800 GMT-08:00")"},
           {"$fromMillis(1510067557121, '[Z01:01t]', '+0000')", R"("Z")"},
           {"$fromMillis(1510067557121, '[Z0]', '+0530')", R"("+5:30")"},
           {"$fromMillis(1510067557121, (), '+0100')", R"("2017-11-07T16:12:37.121+01:00")"},
           {"$fromMillis(1510067557121, '[Z00000]')", "D3134"}},
          kDocument);
}

TEST(JsonataDatetime, WeeksFollowIso8601) {
    check({{"$fromMillis(1483228800000, '[X]-W[W01]-[F1]')", R"("2016-W52-7")"},
           {"$fromMillis(1451606400000, '[X]-W[W01]-[F1]')", R"("2015-W53-5")"},
           {"$fromMillis(1514764800000, '[x] [w]')", R"("1 1")"},
           {"$fromMillis(1388448000000, '[X] [W]')", R"("2014 1")"}},
          kDocument);
}

TEST(JsonataDatetime, TimestampsAreReadBack) {
    check({{"$toMillis('2017-11-07T15:12:37.121Z')", "1510067557121"},
           {"$toMillis('2017-11-07')", "1510012800000"},
           {"$toMillis('2017')", "1483228800000"},
           {"$toMillis('2017-11-07T15:12:37+01:00')", "1510063957000"},
           {"$toMillis('x')", "D3110"},
           {"$toMillis(missing)", "nothing"},
           {"$toMillis('2018-02-31')", "1520035200000"},
           {"$toMillis('7/11/2017', '[D]/[M]/[Y]')", "1510012800000"},
           {"$toMillis('7th November 2017', '[D1o] [MNn] [Y]')", "1510012800000"},
           {"$toMillis('2017-312', '[Y]-[d]')", "1510099200000"},
           {"$toMillis('3:04 pm 1/1/2020', '[h]:[m] [P] [D]/[M]/[Y]')", "1577891040000"},
           {"$toMillis('12am 1/1/2020', '[h][P] [D]/[M]/[Y]')", "1577836800000"},
           {"$toMillis('MMXVII 1 2', '[YI] [M] [D]')", "1483315200000"},
           {"$toMillis('twenty', '[Yw]')", "-1577923200000"},
           {"$toMillis('a', '[Y]')", "nothing"},
           {"$toMillis('2017-W45', '[X]-W[W]')", "D3136"},
           {"$toMillis('10', '[D]-[Y]')", "nothing"},
           {"$toMillis('5 2017', '[D] [Y]')", "D3136"},
           {"$toMillis('2017-11-07 +05:30', '[Y]-[M]-[D] [Z]')", "1509993000000"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
