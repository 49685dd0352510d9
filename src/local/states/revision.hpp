#pragma once

#include <coworks/json.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "asl/definition.hpp"

namespace coworks::local::states {

/// What a state machine was between two updates. Immutable: an execution keeps the one it was started with.
struct Revision {
    std::int64_t id = 0;          ///< in the store
    std::int64_t machine_id = 0;  ///< of the machine in the store; one that was deleted and made anew has another
    std::string revision_id;      ///< AWS' own: a UUID, or "INITIAL"
    std::string machine_arn;
    std::string machine_name;
    std::string role_arn;
    asl::ExecutionType type = asl::ExecutionType::standard;
    std::string definition;  ///< as it was sent
    std::shared_ptr<asl::StateMachine const> machine;
    Json logging;  ///< loggingConfiguration as it was sent, or null
    Json tracing;  ///< likewise
};

/// Where the executor finds the definition of an execution that it takes up again.
class Revisions {
public:
    virtual ~Revisions() = default;
    /// nullptr: there is none (any more).
    virtual std::shared_ptr<Revision const> revision(std::int64_t id) const = 0;
};

}  // namespace coworks::local::states
