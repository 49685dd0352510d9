#pragma once

/// What the operations of the API work with.

#include <chrono>
#include <coworks/json.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "asl/check/check.hpp"
#include "asl/definition.hpp"
#include "asl/limits.hpp"
#include "asl/test_state/test_state.hpp"
#include "aws/place.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "local/emulator/call.hpp"
#include "local/emulator/timers.hpp"
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
    emulator::Timers& timers;
    /// Why a Task's resource is not to be had here; nothing if it is.
    std::function<std::optional<std::string>(asl::Resource const&)> unsupported;
    /// Whether a state of a machine has a mocked answer; may be empty.
    std::function<bool(std::string_view machine, std::string_view state)> mocked;
    /// Tells the person behind the cloud of a machine that was accepted nevertheless; may be empty.
    std::function<void(std::string_view machine, asl::Finding const& warning)> warn;
    /// Performs the Task of a TestState.
    std::function<void(asl::Resource, Json arguments, std::function<void(asl::TaskAnswer)> done)> perform;
    aws::Place place{};
    asl::Limits limits{};

    std::string arn(std::string_view type, std::string_view name) const {
        return place.arn("states", std::string(type) + ":" + std::string(name));
    }
};

using emulator::Call;
using emulator::internal;
using emulator::to_api;

/// Decides on a change of the registry in its turn (Registry::change), with what to answer.
struct Decided {
    RegistryChange change;
    Json answer = Json::object();
};
void change(Rooms& rooms, Call call, std::function<Outcome<Decided>(Rooms&, Json const& request)> const& decide);

}  // namespace coworks::local::states::api
