/// The service of this repository in a process of its own, as a client sees it.

#include <poll.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <stdexcept>

#include "client.hpp"
#include "connection.hpp"
#include "os/process.hpp"

namespace asl_cases {
namespace {

using coworks::os::Process;

Process start() {
    std::string const self = std::filesystem::read_symlink("/proc/self/exe").string();
    auto process = Process::start({.program = self, .arguments = {"--serve"}, .environment = {}, .folder = {}});
    if (!process) throw std::runtime_error(process.error().text());
    return *std::move(process);
}

/// "port N", the first line that the service prints.
std::uint16_t read_port(Process const& process) {
    std::string line;
    while (!line.ends_with('\n')) {
        pollfd waiting{.fd = process.output_descriptor(), .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 30'000) <= 0) throw std::runtime_error("the service does not start");
        char byte = 0;
        if (::read(process.output_descriptor(), &byte, 1) != 1) throw std::runtime_error("the service ended");
        line += byte;
    }
    std::uint16_t port = 0;
    std::from_chars(line.data() + std::string_view("port ").size(), line.data() + line.size(), port);
    return port;
}

class OwnService final : public Client {
public:
    void begin(Json const& test_case) override { connection_.post("/case", test_case.dump()); }
    Json call(std::string_view operation, Json const& request) override { return connection_.call(operation, request); }
    void settle() override { connection_.post("/settle", ""); }
    void settle(std::string_view) override { settle(); }
    Json log() override { return Json::parse(connection_.post("/log", ""), {.allow_lone_surrogates = true}); }

private:
    Process process_{start()};
    Connection connection_{"127.0.0.1", std::to_string(read_port(process_)), std::chrono::minutes(10)};
};

}  // namespace

std::unique_ptr<Client> start_own_service() {
    return std::make_unique<OwnService>();
}

}  // namespace asl_cases
