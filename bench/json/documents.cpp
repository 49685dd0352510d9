#include "documents.hpp"

#include <coworks/json.hpp>
#include <random>

namespace coworks::bench {

std::string event_text() {
    return R"({"version":"2.0","routeKey":"GET /orders/{id}","rawPath":"/orders/4711","rawQueryString":"expand=lines",)"
           R"("cookies":["session=3f2b9c1e8a7d4056b1e2c3d4f5a69788","theme=dark","lang=en"],)"
           R"("headers":{"accept":"application/json","accept-encoding":"gzip, deflate, br","host":"localhost:8000",)"
           R"("user-agent":"curl/7.88.1","x-amzn-trace-id":"Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",)"
           R"("x-forwarded-for":"127.0.0.1","x-forwarded-port":"8000","x-forwarded-proto":"http"},)"
           R"("queryStringParameters":{"expand":"lines"},"requestContext":{"accountId":"000000000000","apiId":"shop",)"
           R"("domainName":"localhost","http":{"method":"GET","path":"/orders/4711","protocol":"HTTP/1.1",)"
           R"("sourceIp":"127.0.0.1","userAgent":"curl/7.88.1"},"requestId":"JKJaXmPLvHcESHA=","stage":"$default",)"
           R"("time":"10/Mar/2026:05:16:23 +0000","timeEpoch":1773119783636},"pathParameters":{"id":"4711"},)"
           R"("isBase64Encoded":false})";
}

std::string state_text() {
    constexpr std::size_t kBytes = 250'000;
    std::mt19937_64 random(1);
    auto const below = [&random](std::uint64_t limit) { return static_cast<std::int64_t>(random() % limit); };
    std::string out = R"({"execution":"c0ffee","orders":[)";
    for (int id = 0; out.size() < kBytes; ++id) {
        Json lines = Json::array();
        for (std::int64_t count = 1 + below(4); count > 0; --count) {
            lines = std::move(lines).appended(Json::object({{"sku", "SKU-" + std::to_string(below(100000))},
                                                            {"quantity", 1 + below(9)},
                                                            {"price", static_cast<double>(below(100000)) / 100},
                                                            {"taxed", below(2) == 0}}));
        }
        Json const order = Json::object(
            {{"id", id},
             {"status", below(2) == 0 ? "open" : "shipped"},
             {"customer",
              Json::object({{"name", "Zoë Müller"}, {"email", "zoe" + std::to_string(id) + "@example.com"}})},
             {"lines", lines},
             {"placedAt", "2026-11-23T08:30:15.250Z"},
             {"remark", id % 5 == 0 ? Json("leave it at the \"back\" door,\nthen ring") : Json()},
             {"weight", static_cast<double>(random() >> 11) * 0x1p-53}});
        if (id > 0) out += ',';
        order.dump_to(out);
    }
    return out + R"(],"total":12345.67})";
}

}  // namespace coworks::bench
