// A worker for the tests: serves the fast channel (or, with "api", nothing but asks the Runtime API through python3)
// and does what the event says: {"do": "echo" | "crash" | "exit" | "sleep" | "fail" | "print" | "flood" | "grow"}.

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <coworks/json.hpp>
#include <string>
#include <vector>

#include "net/channel.hpp"

namespace {

std::string print(std::string_view text) {
    std::string const line = std::string(text) + "\n";
    return ::write(1, line.data(), line.size()) < 0 ? "closed" : "printed";
}

/// Touches that much memory and keeps it.
void grow(std::size_t megabytes) {
    auto* const kept = new std::vector<char>(megabytes << 20, 'x');
    ::pause();
    delete kept;
}

/// Prints without an end.
void flood() {
    std::string const line(1000, 'x');
    while (print(line) == "printed") {
    }
}

void serve(coworks::net::ChannelWorker& worker) {
    while (true) {
        auto const call = worker.next();
        if (!call) continue;
        coworks::Json const event = coworks::Json::parse(call->event);
        std::string const what(event["do"].is_string() ? event["do"].as_string() : "echo");
        std::string const result =
            coworks::Json::object({{"pid", ::getpid()}, {"event", event}, {"id", call->request_id}}).dump();
        if (what == "crash") ::raise(SIGKILL);
        if (what == "exit") ::_exit(3);
        if (what == "hang") ::pause();
        if (what == "grow") grow(200);
        if (what == "flood") flood();
        if (what == "print") print("a line of " + std::string(call->request_id));
        if (what == "sleep") ::usleep(static_cast<useconds_t>(event["ms"].as_int64() * 1000));
        if (what == "fail") {
            worker.respond({.failed = true,
                            .error_type = "NotFound",
                            .payload = R"({"errorType":"NotFound","errorMessage":"gone"})"});
        } else {
            worker.respond({.payload = result});
        }
    }
}

}  // namespace

int main(int, char** argv) {
    // The test names a fault at start by the program's argument.
    std::string const mode = argv[1] != nullptr ? argv[1] : "";
    if (mode == "broken") return 4;
    if (mode == "stuck") ::pause();
    char const* const value = ::getenv("COWORKS_CHANNEL");
    auto worker = coworks::net::ChannelWorker::open(value != nullptr ? value : "");
    if (!worker) return 2;
    serve(*worker);
}
