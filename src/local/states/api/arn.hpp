#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "local/states/api/fault.hpp"

namespace coworks::local::states::api {

/// An ARN of Step Functions: arn:PARTITION:states:REGION:ACCOUNT:TYPE:REST.
struct Arn {
    std::string text;
    std::string prefix;  ///< up to and with the account and its colon
    std::string type;    ///< "stateMachine", "execution", "express", "activity", "mapRun"
    std::string rest;
};
/// Refuses with InvalidArn what is none.
Outcome<Arn> parse_arn(std::string_view text);
/// As above, and of one of these types alone.
Outcome<Arn> parse_arn(std::string_view text, std::initializer_list<std::string_view> types);
Fault wrong_type(std::string_view type);

/// A state machine's ARN: stateMachine:NAME, stateMachine:NAME/LABEL, stateMachine:NAME:QUALIFIER.
struct MachineArn {
    std::string text;       ///< as given
    std::string machine;    ///< without label and qualifier
    std::string label;      ///< of a distributed Map; empty: none
    std::string qualifier;  ///< a version's number or an alias; empty: none

    bool plain() const noexcept { return label.empty() && qualifier.empty(); }
    /// The qualifier as a version's number.
    std::optional<std::int64_t> version() const;
};
Outcome<MachineArn> parse_machine_arn(std::string_view text);
/// Where the ARN of a distributed Map's machine is no answer (API reference, StartExecution, UpdateStateMachine,
/// DeleteStateMachine: "a qualified state machine ARN that refers to a Distributed Map state").
Fault label_unsupported();

/// Names of state machines, activities and executions (API reference, CreateStateMachine, "name"): no white space,
/// brackets, wildcards, control characters or any of "#%\^|~`$&,;:/
bool is_name(std::string_view name) noexcept;
/// InvalidName, if it is none.
std::optional<Fault> refuse_name(std::string_view name);

}  // namespace coworks::local::states::api
