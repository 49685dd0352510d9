#include "local/gateway/rest_event.hpp"

#include <gtest/gtest.h>

namespace coworks::local::gateway {
namespace {

using namespace std::chrono_literals;

Json context_at(std::chrono::system_clock::time_point time) {
    net::HttpRequest request;
    request.method_string("GET");
    return Json::parse(rest_event(request, {.stage = "dev", .path = "/shop", .time = time}))["requestContext"];
}

TEST(RestEvent, RequestTimeIsInTheCommonLogFormat) {
    Json const context =
        context_at(std::chrono::sys_days{std::chrono::year{2000} / 10 / 10} + 13h + 55min + 36s + 70ms);
    EXPECT_EQ(context["requestTime"].as_string(), "10/Oct/2000:13:55:36 +0000");
    EXPECT_EQ(context["requestTimeEpoch"].as_int64(), 971'186'136'070);
}

TEST(RestEvent, RequestTimeHasTwoDigitsOfEachPart) {
    Json const context = context_at(std::chrono::sys_days{std::chrono::year{2027} / 2 / 3} + 4h + 5min + 6s);
    EXPECT_EQ(context["requestTime"].as_string(), "03/Feb/2027:04:05:06 +0000");
}

}  // namespace
}  // namespace coworks::local::gateway
