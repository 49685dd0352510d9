#pragma once

/// What the operations of the API work with.

#include <chrono>
#include <coworks/json.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "asl/definition.hpp"
#include "asl/limits.hpp"
#include "asl/test_state/test_state.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "json/text_of.hpp"
#include "local/states/api/fault.hpp"
#include "local/states/executor.hpp"
#include "local/states/journal.hpp"
#include "local/states/registry.hpp"
#include "local/states/task_tokens.hpp"

namespace coworks::local::states::api {

struct Rooms {
    Clock& clock;
    Random& random;
    Registry& registry;
    Executor& executor;
    Journal& journal;
    TaskTokens& tokens;
    /// Calls back once, that much later.
    std::function<void(std::chrono::milliseconds, std::function<void()>)> after;
    /// Why a Task's resource is not to be had here; nothing if it is.
    std::function<std::optional<std::string>(asl::Resource const&)> unsupported;
    /// Performs the Task of a TestState.
    std::function<void(asl::Resource, Json arguments, std::function<void(asl::TaskAnswer)> done)> perform;
    std::string region = "us-east-1";
    std::string account = "000000000000";
    asl::Limits limits{};

    std::string arn(std::string_view type, std::string_view rest) const {
        return "arn:aws:states:" + region + ":" + account + ":" + std::string(type) + ":" + std::string(rest);
    }
};

/// A request that fits its shape, and who waits for the answer.
struct Call {
    Json request;
    std::function<void(Outcome<Json>)> answer;  ///< to be called exactly once
    std::function<bool()> abandoned;            ///< the client has gone

    std::string text(std::string_view member) const { return text_of(request[member]); }
    bool flag(std::string_view member) const {
        Json const& value = request[member];
        return value.is_bool() && value.as_bool();
    }
};

/// Seconds since 1970, with milliseconds, as AWS' JSON protocols write a time.
Json to_api(Clock::Time time);
/// The store's or the executor's trouble as the service's.
Fault internal(Error const& error);

/// Decides on a change of the registry in its turn (Registry::change), with what to answer.
struct Decided {
    RegistryChange change;
    Json answer = Json::object();
};
void change(Rooms& rooms, Call call, std::function<Outcome<Decided>(Rooms&, Json const& request)> const& decide);

}  // namespace coworks::local::states::api
