#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/model/service.hpp"
#include "base/error.hpp"

namespace coworks::aws {

/// Calls the operations of a service that speaks AWS' JSON protocol, over a transport that is handed in. Thread-safe as
/// far as the transport is.
class Client {
public:
    struct HttpAnswer {
        unsigned status = 0;
        std::string body;
    };
    using Headers = std::vector<std::pair<std::string, std::string>>;
    /// POSTs a body to the service's root. Its errors are handed on.
    using Transport = std::function<Result<HttpAnswer>(std::string const& body, Headers const& headers)>;

    Client(model::Service const& service, Transport transport) : service_(service), transport_(std::move(transport)) {}

    /// One operation ("StartExecution"). The error's code is the fault's name ("ExecutionDoesNotExist"), the
    /// transport's own, or "no_answer" for an answer that is no JSON.
    Result<Json> call(std::string_view operation, Json const& request) const;

private:
    model::Service const& service_;
    Transport transport_;
};

}  // namespace coworks::aws
