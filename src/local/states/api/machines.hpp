#pragma once

#include "local/states/api/arn.hpp"
#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// The keys of a request's encryptionConfiguration, if they are not AWS' own.
std::optional<Fault> refuse_encryption(Json const& request);

Fault machine_unknown(std::string_view arn);
/// The machine of an ARN without label and qualifier, to be changed: StateMachineDoesNotExist, StateMachineDeleting.
Outcome<Machine const*> changeable_machine(Rooms const& rooms, std::string_view arn);

/// Publishes a machine's current revision as a version, unless it is one already; tells the version.
/// ServiceQuotaExceededException beyond 1,000 (quotas).
Outcome<Version> publish(Machine& machine, std::string description, Clock::Time now);

/// What a description says of a revision, of a machine or an execution.
Json::ObjectBuilder describe_revision(Rooms const& rooms, Revision const& revision, Json const& request);

}  // namespace coworks::local::states::api
