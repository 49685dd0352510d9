#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <string_view>

#include "aws/fault.hpp"
#include "aws/model/service.hpp"
#include "base/error.hpp"
#include "net/http_server.hpp"

namespace coworks::local {

/// A room of the local cloud that stands for a service of AWS. The cloud holds a list of them and asks all alike. One
/// thread: the event loop's.
class Emulator {
public:
    virtual ~Emulator() = default;

    /// The service, with its operations and their shapes.
    virtual aws::model::Service const& service() const = 0;
    /// Whether an operation of the service is here ("SendMessage").
    virtual bool has(std::string_view operation) const = 0;

    /// Takes up what the last process left; to be called once, before any other call is answered.
    virtual void begin() = 0;

    /// Whether a request is for this service.
    virtual bool takes(net::HttpRequest const& request) const = 0;
    /// A request that it takes.
    virtual void handle(net::HttpRequest request, net::HttpReply reply) = 0;
    /// One operation without a connection. `done` is called exactly once, from the event loop, possibly before this
    /// returns; `abandoned` may be asked whether anybody still waits.
    virtual void call(std::string_view operation, Json request, std::function<void(aws::Outcome<Json>)> done,
                      std::function<bool()> abandoned) = 0;

    /// Begins nothing any more and lets waiting clients go.
    virtual void drain() = 0;
    /// Whether nothing is being stored or answered.
    virtual bool quiet() const = 0;
};

}  // namespace coworks::local
