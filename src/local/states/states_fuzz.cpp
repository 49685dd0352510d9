// Requests of the Step Functions API over a real store: whatever comes is answered, once, and never a crash. An input
// is a list of requests, each a line with the operation and a line with its body; machines `m` (standard) and `x`
// (express) and the activity `a` are there.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "local/states/states_room.hpp"

namespace {

using namespace coworks;
using namespace coworks::local;

constexpr int kRequestsMax = 8;
/// A store that only grows would make every run slower than the last.
constexpr int kInputsPerStore = 200;

class EchoFunctions final : public Functions {
public:
    void invoke(Invoke call, InvokeDone done, Abandoned) override { done({.payload = call.event}); }
    std::vector<std::string> names() const override { return {"f"}; }
    bool has(std::string_view function) const override { return function == "f"; }
};

class NoLogs final : public LogSink {
public:
    void line(std::string_view, std::string_view, std::string_view) override {}
};

class Caller final : public net::HttpReply::Receiver {
public:
    void answer(std::uint64_t, net::HttpResponse response) override {
        if (answered++ > 0) std::abort();
        static_cast<void>(Json::parse(response.body));
    }
    bool abandoned() const noexcept override { return false; }
    std::string peer_address() const override { return "127.0.0.1"; }
    int answered = 0;
};

class Service {
public:
    Service() : folder_(std::filesystem::temp_directory_path() / ("states_fuzz." + std::to_string(::getpid()))) {
        std::filesystem::remove_all(folder_);
        room_ = states::StatesRoom::open({.loop = loop_,
                                          .clock = clock_,
                                          .random = random_,
                                          .logs = logs_,
                                          .targets = targets_,
                                          .data_folder = folder_},
                                         {.functions = functions_})
                    .value();
        room_->begin();
        ask("CreateStateMachine",
            R"({"name":"m","roleArn":"arn:aws:iam::000000000000:role/r","definition":"{\"StartAt\":\"A\",\"States\":{)"
            R"(\"A\":{\"Type\":\"Wait\",\"Seconds\":9,\"End\":true}}}"})");
        ask("CreateStateMachine",
            R"({"name":"x","type":"EXPRESS","roleArn":"arn:aws:iam::000000000000:role/r","definition":"{\"StartAt\":)"
            R"(\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}"})");
        ask("CreateActivity", R"({"name":"a"})");
    }
    ~Service() {
        room_.reset();
        loop_.restart();
        loop_.poll();
        std::filesystem::remove_all(folder_);
    }
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    void ask(std::string_view operation, std::string_view body) {
        net::HttpRequest request(boost::beast::http::verb::post, "/", 11);
        request.set("X-Amz-Target", "AWSStepFunctions." + std::string(operation));
        request.body() = body;
        room_->handle(std::move(request), net::HttpReply(std::make_shared<Caller>(), 1));
        // What waits for a time or for somebody is not waited for.
        do {
            loop_.restart();
            loop_.poll();
            if (!room_->quiet()) loop_.run_one_for(std::chrono::milliseconds(1));
        } while (!room_->quiet());
    }

private:
    std::filesystem::path folder_;
    boost::asio::io_context loop_;
    ManualClock clock_;
    SeededRandom random_{1};
    EchoFunctions functions_;
    Targets targets_;
    NoLogs logs_;
    std::unique_ptr<states::StatesRoom> room_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static std::unique_ptr<Service> service;
    static int inputs = 0;
    if (inputs++ % kInputsPerStore == 0) {
        service.reset();
        service = std::make_unique<Service>();
    }
    std::string_view rest(static_cast<char const*>(static_cast<void const*>(data)), size);
    for (int i = 0; i < kRequestsMax && !rest.empty(); ++i) {
        auto const line = [&rest] {
            std::string_view const found = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), found.size() + 1));
            return found;
        };
        std::string_view const operation = line();
        // A header can't hold what ends it.
        if (operation.find_first_of(std::string_view("\r\0", 2)) != std::string_view::npos) return 0;
        service->ask(operation, line());
    }
    return 0;
}
