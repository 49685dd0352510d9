#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>

#include "local/buckets/api/operations.hpp"
#include "local/buckets/folder.hpp"
#include "local/emulator/service_api.hpp"
#include "local/emulator/surroundings.hpp"
#include "local/ports/emulator.hpp"

namespace coworks::local::buckets {

/// Amazon S3 at home: buckets are folders, objects are files in them. Files are read and written in a thread of its
/// own, an operation at a time; what is written is on the disk when it is answered. The event loop's thread.
class BucketsRoom final : public Emulator {
public:
    BucketsRoom(emulator::Surroundings const& around, std::filesystem::path folder);
    ~BucketsRoom() override;

    aws::model::Service const& service() const override { return api_.service(); }
    bool has(std::string_view operation) const override { return api::operations().has(operation); }
    void begin() override { api_.open(); }
    /// What is signed for S3, in a header or in its query; buckets are in the path.
    bool takes(net::HttpRequest const& request) const override;
    void handle(net::HttpRequest request, net::HttpReply reply) override {
        api_.handle(std::move(request), std::move(reply));
    }
    void call(std::string_view operation, Json request, std::function<void(aws::Outcome<Json>)> done,
              std::function<bool()> abandoned) override;
    void drain() override {}
    bool quiet() const override { return under_way_ == 0; }

    Objects& objects() noexcept { return folder_; }

private:
    std::function<void(emulator::Call&&)> find(std::string_view operation);

    boost::asio::io_context& loop_;
    Folder folder_;
    api::Parts parts_;
    boost::asio::thread_pool files_;
    std::size_t under_way_ = 0;
    emulator::ServiceApi api_;
};

}  // namespace coworks::local::buckets
