#pragma once

#include <memory>
#include <string_view>

#include "local/emulator/data.hpp"
#include "local/emulator/service_room.hpp"
#include "local/emulator/surroundings.hpp"
#include "local/emulator/timers.hpp"
#include "local/functions/api/operations.hpp"
#include "local/ports/targets.hpp"

namespace coworks::local::functions {

/// Lambda at home: its API over the functions of this cloud, and the asynchronous invocations, which survive the
/// process. One thread: the event loop's.
class LambdaRoom final : public emulator::ServiceRoom, public Target {
public:
    /// Keeps asynchronous invocations in functions.db. Errors: those of store::Database ("locked": another cloud uses
    /// the file), "newer_schema".
    static Result<std::unique_ptr<LambdaRoom>> open(emulator::Surroundings const& around, FunctionsRoom& functions,
                                                    LogReader const& reader);

    void begin() override;
    /// Every path of functions, signed or not, and all that is signed for Lambda.
    bool takes(net::HttpRequest const& request) const override;
    void drain() override { made_.events->drain(); }
    bool quiet() const override { return made_.data->quiet(); }

    /// A function's ARN or name, with a qualifier or without.
    bool has_target(std::string_view arn) const override;
    /// Lambda's asynchronous invocation.
    void deliver(Delivery delivery, std::function<void(aws::Outcome<void>)> done) override;

private:
    struct Made {
        std::unique_ptr<emulator::Data> data;
        std::unique_ptr<emulator::LoopTimers> timers;
        std::unique_ptr<EventCalls> events;
    };
    LambdaRoom(Made made, api::Parts parts);

    Made made_;
    api::Parts parts_;
};

}  // namespace coworks::local::functions
