// The client of Lambda's Runtime API over one kept connection.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "lambda/endpoint.hpp"
#include "lambda/http_message.hpp"
#include "lambda/transport.hpp"

namespace coworks::lambda {
namespace {

/// Tells one invocation from another with the same request id, which a caller may choose: sent back with the answer, it
/// lets Lambda refuse the late answer of an invocation that it has given up (aws-lambda-cpp, pull request 221).
constexpr std::string_view kInvocationId = "Lambda-Runtime-Invocation-Id";

tl::unexpected<Error> system_error(std::string what) {
    return fail("runtime_api", std::move(what), {}, std::strerror(errno));
}

/// An owned socket.
class Socket {
public:
    Socket() = default;
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;
    ~Socket() { close(); }

    bool is_open() const noexcept { return descriptor_ >= 0; }
    int descriptor() const noexcept { return descriptor_; }
    void close() noexcept {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }

    Result<void> connect(SocketAddress const& address) {
        close();
        descriptor_ = ::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (descriptor_ < 0) return system_error("no socket for the Runtime API");
        int const on = 1;
        // Answers are written at once, so that there is nothing to wait for (TCP_NODELAY).
        ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto const* const target = reinterpret_cast<sockaddr const*>(&address.storage);
        if (::connect(descriptor_, target, address.size) != 0) {
            close();
            return system_error("can't reach the Runtime API");
        }
        return {};
    }

    Result<void> send(std::string_view text) {
        while (!text.empty()) {
            auto const sent = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent <= 0) return system_error("can't write to the Runtime API");
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return {};
    }

private:
    int descriptor_ = -1;
};

class RuntimeApi final : public Transport {
public:
    explicit RuntimeApi(Endpoint endpoint)
        : endpoint_(std::move(endpoint)), runtime_(endpoint_.prefix + "/2018-06-01/runtime") {
        // SIGTERM comes only while we wait, so that it can't slip in between the look at the flag and the wait.
        sigset_t blocked;
        sigemptyset(&blocked);
        sigaddset(&blocked, SIGTERM);
        sigaddset(&blocked, SIGINT);
        pthread_sigmask(SIG_BLOCK, &blocked, &waiting_mask_);
        sigdelset(&waiting_mask_, SIGTERM);
        sigdelset(&waiting_mask_, SIGINT);
    }

    Result<std::optional<net::Invocation>> next() override {
        if (!is_waiting_) {
            auto asked = ask_for_next();
            if (!asked) return tl::unexpected(asked.error());
        }
        auto complete = receive(Patience::interruptible);
        if (!complete && was_kept_ && !answer_.has_begun()) {
            // The other side closed a connection that it had kept until now: once more on a new one.
            socket_.close();
            if (auto asked = ask_for_next(); !asked) return tl::unexpected(asked.error());
            complete = receive(Patience::interruptible);
        }
        if (!complete) {
            is_waiting_ = false;
            return tl::unexpected(complete.error());
        }
        if (!*complete) return std::optional<net::Invocation>();
        is_waiting_ = false;
        if (answer_.status() != 200) {
            return fail("runtime_api", "the Runtime API refused to give an invocation",
                        fmt::format("status {}", answer_.status()), answer_.body());
        }
        return invocation();
    }

    Result<void> respond(net::Outcome const& outcome) override {
        auto const path =
            fmt::format("{}/invocation/{}/{}", runtime_, request_id_, outcome.failed ? "error" : "response");
        return post(path, outcome);
    }

    Result<void> fail_init(net::Outcome const& outcome) override { return post(runtime_ + "/init/error", outcome); }

private:
    enum class Patience { interruptible, stubborn };

    Result<void> ask_for_next() {
        auto const request =
            fmt::format("GET {}/invocation/next HTTP/1.1\r\nHost: {}\r\n\r\n", runtime_, endpoint_.authority);
        auto sent = begin(request);
        if (!sent) return sent;
        is_waiting_ = true;
        return {};
    }

