#include "tech/crash.hpp"

#include <execinfo.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

/// Where the program's image begins: the linker's own name, at address 0 of a program that is placed at its start.
extern "C" char const __ehdr_start;

namespace coworks::tech {

namespace {

constexpr std::size_t kFramesMax = 64;
/// The handler and the kernel's way into it.
constexpr int kOwnFrames = 2;
/// A symbolizer reads all of the program's debugging information; one that takes longer is of no use.
constexpr int kSymbolizerPatienceMs = 5000;

/// Written before each request, read by the handler: plain memory, because a signal handler may touch nothing else.
std::array<char, 64> current_request{};

void write_text(std::string_view text) {
    static_cast<void>(!::write(2, text.data(), text.size()));
}

/// A program's arguments, made before there is a crash: its own name, options, and a place for each address.
struct Symbolizer {
    std::array<char, 256> program{};  ///< empty: there is none
    std::array<std::array<char, 24>, kFramesMax> addresses{};
    std::array<char*, kFramesMax + 4> arguments{};
};
Symbolizer symbolizer;

/// As 0x1f, into a buffer that is large enough.
void write_hexadecimal(std::uintptr_t value, char* into) {
    std::array<char, 16> digits;
    std::size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[value & 15];
        value >>= 4;
    } while (value != 0);
    *into++ = '0';
    *into++ = 'x';
    while (count > 0)
        *into++ = digits[--count];
    *into = '\0';
}

/// Where an address of the process is in the program's file.
std::uintptr_t place_in_file(void const* frame) {
    auto const address = reinterpret_cast<std::uintptr_t>(frame);
    auto const begin = reinterpret_cast<std::uintptr_t>(&__ehdr_start);
    // A program that is not placed at its start says in its file where it lies: at this very address.
    constexpr std::uintptr_t kPlaced = std::uintptr_t{1} << 32;
    return begin < kPlaced ? address : address - begin;
}

/// Lets the symbolizer write the frames' names and lines; false if it did not. Neither fork() nor anything else of the
/// C library that takes a lock may be called here: the crash may have happened with the lock taken.
bool write_names(void* const* frames, int count) {
    if (symbolizer.program[0] == '\0') return false;
    for (int i = 0; i < count; ++i) {
        auto const at = static_cast<std::size_t>(i);
        // The first frame is where the signal came; the others return behind their calls, which may be the next line.
        write_hexadecimal(place_in_file(frames[i]) - (i == 0 ? 0 : 1), symbolizer.addresses[at].data());
        symbolizer.arguments[at + 3] = symbolizer.addresses[at].data();
    }
    symbolizer.arguments[static_cast<std::size_t>(count) + 3] = nullptr;
    // A service that ignores its children has them vanish unseen: nobody could tell then that this one has ended.
    ::signal(SIGCHLD, SIG_DFL);
    auto const child = static_cast<pid_t>(::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
    if (child < 0) return false;
    if (child == 0) {
        ::dup2(2, 1);
        ::execve(symbolizer.program.data(), symbolizer.arguments.data(), nullptr);
        ::_exit(127);
    }
    timespec const pause{.tv_sec = 0, .tv_nsec = 1'000'000};
    for (int waited = 0; waited < kSymbolizerPatienceMs; ++waited) {
        int status = 0;
        pid_t const ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        // Another thread of the service waited for it, and its number may be somebody else's by now.
        if (ended < 0 && errno != EINTR) return false;
        ::nanosleep(&pause, nullptr);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return false;
}

void on_crash(int number) {
    write_text("crashed in request ");
    write_text(current_request.data());
    write_text(": ");
    char const* const name = ::sigabbrev_np(number);
    write_text("SIG");
    write_text(name != nullptr ? name : "?");
    write_text("\n");
    std::array<void*, kFramesMax> frames;
    int const count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    int const skipped = std::min(count, kOwnFrames);
    if (!write_names(frames.data() + skipped, count - skipped))
        ::backtrace_symbols_fd(frames.data() + skipped, count - skipped, 2);
    // The default action was set again before we were called; now it ends the process with this very signal.
    ::raise(number);
}

/// COWORKS_SYMBOLIZER is the path of an addr2line: the local cloud names one, AWS has none.
void prepare_symbolizer() {
    char const* const program = std::getenv("COWORKS_SYMBOLIZER");
    if (program == nullptr || std::strlen(program) >= symbolizer.program.size()) return;
    // Names without their mangling, with the functions that were put in line, each on a line: "NAME at FILE:LINE".
    static std::array<char, 8> options{"-Cfpi"};
    static std::array<char, 256> file{"--exe="};
    std::size_t const prefix = std::strlen(file.data());
    ssize_t const size = ::readlink("/proc/self/exe", file.data() + prefix, file.size() - prefix - 1);
    if (size <= 0) return;
    std::strcpy(symbolizer.program.data(), program);
    symbolizer.arguments = {symbolizer.program.data(), options.data(), file.data()};
}

}  // namespace

void report_crashes() {
    // The first call loads what it needs, which a handler may not.
    std::array<void*, 1> frames;
    ::backtrace(frames.data(), 1);
    prepare_symbolizer();
    // A stack of its own, because a stack that has overflowed has no room for a handler.
    static std::array<char, std::size_t{64} * 1024> stack;
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
