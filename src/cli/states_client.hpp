#pragma once

/// The Step Functions API of the local cloud that runs for this project, as the commands use it.

#include <coworks/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "cli/services.hpp"
#include "cli/session.hpp"

namespace coworks::cli {

class StatesClient {
public:
    StatesClient(int port, std::string prefix) : port_(port), prefix_(std::move(prefix)) {}

    /// The running cloud of the project around the current folder; without one the fault is told (Exit::not_running).
    static tl::expected<StatesClient, Exit> open(Session const& session);

    /// One operation. The error's code is the exception's name ("ExecutionDoesNotExist"), or "no_answer".
    Result<Json> call(std::string_view operation, Json const& request) const;
    /// All pages of an operation that lists, as one array: what `member` of each answer holds, at most `items_max`.
    Result<Json> list(std::string_view operation, Json const& request, std::string_view member,
                      std::size_t items_max = static_cast<std::size_t>(-1)) const;

    /// A state machine as ListStateMachines tells of it, by its ARN, its name, or (a workflow of this project) its
    /// file's name; a fault is told, with the nearest name.
    tl::expected<Json, Exit> machine(Session const& session, std::string const& name) const;
    /// The ARN of an execution, by ARN, name or a prefix of a name that only one execution has; a fault is told.
    tl::expected<std::string, Exit> execution(Session const& session, std::string const& name) const;
    /// A state machine's name as the project's files call it: without PROJECT-STAGE-.
    std::string short_name(std::string_view machine) const;

private:
    int port_;
    std::string prefix_;  ///< "PROJECT-STAGE-"
};

/// Seconds since 1970 of an answer as a time.
Clock::Time time_of(Json const& seconds);
/// The last part of an ARN: an execution's or a machine's name.
std::string name_of_arn(std::string_view arn);
/// "stateMachine:NAME" of an execution's ARN: its machine's name.
std::string machine_of_execution(std::string_view arn);

}  // namespace coworks::cli
