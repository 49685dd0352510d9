#pragma once

/// The API of AWS Step Functions (https://docs.aws.amazon.com/step-functions/latest/apireference), over AWS' JSON
/// protocol 1.0 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html).

#include <string_view>

#include "local/states/api/rooms.hpp"
#include "net/http_server.hpp"

namespace coworks::local::states {

/// One thread: the event loop's. What it works with must outlive it.
class StatesApi {
public:
    /// What X-Amz-Target begins with.
    static constexpr std::string_view kTarget = "AWSStepFunctions.";

    explicit StatesApi(api::Rooms rooms) : rooms_(std::move(rooms)) {}

    /// A request with that X-Amz-Target.
    void handle(net::HttpRequest const& request, net::HttpReply const& reply);

    /// The same, for those who have no connection: `answer` is called exactly once, unless `abandoned` says that
    /// nobody waits any more.
    void handle(net::HttpRequest const& request, std::function<void(net::HttpResponse)> answer,
                std::function<bool()> abandoned);

    /// One operation, its request not yet checked.
    void call(std::string_view operation, api::Call call);

    /// Finishes what the last process began; to be called once, after Executor::recover().
    void resume();

private:
    api::Rooms rooms_;
};

}  // namespace coworks::local::states