    Result<void> begin(std::string_view request) {
        answer_ = ResponseParser();
        was_kept_ = socket_.is_open();
        if (was_kept_) {
            if (socket_.send(request)) return {};
            socket_.close();
            was_kept_ = false;
        }
        if (auto connected = socket_.connect(endpoint_.address); !connected) return connected;
        return socket_.send(request);
    }

    Result<void> post(std::string const& path, net::Outcome const& outcome) {
        std::string request =
            fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
                        path, endpoint_.authority, outcome.payload.size());
        if (!invocation_id_.empty()) request += fmt::format("{}: {}\r\n", kInvocationId, invocation_id_);
        if (outcome.failed) request += fmt::format("Lambda-Runtime-Function-Error-Type: {}\r\n", outcome.error_type);
        request += "\r\n";
        request += outcome.payload;
        if (auto sent = begin(request); !sent) return sent;
        auto complete = receive(Patience::stubborn);
        if (!complete) return tl::unexpected(complete.error());
        if (answer_.status() == 413) return fail("too_large", "the result is larger than Lambda passes on");
        // 400, 403 and 410 mean that this invocation is not (or no longer) ours: the next one is another matter.
        if (answer_.status() >= 500)
            return fail("runtime_api", "the Runtime API failed", fmt::format("status {}", answer_.status()));
        return {};
    }

    /// Reads until the answer is complete; false where a signal came first.
    Result<bool> receive(Patience patience) {
        std::array<char, 16384> bytes;
        while (!answer_.is_complete()) {
            if (patience == Patience::interruptible && !wait()) return false;
            auto const got = ::recv(socket_.descriptor(), bytes.data(), bytes.size(), 0);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return system_error("can't read from the Runtime API");
            if (got == 0) return fail("runtime_api", "the Runtime API closed the connection");
            auto fed = answer_.feed({bytes.data(), static_cast<std::size_t>(got)});
            if (!fed) return tl::unexpected(fed.error());
        }
        if (!answer_.keeps_connection()) socket_.close();
        return true;
    }

    bool wait() {
        pollfd poll{.fd = socket_.descriptor(), .events = POLLIN, .revents = 0};
        return ::ppoll(&poll, 1, nullptr, &waiting_mask_) > 0;
    }

    std::optional<net::Invocation> invocation() {
        // The parser is used again for the answer to the result; the invocation keeps its own.
        current_ = std::move(answer_);
        answer_ = ResponseParser();
        request_id_ = current_.header("lambda-runtime-aws-request-id");
        invocation_id_ = current_.header(kInvocationId);
        auto const deadline = current_.header("lambda-runtime-deadline-ms");
        net::Invocation made;
        made.request_id = request_id_;
        made.function_arn = current_.header("lambda-runtime-invoked-function-arn");
        made.trace_id = current_.header("lambda-runtime-trace-id");
        made.client_context = current_.header("lambda-runtime-client-context");
        std::from_chars(deadline.data(), deadline.data() + deadline.size(), made.deadline_ms);
        made.event = current_.body();
        return made;
    }

    Endpoint endpoint_;
    std::string runtime_;  ///< the path before all others
    Socket socket_;
    sigset_t waiting_mask_{};
    ResponseParser answer_;
    ResponseParser current_;
    std::string request_id_;
    std::string invocation_id_;  ///< empty where the other side gives none
    bool is_waiting_ = false;    ///< an answer to Next is still to come
    bool was_kept_ = false;      ///< the request under way went over a connection that had served before
};

}  // namespace

Result<std::unique_ptr<Transport>> runtime_api(std::string_view address) {
    auto endpoint = read_endpoint(address);
    if (!endpoint) return tl::unexpected(endpoint.error());
    return std::make_unique<RuntimeApi>(std::move(*endpoint));
}

}  // namespace coworks::lambda
