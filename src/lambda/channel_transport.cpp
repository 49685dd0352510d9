// The local cloud's channel as a transport.

#include "lambda/transport.hpp"

namespace coworks::lambda {
namespace {

class Channel final : public Transport {
public:
    Channel(net::ChannelWorker worker, std::string runtime_api_address)
        : worker_(std::move(worker)), runtime_api_address_(std::move(runtime_api_address)) {}

    Result<std::optional<net::Invocation>> next() override { return worker_.next(); }

    Result<void> respond(net::Outcome const& outcome) override {
        if (worker_.respond(outcome)) return {};
        return fail("too_large", "the result is larger than Lambda passes on");
    }

    Result<void> fail_init(net::Outcome const& outcome) override {
        auto api = runtime_api(runtime_api_address_);
        return api ? (*api)->fail_init(outcome) : tl::unexpected(api.error());
    }

private:
    net::ChannelWorker worker_;
    std::string runtime_api_address_;
};

}  // namespace

Result<std::unique_ptr<Transport>> channel(std::string_view announcement, std::string_view runtime_api_address) {
    auto worker = net::ChannelWorker::open(announcement);
    if (!worker) return tl::unexpected(worker.error());
    return std::make_unique<Channel>(std::move(*worker), std::string(runtime_api_address));
}

}  // namespace coworks::lambda
