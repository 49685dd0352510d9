/// Another's service, as a client sees it: what it does takes its own time, and it is asked until it is done.

#include <stdexcept>
#include <thread>

#include "client.hpp"
#include "connection.hpp"

namespace asl_cases {
namespace {

using std::chrono::steady_clock;

class ForeignService final : public Client {
public:
    explicit ForeignService(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

    void begin(Json const&) override {
        if (!endpoint_.reset.empty()) connect().post(endpoint_.reset, "");
    }
    Json call(std::string_view operation, Json const& request) override { return connect().call(operation, request); }
    /// Nothing can be known of what it still does; what its answers said holds.
    void settle() override {}
    void settle(std::string_view execution_arn) override {
        auto const end = steady_clock::now() + endpoint_.patience;
        Json const request = Json::object({{"executionArn", execution_arn}});
        while (call("DescribeExecution", request)["status"] == Json("RUNNING")) {
            if (steady_clock::now() > end)
                throw std::runtime_error("running after " + std::to_string(endpoint_.patience.count()) + " s");
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    Json log() override { throw std::runtime_error("there are no logs at a foreign endpoint"); }

private:
    /// Anew for each request: servers of the field close connections as they please.
    Connection connect() const { return {endpoint_.host, endpoint_.port, endpoint_.patience}; }

    Endpoint endpoint_;
};

}  // namespace

std::unique_ptr<Client> connect_to(Endpoint endpoint) {
    return std::make_unique<ForeignService>(std::move(endpoint));
}

}  // namespace asl_cases
