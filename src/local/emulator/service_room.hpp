#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "local/emulator/service_api.hpp"
#include "local/ports/emulator.hpp"

namespace coworks::local::emulator {

/// What all rooms that stand for a service of AWS do alike: their table of operations answers requests and calls. A
/// room adds what it takes up, and opens the API then. One thread: the event loop's.
class ServiceRoom : public Emulator {
public:
    aws::model::Service const& service() const override { return api_.service(); }
    bool has(std::string_view operation) const override { return api_.has(operation); }
    /// Calls that waited are performed; a room that takes something up first calls this when it has.
    void begin() override { api_.open(); }
    bool takes(net::HttpRequest const& request) const override { return api_.takes(request); }
    void handle(net::HttpRequest request, net::HttpReply reply) override {
        api_.handle(std::move(request), std::move(reply));
    }
    void call(std::string_view operation, Json request, std::function<void(aws::Outcome<Json>)> done,
              std::function<bool()> abandoned) override {
        api_.call(operation,
                  {.request = std::move(request), .answer = std::move(done), .abandoned = std::move(abandoned)});
    }
    void drain() override {}

protected:
    /// `find` may use members of the room that are not made yet: it is asked when a call comes.
    ServiceRoom(aws::model::Service const& service, Random& random, ServiceApi::Find find,
                ServiceApi::Options options = {})
        : api_(service, random, std::move(find), options) {}

private:
    ServiceApi api_;
};

}  // namespace coworks::local::emulator
