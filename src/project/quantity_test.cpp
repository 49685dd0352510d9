#include "project/quantity.hpp"

#include <gtest/gtest.h>

namespace coworks::project {
namespace {

using namespace std::chrono_literals;

TEST(Quantity, SizesAreWrittenWithAUnit) {
    EXPECT_EQ(parse_size("128 MB"), 128ULL << 20);
    EXPECT_EQ(parse_size("128MB"), 128ULL << 20);
    EXPECT_EQ(parse_size("1.5 GB"), 1536ULL << 20);
    EXPECT_EQ(parse_size("10 MiB"), 10ULL << 20);
    EXPECT_EQ(parse_size("64 KB"), 65536U);
    EXPECT_EQ(parse_size("7 B"), 7U);
}

TEST(Quantity, WhatIsNoSizeIsRefused) {
    for (auto const* text : {"", "128", "MB", "-1 MB", "1 mb", "1  MB", "1 MB ", "0.5 B", "1e3 MB", "1 TBB", "nan MB",
                             "inf GB", "99999999999999 GB"}) {
        EXPECT_FALSE(parse_size(text)) << text;
    }
}

TEST(Quantity, DurationsAreWrittenWithAUnit) {
    EXPECT_EQ(parse_duration("3 s"), 3s);
    EXPECT_EQ(parse_duration("250ms"), 250ms);
    EXPECT_EQ(parse_duration("0.5 s"), 500ms);
    EXPECT_EQ(parse_duration("1.5 min"), 90s);
    EXPECT_EQ(parse_duration("2 hours"), 2h);
    EXPECT_EQ(parse_duration("90 days"), 90 * 24h);
    EXPECT_EQ(parse_duration("1 day"), 24h);
}

TEST(Quantity, WhatIsNoDurationIsRefused) {
    for (auto const* text : {"", "3", "s", "-3 s", "3 sec", "0.5 ms", "3 s 2", "PT3S", "1 month"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

TEST(Quantity, PrintsTheLargestWholeUnit) {
    EXPECT_EQ(size_text(128ULL << 20), "128 MB");
    EXPECT_EQ(size_text(1536ULL << 10), "1536 KB");
    EXPECT_EQ(size_text(0), "0 B");
    EXPECT_EQ(duration_text(3s), "3 s");
    EXPECT_EQ(duration_text(90 * 24h), "90 days");
    EXPECT_EQ(duration_text(24h), "1 day");
    EXPECT_EQ(duration_text(1500ms), "1500 ms");
    EXPECT_EQ(duration_text(0ms), "0 ms");
}

}  // namespace
}  // namespace coworks::project
