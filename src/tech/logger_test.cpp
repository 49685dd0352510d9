// context.hpp: one JSON object per line, whatever the fields are.
#include <gtest/gtest.h>

#include <coworks/context.hpp>
#include <limits>
#include <string>

namespace coworks {
namespace {

class LastLine final : public detail::LogSink {
public:
    void write(std::string_view line) override { text = line; }
    std::string text;
};

TEST(Logger, WritesOneObjectWithTimeLevelAndWhatIsCommon) {
    LastLine sink;
    Logger const logger(&sink, LogLevel::info, Json::object({{"service", "shop"}, {"requestId", "r"}}));
    logger.with({{"entry", "get"}}).warning("two\nlines", {{"count", 3}});
    Json const line = Json::parse(sink.text);
    EXPECT_TRUE(line["timestamp"].is_string());
    EXPECT_EQ(line.without("timestamp"), Json::object({{"level", "WARN"},
                                                       {"message", "two\nlines"},
                                                       {"service", "shop"},
                                                       {"requestId", "r"},
                                                       {"entry", "get"},
                                                       {"count", 3}}));
    EXPECT_EQ(std::string::npos, sink.text.find('\n'));
}

TEST(Logger, LosesNoFieldBecauseAnotherHasNoJsonForm) {
    LastLine sink;
    Logger const logger(&sink, LogLevel::info, Json::object({{"requestId", "r"}}));
    logger.info("caf\xe9", {{"ratio", std::numeric_limits<double>::quiet_NaN()},
                            {"text", "caf\xe9"},
                            {"list", Json::array({"\xff"})},
                            {"n\xff", 1},
                            {"count", 3}});
    Json const line = Json::parse(sink.text);
    EXPECT_TRUE(line["timestamp"].is_string());
    EXPECT_EQ(line.without("timestamp"), Json::object({{"level", "INFO"},
                                                       {"message", "caf\xef\xbf\xbd"},
                                                       {"requestId", "r"},
                                                       {"ratio", "not printable as JSON"},
                                                       {"text", "caf\xef\xbf\xbd"},
                                                       {"list", "not printable as JSON"},
                                                       {"n\xef\xbf\xbd", 1},
                                                       {"count", 3}}));
}

TEST(Logger, WritesNothingBelowItsLevelAndNothingWithoutASink) {
    LastLine sink;
    Logger(&sink, LogLevel::warning, Json::object()).info("quiet");
    Logger().error("nobody hears");
    EXPECT_EQ("", sink.text);
}

}  // namespace
}  // namespace coworks
