#include "tech/crash.hpp"

#include <execinfo.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace coworks::tech {

namespace {

/// Written before each request, read by the handler: plain memory, because a signal handler may touch nothing else.
std::array<char, 64> current_request{};

void write_text(std::string_view text) {
    static_cast<void>(!::write(2, text.data(), text.size()));
}

void on_crash(int number) {
    write_text("crashed in request ");
    write_text(current_request.data());
    write_text(": ");
    char const* const name = ::sigabbrev_np(number);
    write_text("SIG");
    write_text(name != nullptr ? name : "?");
    write_text("\n");
    std::array<void*, 64> frames;
    int const count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    ::backtrace_symbols_fd(frames.data(), count, 2);
    // The default action was set again before we were called; now it ends the process with this very signal.
    ::raise(number);
}

}  // namespace

void report_crashes() {
    // The first call loads what it needs, which a handler may not.
    std::array<void*, 1> frames;
    ::backtrace(frames.data(), 1);
    // A stack of its own, because a stack that has overflowed has no room for a handler.
    static std::array<char, 64 * 1024> stack;
    stack_t alternate{};
    alternate.ss_sp = stack.data();
    alternate.ss_size = stack.size();
    ::sigaltstack(&alternate, nullptr);
    struct sigaction action{};
    action.sa_handler = on_crash;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
    for (int const number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        ::sigaction(number, &action, nullptr);
}

void note_request(std::string_view request_id) noexcept {
    std::size_t const size = std::min(request_id.size(), current_request.size() - 1);
    request_id.copy(current_request.data(), size);
    current_request[size] = '\0';
}

}  // namespace coworks::tech
