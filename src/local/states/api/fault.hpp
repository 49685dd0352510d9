#pragma once

#include "asl/refusal.hpp"
#include "aws/fault.hpp"

namespace coworks::local::states::api {

using aws::Fault;
using aws::Outcome;
using aws::refuse;

/// A ValidationException with one of its reasons (API reference, ValidationException, "reason").
inline Fault invalid_request(std::string message, std::string_view reason) {
    return Fault("ValidationException", std::move(message)).with("reason", reason);
}

/// What the interpreter's own checks refuse, in the API's words.
inline Fault fault_of(asl::Refusal refusal) {
    return {std::move(refusal.code), std::move(refusal.message)};
}

}  // namespace coworks::local::states::api
