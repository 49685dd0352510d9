#include "lambda/host_name.hpp"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/http_text.hpp"

namespace coworks::lambda {
namespace {

/// A whole file; empty where there is none.
std::string contents(char const* path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string_view next_word(std::string_view& line) {
    auto const begin = std::min(line.find_first_not_of(" \t\r"), line.size());
    line.remove_prefix(begin);
    auto const word = line.substr(0, line.find_first_of(" \t\r"));
    line.remove_prefix(word.size());
    return word;
}

/// Reads a name server's answer; everything is 0, and is_whole false, from where it ends too early.
class AnswerReader {
public:
    explicit AnswerReader(std::string_view bytes) : rest_(bytes) {}

    bool is_whole() const noexcept { return is_whole_; }
    std::string_view bytes(std::size_t count) {
        if (count > rest_.size()) is_whole_ = false;
        auto const out = rest_.substr(0, count);
        rest_.remove_prefix(out.size());
        return is_whole_ ? out : std::string_view();
    }
    unsigned number16() {
        auto const two = bytes(2);
        if (two.empty()) return 0;
        return static_cast<unsigned>(static_cast<unsigned char>(two[0]) << 8U) | static_cast<unsigned char>(two[1]);
    }
    /// Labels up to an empty one, or to a pointer (sections 3.1 and 4.1.4).
    void skip_name() {
        while (is_whole_) {
            auto const length = bytes(1);
            auto const first = length.empty() ? 0U : static_cast<unsigned char>(length[0]);
            if (first == 0) return;
            if ((first & 0xc0U) == 0xc0U) return static_cast<void>(bytes(1));
            bytes(first);
        }
    }

private:
    std::string_view rest_;
    bool is_whole_ = true;
};

std::string ask_name_servers(std::string const& host, int type, int family) {
    std::array<unsigned char, NS_MAXMSG> answer;
    int const size = ::res_search(host.c_str(), C_IN, type, answer.data(), static_cast<int>(answer.size()));
    if (size <= 0) return {};
    auto const length = std::min(answer.size(), static_cast<std::size_t>(size));
    return address_in_answer({reinterpret_cast<char const*>(answer.data()), length}, family);
}

}  // namespace

std::optional<SocketAddress> numeric_address(std::string const& host, std::uint16_t port) {
    SocketAddress out;
    sockaddr_in four{};
    sockaddr_in6 six{};
    if (::inet_pton(AF_INET, host.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        std::memcpy(&out.storage, &four, sizeof four);
        out.size = sizeof four;
    } else if (::inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        std::memcpy(&out.storage, &six, sizeof six);
        out.size = sizeof six;
    } else {
        return std::nullopt;
    }
    return out;
}

std::string address_in_hosts(std::string_view file, std::string_view name) {
    while (!file.empty()) {
        auto const end = std::min(file.find('\n'), file.size());
        std::string_view line = file.substr(0, end);
        file.remove_prefix(std::min(end + 1, file.size()));
        line = line.substr(0, line.find('#'));
        auto const address = next_word(line);
        for (auto word = next_word(line); !word.empty(); word = next_word(line)) {
            if (equals_ignoring_case(word, name)) return std::string(address);
        }
    }
    return {};
}

std::string address_in_answer(std::string_view answer, int family) {
    constexpr std::size_t kCountsAt = 4;
    constexpr std::size_t kOtherCounts = 4;
    constexpr std::size_t kTimeToLive = 4;
    AnswerReader reader(answer);
    reader.bytes(kCountsAt);
    unsigned const questions = reader.number16();
    unsigned const answers = reader.number16();
    reader.bytes(kOtherCounts);
    for (unsigned i = 0; i < questions && reader.is_whole(); ++i) {
        reader.skip_name();
        reader.number16();
        reader.number16();
    }
    for (unsigned i = 0; i < answers && reader.is_whole(); ++i) {
        reader.skip_name();
        unsigned const type = reader.number16();
        reader.number16();
        reader.bytes(kTimeToLive);
        auto const data = reader.bytes(reader.number16());
        std::array<char, INET6_ADDRSTRLEN> text{};
        // An alias comes before what it stands for.
        bool const is_four = family == AF_INET && type == ns_t_a && data.size() == sizeof(in_addr);
        bool const is_six = family == AF_INET6 && type == ns_t_aaaa && data.size() == sizeof(in6_addr);
        if ((is_four || is_six) && ::inet_ntop(family, data.data(), text.data(), text.size()) != nullptr)
            return text.data();
    }
    return {};
}

Result<SocketAddress> find_host(std::string const& host, std::uint16_t port) {
    if (auto const numeric = numeric_address(host, port)) return *numeric;
    std::string found = host == "localhost" ? "127.0.0.1" : address_in_hosts(contents("/etc/hosts"), host);
    if (found.empty()) found = ask_name_servers(host, ns_t_a, AF_INET);
    if (found.empty()) found = ask_name_servers(host, ns_t_aaaa, AF_INET6);
    if (auto const address = numeric_address(found, port)) return *address;
    return fail("unknown_host", "no host of that name is known", host);
}

}  // namespace coworks::lambda
