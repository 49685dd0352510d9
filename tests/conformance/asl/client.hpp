#pragma once

#include <chrono>
#include <coworks/json.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace asl_cases {

using coworks::Json;

/// A service as a client sees it. Everything throws std::runtime_error if the service does not answer.
class Client {
public:
    Client() = default;
    virtual ~Client() = default;
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Begins anew, for a case.
    virtual void begin(Json const& test_case) = 0;
    /// An operation of the API: its response, or {"exception": {code, message}}.
    virtual Json call(std::string_view operation, Json const& request) = 0;
    /// Waits until nothing happens any more.
    virtual void settle() = 0;
    /// Waits until an execution has ended.
    virtual void settle(std::string_view execution_arn) = 0;
    /// The lines that express executions logged.
    virtual Json log() = 0;
};

/// Another's service, by its address.
struct Endpoint {
    std::string host;
    std::string port;
    std::string reset;                  ///< the path that, posted to, empties it; empty: there is none
    std::chrono::seconds patience{60};  ///< how long an answer and an execution may take
};

/// The service (service.hpp) in a process of its own, whose time is virtual.
std::unique_ptr<Client> start_own_service();
/// Whatever answers at an address, in its own time.
std::unique_ptr<Client> connect_to(Endpoint endpoint);

}  // namespace asl_cases
