#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataNumber, NumberReadsWhatJavaScriptReads) {
    check({{R"($number("12.5e1"))", "125"},
           {R"($number("0x1F"))", "31"},
           {R"($number("0b11"))", "3"},
           // The reference looks for 0x at the beginning, for 0o anywhere and for 0b at the end.
           {R"($number("0x1F "))", "31"},
           {R"($number(" 0o17"))", "15"},
           {R"($boolean($number("0x1&F")))", "false"},
           {R"($boolean($number("a0o7b")))", "false"},
           {R"($boolean($number("20b1")))", "false"},
           {R"($number(" 0x1F"))", "D3030"},
           {R"($number("0b12"))", "D3030"},
           {R"($number("0o17"))", "15"},
           {R"($number(" 1"))", "D3030"},
           {R"($number("1x"))", "D3030"},
           {"$number(true)", "1"},
           {R"($number(""))", "D3030"},
           {R"($number("-0.5"))", "-0.5"},
           {"$number([])", "T0410"},
           {"$number(missing)", "nothing"},
           {R"($number("1e1000"))", "D3030"}},
          kDocument);
}

TEST(JsonataNumber, RoundingGoesToTheEvenDigit) {
    check({{"$round(2.5)", "2"},
           {"$round(3.5)", "4"},
           {"$round(-2.5)", "-2"},
           {"$round(1.005, 2)", "1"},
           {"$round(125, -1)", "120"},
           {"$round(1e300, 2)", "1e+300"},
           {"$floor(-1.5)", "-2"},
           {"$ceil(-1.5)", "-1"},
           {"$abs(-3)", "3"},
           {"$round(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataNumber, PowersAndRootsStayReal) {
    check({{"$power(2, 10)", "1024"},
           {"$power(2, -1)", "0.5"},
           {"$sqrt(16)", "4"},
           {"$sqrt(-1)", "D3060"},
           {"$power(10, 400)", "D3061"},
           {"$power(-8, 1/3)", "D3061"},
           {"$sqrt(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataNumber, ArithmeticIsThatOfDoubles) {
    check({{"7 % 3", "1"},
           {"-7 % 3", "-1"},
           {"5.5 % 2", "1.5"},
           {"1 / 3", "0.3333333333333333"},
           {"2 * 3 + 4", "10"},
           {"0.1 * 3", "0.30000000000000004"},
           {"-(1)", "-1"},
           {"--1", "1"},
           {"1 - -1", "2"},
           {"missing + 1", "nothing"},
           {R"(1 + "1")", "T2002"},
           {R"("1" + 1)", "T2001"},
           {"null * 2", "T2001"},
           {"1e300 * 1e300", "null"},
           {"5 / 0", "null"},
           {R"(-"a")", "D1002"},
           {"-missing", "nothing"}},
          kDocument);
}

TEST(JsonataNumber, BasesReachFromTwoTo36) {
    check({{"$formatBase(255, 2)", R"("11111111")"},
           {"$formatBase(-255, 36)", R"("-73")"},
           {"$formatBase(2.5, 2)", R"("10")"},
           {"$formatBase(99)", R"("99")"},
           {"$formatBase(1, 1)", "D3100"},
           {"$formatBase(1, 37)", "D3100"},
           {"$formatBase(1e21, 17)", R"("13960704debagc0000")"},
           {"$formatBase(missing, 2)", "nothing"}},
          kDocument);
}

TEST(JsonataNumber, PicturesFormatNumbers) {
    check({{"$formatNumber(12345.6, '#,###.00')", R"("12,345.60")"},
           {"$formatNumber(0.14, '01%')", R"("14%")"},
           {"$formatNumber(-6, '000')", R"("-006")"},
           {"$formatNumber(1234.5678, '00.000e0')", R"("12.346e2")"},
           {"$formatNumber(0.234, '#.##0e0')", "D3091"},
           {"$formatNumber(-3, '0;(0)')", R"x("(3)")x"},
           {"$formatNumber(0.5, '#‰')", R"("500‰")"},
           {"$formatNumber(1234567, '#,##,##0')", R"("12,34,567")"},
           {"$formatNumber(1.5, '#.##0,00', {'decimal-separator': ',', 'grouping-separator': '.'})", R"("1,50")"},
           {"$formatNumber(15, '٠٠', {'zero-digit': '٠'})", R"("١٥")"},
           {"$formatNumber(missing, '0')", "nothing"},
           {"$formatNumber(20, '#;#;#')", "D3080"},
           {"$formatNumber(20, '0.0.0')", "D3081"},
           {"$formatNumber(20, '0%0%')", "D3086"},
           {"$formatNumber(20, '0‰%')", "D3084"},
           {"$formatNumber(20, 'abc')", "D3086"},
           {"$formatNumber(20, '0a0')", "D3086"},
           {"$formatNumber(20, '0,.0')", "D3087"},
           {"$formatNumber(20, '0,,0')", "D3089"},
           {"$formatNumber(20, '0#')", "D3090"},
           {"$formatNumber(20, '0.#0')", "D3091"},
           {"$formatNumber(20, '0e%')", "D3093"},
           {"$formatNumber(20, '0,0e0')", R"("2,0e0")"},
           {"$formatNumber(20, '0e')", "D3093"}},
          kDocument);
}

TEST(JsonataNumber, IntegersAreSpelledOut) {
    check({{"$formatInteger(1999, 'I')", R"("MCMXCIX")"},
           {"$formatInteger(28, 'a')", R"("ab")"},
           {"$formatInteger(28, 'A')", R"("AB")"},
           {"$formatInteger(1234, 'w')", R"("one thousand, two hundred and thirty-four")"},
           {"$formatInteger(21, 'Ww;o')", R"("Twenty-First")"},
           {"$formatInteger(100, 'W;o')", R"("ONE HUNDREDTH")"},
           {"$formatInteger(12, '0;o')", R"("12th")"},
           {"$formatInteger(112, '0;o')", R"("112th")"},
           {"$formatInteger(1234567, '#,##0')", R"("1,234,567")"},
           {"$formatInteger(1234567, '#:###,000')", R"("1:234,567")"},
           {"$formatInteger(12345, ',0:00#')", R"("1,2:345")"},
           {"$formatInteger(2, ',0:00#')", R"(":2")"},
           {"$formatInteger(5, '٠٠')", R"("٠٥")"},
           {"$formatInteger(-5, 'w')", R"("-five")"},
           {"$formatInteger(1e15, 'w')", R"("one thousand trillion")"},
           {"$formatInteger(1, '?')", "D3130"},
           {"$formatInteger(1, '0٠')", "D3131"},
           {"$formatInteger(missing, '0')", "nothing"}},
          kDocument);
}

TEST(JsonataNumber, IntegersAreReadBack) {
    check({{"$parseInteger('MCMXCIX', 'I')", "1999"},
           {"$parseInteger('xiv', 'i')", "14"},
           {"$boolean($parseInteger('xiv', 'I'))", "false"},
           {"$parseInteger('bz', 'a')", "78"},
           {"$parseInteger('é😀', 'a')", "1586134"},
           {"$parseInteger('one thousand, two hundred and thirty-four', 'w')", "1234"},
           {"$parseInteger('twenty-first', 'w;o')", "21"},
           {"$parseInteger('1,234', '#,##0')", "1234"},
           {"$parseInteger('12th', '0;o')", "12"},
           {"$parseInteger('٢٩٠٦٠', '٠,##;o')", "290"},
           {"$parseInteger('٥', '٠')", "5"},
           {"$parseInteger('5', '?')", "D3130"},
           {"$parseInteger(missing, '0')", "nothing"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
