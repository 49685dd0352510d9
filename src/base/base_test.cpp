#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "base/base64.hpp"
#include "base/diagnostic.hpp"
#include "base/digest.hpp"
#include "base/iso8601.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

namespace coworks {
namespace {

TEST(Diagnostic, quotes_the_line_with_a_caret_under_the_place) {
    Diagnostic const fault{.file = "shop/project.cws.yml",
                           .position = {2, 4},
                           .length = 3,
                           .code = "unknown-key",
                           .message = "unknown key 'nmae'",
                           .remedy = "did you mean 'name'?"};
    EXPECT_EQ(
        "shop/project.cws.yml:2:4: error: unknown key 'nmae' [unknown-key]\n"
        "    2 | \té nmae: x\n"
        "      | \t  ^~~\n"
        "  help: did you mean 'name'?\n",
        render(fault, "first\n\té nmae: x\r\nlast"));
}

TEST(Diagnostic, quotes_a_part_of_a_line_that_is_long_and_nothing_that_a_terminal_obeys) {
    std::string const line = std::string(500, 'a') + "é" + std::string(500, 'b');
    auto const at = [&](std::size_t column, std::size_t length = 1) {
        return render({.position = {1, column}, .length = length, .message = "m"}, line);
    };
    EXPECT_EQ("1:1: error: m\n    1 | " + std::string(160, 'a') + "…\n      | ^\n", at(1));
    EXPECT_EQ("1:501: error: m\n    1 | …" + std::string(60, 'a') + "é" + std::string(99, 'b') + "…\n      | " +
                  std::string(61, ' ') + "^~\n",
              at(501, 2));
    EXPECT_EQ("1:1001: error: m\n    1 | …" + std::string(60, 'b') + "b\n      | " + std::string(61, ' ') + "^\n",
              at(1001, 9));
    EXPECT_EQ("1:501: error: m\n    1 | …" + std::string(60, 'a') + "é" + std::string(99, 'b') + "…\n      | " +
                  std::string(61, ' ') + "^" + std::string(100, '~') + "\n",
              at(501, 400));
    EXPECT_EQ("1:2: error: m\n    1 | a [31m\tb\n      |  ^\n",
              render({.position = {1, 2}, .message = "m"}, "a\x1b[31m\tb"));
}

TEST(Diagnostic, stands_alone_without_a_source) {
    EXPECT_EQ("error: no project here\n", render({.message = "no project here"}, ""));
    EXPECT_EQ("a.yml:9:1: error: gone\n", render({.file = "a.yml", .position = {9, 1}, .message = "gone"}, "one line"));
}

TEST(Diagnostic, counts_code_points_and_lines_from_one) {
    EXPECT_EQ((SourcePosition{1, 1}), position_of("", 5));
    EXPECT_EQ((SourcePosition{2, 3}), position_of("a\néb", 5));
}

TEST(Utf8, is_checked_as_unicode_says) {
    for (std::string_view const good : {"", "plain", "é€😀", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
        EXPECT_TRUE(is_utf8(good));
    for (std::string_view const bad :
         {"\x80", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8", "\xe2\x82", "a\xff"}) {
        EXPECT_FALSE(is_utf8(bad));
    }
    EXPECT_EQ(
        "a\xef\xbf\xbd"
        "b",
        to_utf8("a\xff"
                "b"));
}

TEST(Utf16Order, puts_surrogates_before_the_last_of_the_basic_plane) {
    EXPECT_LT(compare_utf16("😀", "\xef\xbf\xbd"), 0);
    EXPECT_GT(compare_utf16("😀", "é"), 0);
    EXPECT_LT(compare_utf16("a", "ab"), 0);
    EXPECT_EQ(0, compare_utf16("é😀", "é😀"));
}

TEST(NearestName, finds_what_was_meant_and_nothing_far_away) {
    std::vector<std::string> const names{"name", "services", "timeout", "cors"};
    EXPECT_EQ("name", nearest_name("nmae", names));
    EXPECT_EQ("services", nearest_name("Service", names));
    EXPECT_EQ("timeout", nearest_name("timout", names));
    EXPECT_EQ("", nearest_name("quantum", names));
    EXPECT_EQ("", nearest_name(std::string(10000, 'x'), names));
}

TEST(PercentCoding, decodes_once_and_refuses_what_is_broken) {
    std::string out;
    EXPECT_TRUE(percent_decode("a%2Fb%252F+", out));
    EXPECT_EQ("a/b%2F+", out);
    EXPECT_TRUE(percent_decode("a+b", out, Plus::space));
    EXPECT_EQ("a b", out);
    for (std::string_view const bad : {"%", "%2", "%zz", "a%0"})
        EXPECT_FALSE(percent_decode(bad, out));
    EXPECT_EQ("a%2Fb%20%C3%A9~", percent_encode("a/b é~"));
    EXPECT_EQ("a/b", percent_encode("a/b", "/"));
}

TEST(Base64, follows_rfc_4648_strictly) {
    char const* const pairs[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (auto const& [plain, text] : pairs) {
        EXPECT_EQ(text, base64_encode(plain));
        EXPECT_EQ(plain, base64_decode(text));
    }
    for (std::string_view const bad : {"Zg", "Zg=", "Z===", "Zh==", "Zm9=", "Zm 9", "====", "Zg==Zg=="})
        EXPECT_FALSE(base64_decode(bad)) << bad;
}

TEST(Base64, has_an_alphabet_for_addresses) {
    EXPECT_EQ("-_-_Zg", base64url_encode("\xfb\xff\xbf"
                                         "f"));
    EXPECT_EQ(
        "\xfb\xff\xbf"
        "f",
        base64url_decode("-_-_Zg"));
    EXPECT_EQ("", base64url_encode(""));
    for (std::string_view const bad : {"Zg==", "Z", "Zh", "Zm+v", "Zm/v"})
        EXPECT_FALSE(base64url_decode(bad)) << bad;
    std::string all;
    for (int i = 0; i < 256; ++i) {
        all += static_cast<char>(i);
        EXPECT_EQ(all, base64url_decode(base64url_encode(all)));
        EXPECT_EQ(all, base64_decode(base64_encode(all)));
        EXPECT_EQ(all, hex_decode(hex_encode(all)));
    }
}

TEST(Hex, takes_both_cases_and_nothing_else) {
    EXPECT_EQ("\x0a\xbc", hex_decode("0AbC"));
    for (std::string_view const bad : {"0", "0g", "0x", " 0"})
        EXPECT_FALSE(hex_decode(bad)) << bad;
}

TEST(Digest, gives_the_published_test_values) {
    EXPECT_EQ("900150983cd24fb0d6963f7d28e17f72", hex_encode(digest(DigestKind::md5, "abc")));
    EXPECT_EQ("a9993e364706816aba3e25717850c26c9cd0d89d", hex_encode(digest(DigestKind::sha1, "abc")));
    EXPECT_EQ("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
              hex_encode(digest(DigestKind::sha256, "abc")));
    EXPECT_EQ("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
              hex_encode(digest(DigestKind::sha384, "abc")));
    EXPECT_EQ(
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f",
        hex_encode(digest(DigestKind::sha512, "abc")));
    EXPECT_EQ("d41d8cd98f00b204e9800998ecf8427e", hex_encode(digest(DigestKind::md5, "")));
    EXPECT_EQ("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
              hex_encode(hmac(DigestKind::sha256, "Jefe", "what do ya want for nothing?")));
}

TEST(Random, makes_version_four_uuids_and_repeats_a_seed) {
    SeededRandom a(1);
    SeededRandom b(1);
    std::string const uuid = a.uuid();
    EXPECT_EQ(uuid, b.uuid());
    EXPECT_EQ(36U, uuid.size());
    EXPECT_EQ('4', uuid[14]);
    EXPECT_NE(std::string_view::npos, std::string_view("89ab").find(uuid[19]));
    EXPECT_LT(a.uniform(), 1.0);
}

TEST(Iso8601, reads_dates_that_exist) {
    EXPECT_EQ("2024-02-29", format_date(parse_date("2024-02-29").value()));
    for (std::string_view const bad : {"2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024-01-01x", ""})
        EXPECT_FALSE(parse_date(bad));
}

TEST(Iso8601, reads_timestamps_in_every_zone_and_prints_utc) {
    auto const printed = [](std::string_view text) {
        return format_timestamp(parse_timestamp(text).value(), Decimals::needed);
    };
    EXPECT_EQ("2026-11-23T07:30:15.5Z", printed("2026-11-23T08:30:15.500+01:00"));
    EXPECT_EQ("1969-12-31T23:59:59.999999999Z", printed("1969-12-31T23:59:59.999999999Z"));
    EXPECT_EQ("2026-01-01T00:00:00.000Z", format_timestamp(parse_timestamp("2025-12-31T23:00:00-01:00").value()));
    for (std::string_view const bad :
         {"2026-11-23", "2026-11-23T08:30:15", "2026-11-23T25:00:00Z", "2026-11-23T08:60:00Z", "10000-01-01T00:00:00Z",
          "2026-11-23T08:30:15.Z", "2026-11-23T08:30:15Zx"}) {
        EXPECT_FALSE(parse_timestamp(bad)) << bad;
    }
}

TEST(Iso8601, reads_the_years_0000_to_9999) {
    for (std::string_view const text : {"0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1677-09-21T00:12:43Z",
                                        "2262-04-11T23:47:17.5Z", "9999-12-31T23:59:59.999999999Z"}) {
        EXPECT_EQ(text, format_timestamp(parse_timestamp(text).value(), Decimals::needed));
        auto const local = text.substr(0, text.size() - 1);
        EXPECT_EQ(local, format_local_time(parse_local_time(local).value()));
    }
    EXPECT_LT(parse_timestamp("2262-04-11T23:47:17Z").value(), parse_timestamp("9999-12-31T23:59:59Z").value());
    EXPECT_LT(parse_timestamp("9999-12-31T23:59:59Z").value(), parse_timestamp("9999-12-31T23:59:59-05:00").value());
}

TEST(Iso8601, keeps_what_a_clock_can_show_and_bends_the_rest) {
    Seconds const before{.whole = -1, .nanos = 750'000'000};
    EXPECT_EQ(before, seconds_of(clock_time(before)));
    EXPECT_EQ(Clock::Time(std::chrono::milliseconds(-250)), clock_time(before));
    EXPECT_EQ(Clock::Time::max(), clock_time(parse_timestamp("9999-12-31T23:59:59Z").value()));
    EXPECT_EQ(Clock::Time::min(), clock_time(parse_timestamp("0001-01-01T00:00:00Z").value()));
}

TEST(Iso8601, says_what_is_wrong_where_the_form_is_right) {
    EXPECT_EQ("there is no month 13", parse_date("2026-13-01").error());
    EXPECT_EQ("there is no month 00", parse_date("2026-00-01").error());
    EXPECT_EQ("2023-02 has no day 29, its last is 28", parse_timestamp("2023-02-29T00:00:00Z").error());
    EXPECT_EQ("there is no hour 24", parse_time_of_day("24:00").error());
    EXPECT_EQ("there is no second 60", parse_timestamp("2016-12-31T23:59:60Z").error());
    EXPECT_EQ("the zone is missing, Z or one such as +01:00", parse_timestamp("2026-03-01T08:30:00").error());
    EXPECT_EQ("a zone has no place here", parse_local_time("2026-03-01T08:30:00Z").error());
    EXPECT_EQ("the time of day is missing", parse_timestamp("2026-03-01").error());
    EXPECT_EQ("years and months have no fixed length", parse_duration("P1M").error());
    EXPECT_EQ("only seconds have decimals", parse_duration("PT1.5H").error());
    EXPECT_EQ("", parse_timestamp("tomorrow").error());
}

TEST(Iso8601, reads_durations_of_a_fixed_length) {
    auto const printed = [](std::string_view text) { return format_duration(parse_duration(text).value()); };
    EXPECT_EQ("PT0S", printed("PT0S"));
    EXPECT_EQ("P14D", printed("P2W"));
    EXPECT_EQ("P1DT2H3M4.5S", printed("P1DT2H3M4.5S"));
    EXPECT_EQ("-PT1H30M", printed("-PT90M"));
    EXPECT_EQ("-PT0.25S", printed("-PT0.25S"));
    EXPECT_EQ("P999999999D", printed("P999999999D")) << "beyond what 64-bit nanoseconds hold";
    EXPECT_EQ("-P106751991167300DT15H30M8S", format_duration({.whole = std::numeric_limits<std::int64_t>::min()}));
    for (std::string_view const bad :
         {"", "P", "PT", "P1Y", "P1M", "PT1S1H", "PT1.5H", "1D", "P1DT", "P999999999999999D", "PT1S "}) {
        EXPECT_FALSE(parse_duration(bad)) << bad;
    }
}

TEST(Iso8601, reads_times_of_day_and_local_times) {
    EXPECT_EQ("08:30:00", format_time_of_day(parse_time_of_day("08:30").value()));
    EXPECT_EQ("08:30:00.25", format_time_of_day(parse_time_of_day("08:30:00.250").value()));
    EXPECT_FALSE(parse_time_of_day("24:00"));
    EXPECT_EQ("2026-11-23T08:30:00", format_local_time(parse_local_time("2026-11-23T08:30").value()));
    EXPECT_FALSE(parse_local_time("2026-11-23T08:30Z"));
}

TEST(Query, reads_fields_in_their_order_and_refuses_broken_encodings) {
    using Fields = QueryFields;
    EXPECT_EQ(Fields({{"a", "1"}, {"b", "x y=z"}, {"a", ""}, {"", "c"}}), read_query("a=1&&b=x+y%3Dz&a&=c&"));
    EXPECT_EQ(Fields(), read_query(""));
    for (std::string_view const bad : {"a=%", "a=%4", "%zz=1", "a=1&b=%4x"})
        EXPECT_FALSE(read_query(bad)) << bad;
}

TEST(ConstantTime, tells_equal_texts_from_others) {
    EXPECT_TRUE(equal_in_constant_time("token", "token"));
    EXPECT_FALSE(equal_in_constant_time("tokem", "token"));
    EXPECT_FALSE(equal_in_constant_time("token1", "token"));
    EXPECT_FALSE(equal_in_constant_time("", "token"));
}

}  // namespace
}  // namespace coworks
