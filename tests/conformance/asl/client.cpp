#include "client.hpp"

#include <poll.h>
#include <unistd.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <filesystem>
#include <stdexcept>

namespace asl_cases {
namespace {

namespace http = boost::beast::http;
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

}  // namespace

Client::Client() : process_(start()), stream_(loop_) {
    stream_.connect({boost::asio::ip::address_v4::loopback(), read_port(process_)});
    stream_.socket().set_option(boost::asio::ip::tcp::no_delay(true));
}

Json Client::post(std::string_view target, std::string_view operation, std::string const& body) {
    http::request<http::string_body> request(http::verb::post, {target.data(), target.size()}, 11);
    request.set(http::field::host, "localhost");
    if (!operation.empty()) {
        request.set(http::field::content_type, "application/x-amz-json-1.0");
        request.set("X-Amz-Target", "AWSStepFunctions." + std::string(operation));
    }
    request.body() = body;
    request.prepare_payload();
    http::write(stream_, request);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> response;
    response.body_limit(1ULL << 30);
    http::read(stream_, buffer, response);
    Json const answer = Json::parse(response.get().body(), {.allow_lone_surrogates = true});
    if (response.get().result_int() == 200) return answer;
    std::string_view type = answer["__type"].is_string() ? answer["__type"].as_string() : "";
    type.remove_prefix(type.find('#') + 1);
    return Json::object({{"exception", Json::object({{"code", type}, {"message", answer["message"]}})}});
}

Json Client::call(std::string_view operation, Json const& request) {
    return post("/", operation, request.dump());
}

}  // namespace asl_cases
