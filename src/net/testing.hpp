#pragma once

/// For tests of servers: a client that sends what it is told, also what no client should.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace coworks::net {

class RawClient {
public:
    explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    bool is_connected() const noexcept { return is_connected_; }
    /// As much of it as the server takes before it closes.
    void send(std::string_view text) {
        while (!text.empty()) {
            ssize_t const sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Sends no more, and still reads.
    void finish_sending() { ::shutdown(socket_, SHUT_WR); }
    /// One answer, head and body; what comes after it stays for the next call. What there is when the server closed;
    /// "timeout" where nothing comes for twenty seconds.
    std::string receive() {
        while (true) {
            if (auto const head = buffer_.find("\r\n\r\n"); head != std::string::npos) {
                std::size_t length = 0;
                if (auto const at = buffer_.find("content-length: "); at < head)
                    length = std::stoul(buffer_.substr(at + 16, 20));
                if (buffer_.size() >= head + 4 + length) {
                    std::string const answer = buffer_.substr(0, head + 4 + length);
                    buffer_.erase(0, answer.size());
                    return answer;
                }
            }
            if (!read()) return std::exchange(buffer_, "");
        }
    }
    std::string exchange(std::string_view text) {
        send(text);
        return receive();
    }
    /// Everything until the server closes.
    std::string receive_all() {
        while (read()) {
        }
        return std::exchange(buffer_, "");
    }

private:
    bool read() {
        pollfd poll{socket_, POLLIN, 0};
        if (::poll(&poll, 1, 20'000) <= 0) {
            buffer_ = "timeout";
            return false;
        }
        char chunk[65536];
        ssize_t const got = ::recv(socket_, chunk, sizeof chunk, 0);
        if (got > 0) buffer_.append(chunk, static_cast<std::size_t>(got));
        return got > 0;
    }

    int socket_;
    bool is_connected_ = false;
    std::string buffer_;
};

/// The status of an answer, 0 where there is none.
inline unsigned status_of(std::string_view answer) {
    return answer.size() < 12 || !answer.starts_with("HTTP/1.1 ")
               ? 0
               : static_cast<unsigned>(std::stoul(std::string(answer.substr(9, 3))));
}

}  // namespace coworks::net
