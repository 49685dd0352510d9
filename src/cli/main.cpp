#include <csignal>

#include "cli/app.hpp"

int main(int argc, char** argv) {
    // A reader that goes away (`cws routes | head -1`) ends a write with an error, not this program.
    std::signal(SIGPIPE, SIG_IGN);
    auto session = coworks::cli::Session::of_this_process();
    return static_cast<int>(coworks::cli::run(session, argc, argv));
}
