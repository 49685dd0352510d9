#include "local/buckets/buckets_room.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace coworks::local::buckets {

namespace asio = boost::asio;

BucketsRoom::BucketsRoom(emulator::Surroundings const& around, std::filesystem::path folder)
    : ServiceRoom(aws::model::service("s3"), around.random,
                  [this](std::string_view operation) { return find(operation); }),
      loop_(around.loop),
      folder_(std::move(folder)),
      parts_{.folder = folder_, .place = around.place},
      files_(1) {}

BucketsRoom::~BucketsRoom() {
    files_.stop();
    files_.join();
}

bool BucketsRoom::takes(net::HttpRequest const& request) const {
    if (ServiceRoom::takes(request)) return true;
    // Signature Version 2, which older SDKs sign addresses with
    // (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html, "Query string request authentication").
    std::string_view const target = request.target();
    auto const question = std::min(target.find('?'), target.size());
    return target.find("AWSAccessKeyId=", question) != std::string_view::npos &&
           target.find("Signature=", question) != std::string_view::npos;
}

/// The operations of the table wait for files: they run in the thread for that, and are answered in the loop's.
std::function<void(emulator::Call&&)> BucketsRoom::find(std::string_view operation) {
    auto const perform = api::operations().find(parts_, operation);
    if (!perform) return {};
    return [this, perform](emulator::Call&& call) {
        ++under_way_;
        call.answer = [this, answer = std::move(call.answer)](aws::Outcome<Json> outcome) {
            asio::post(loop_, [this, answer, outcome = std::move(outcome)]() mutable {
                --under_way_;
                answer(std::move(outcome));
            });
        };
        asio::post(files_, [perform, call = std::move(call)]() mutable { perform(std::move(call)); });
    };
}

}  // namespace coworks::local::buckets
