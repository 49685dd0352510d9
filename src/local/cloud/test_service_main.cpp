// A service for the tests: answers a proxy event with the event itself, or does what its path says.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include <coworks/json.hpp>

#include "net/channel.hpp"

namespace {

using coworks::Json;

Json answer(Json const& body) {
    return Json::object(
        {{"statusCode", 200}, {"headers", Json::object({{"content-type", "application/json"}})}, {"body", body}});
}

/// A token authorizer: "somebody" may everything, "nobody" nothing, anything else is a fault of the authorizer's.
Json authorize(Json const& event) {
    std::string_view const token = event["authorizationToken"].as_string();
    if (token == "broken") return Json::object({{"nonsense", true}});
    Json const statement = Json::object(
        {{"Action", "execute-api:Invoke"}, {"Effect", token == "somebody" ? "Allow" : "Deny"}, {"Resource", "arn:*"}});
    static int calls = 0;
    return Json::object({{"principalId", token},
                         {"policyDocument", Json::object({{"Statement", Json::array({statement})}})},
                         {"context", Json::object({{"calls", ++calls}})}});
}

void serve(coworks::net::ChannelWorker& worker) {
    while (true) {
        auto const call = worker.next();
        if (!call) continue;
        Json const event = Json::parse(call->event);
        std::string const path(event["path"].is_string() ? event["path"].as_string() : "");
        std::string result = answer(event.dump()).dump();
        if (event["type"] == Json("TOKEN")) result = authorize(event).dump();
        if (path == "/crash") std::raise(SIGSEGV);
        if (path == "/print") std::cout << "a line of the service" << std::endl;
        if (path == "/sleep") std::this_thread::sleep_for(std::chrono::milliseconds(300));
        if (path == "/nonsense") result = "[]";
        if (path == "/binary")
            result = Json::object({{"statusCode", 200}, {"body", "AP+A"}, {"isBase64Encoded", true}}).dump();
        if (path == "/fail") {
            worker.respond({.failed = true,
                            .error_type = "NotFound",
                            .payload = R"({"errorType":"NotFound","errorMessage":"gone"})"});
        } else {
            worker.respond({.payload = result});
        }
    }
}

}  // namespace

int main() {
    char const* const value = std::getenv("COWORKS_CHANNEL");
    auto worker = coworks::net::ChannelWorker::open(value != nullptr ? value : "");
    if (!worker) return 2;
    serve(*worker);
}
