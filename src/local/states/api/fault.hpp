#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "asl/check/request.hpp"

namespace coworks::local::states::api {

/// A request that is refused, in AWS' words.
struct Fault {
    std::string code;
    std::string message;
    std::string reason{};  ///< of a ValidationException; may be empty
    bool ours = false;     ///< the service's fault, not the client's: status 500

    Fault(std::string made_code, std::string made_message, std::string made_reason = {})
        : code(std::move(made_code)), message(std::move(made_message)), reason(std::move(made_reason)) {}
    Fault(asl::Refusal refusal) : code(std::move(refusal.code)), message(std::move(refusal.message)) {}
};

template <class T>
using Outcome = tl::expected<T, Fault>;

template <class... Parts>
tl::unexpected<Fault> refuse(Parts&&... parts) {
    return tl::unexpected(Fault(std::forward<Parts>(parts)...));
}

}  // namespace coworks::local::states::api
