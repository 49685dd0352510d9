#pragma once

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace coworks::aws {

/// A request that is refused, in AWS' words. Its HTTP status is the service model's (model/service.hpp), unless it
/// says one itself.
struct Fault {
    enum class Side { sender, receiver };

    std::string code;     ///< "ResourceNotFoundException"
    std::string message;  ///< one sentence; may quote what came, which may be any bytes
    unsigned status = 0;  ///< 0: the model's, or 400 and 500 by `side`
    Side side = Side::sender;
    std::vector<std::pair<std::string, Json>> members{};  ///< what the error has besides its message

    Fault(std::string made_code, std::string made_message)
        : code(std::move(made_code)), message(std::move(made_message)) {}
    Fault(std::string made_code, std::string made_message, unsigned made_status)
        : code(std::move(made_code)), message(std::move(made_message)), status(made_status) {}

    /// The same with one more member.
    Fault with(std::string_view name, Json value) && {
        members.emplace_back(name, std::move(value));
        return std::move(*this);
    }
    /// The service's own trouble: status 500.
    static Fault internal(std::string message) {
        Fault fault("InternalFailure", std::move(message));
        fault.side = Side::receiver;
        return fault;
    }
};

template <class T>
using Outcome = tl::expected<T, Fault>;

template <class... Parts>
tl::unexpected<Fault> refuse(Parts&&... parts) {
    return tl::unexpected(Fault(std::forward<Parts>(parts)...));
}

}  // namespace coworks::aws
