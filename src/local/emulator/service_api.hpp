#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "aws/model/service.hpp"
#include "aws/protocol/http.hpp"
#include "base/random.hpp"
#include "local/emulator/call.hpp"
#include "local/emulator/gate.hpp"
#include "net/http_server.hpp"

namespace coworks::local::emulator {

/// The front of an emulated service: a request is read by the service's protocol, its operation found in the room's
/// table, checked against the model, performed, and the answer written. Until open() calls wait: what the last process
/// left is taken up first. One thread: the event loop's.
class ServiceApi {
public:
    /// An operation of the room's table by its name, or an empty function.
    using Find = std::function<std::function<void(Call&&)>(std::string_view operation)>;
    struct Options {
        /// A request's body; beyond it RequestEntityTooLargeException. 0: the HTTP server's own bound alone.
        std::size_t request_bytes_max = 0;
    };

    ServiceApi(aws::model::Service const& service, Random& random, Find find)
        : ServiceApi(service, random, std::move(find), Options{}) {}
    ServiceApi(aws::model::Service const& service, Random& random, Find find, Options options)
        : service_(service), random_(random), find_(std::move(find)), options_(options) {}

    aws::model::Service const& service() const noexcept { return service_; }

    /// Whether an operation is in the room's table.
    bool has(std::string_view operation) const { return static_cast<bool>(find_(operation)); }
    /// Whether a request is for this service: by its target header, or, where the protocol has none, by the service
    /// that its signature names.
    bool takes(net::HttpRequest const& request) const;

    void handle(net::HttpRequest request, net::HttpReply reply);
    /// The same, for those who have no connection: `answer` is called exactly once, unless `abandoned` says that
    /// nobody waits any more.
    void handle(net::HttpRequest const& request, std::function<void(net::HttpResponse)> answer,
                std::function<bool()> abandoned);
    /// One operation, its request not yet checked.
    void call(std::string_view operation, Call call);

    /// From now on calls are performed; those that waited are, in their order.
    void open() { gate_.open(); }

private:
    void perform(aws::model::Operation const& operation, Call call);

    aws::model::Service const& service_;
    Random& random_;
    Find find_;
    Options options_;
    Gate gate_;
};

}  // namespace coworks::local::emulator
