#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>

#include "local/buckets/api/operations.hpp"
#include "local/buckets/folder.hpp"
#include "local/emulator/service_room.hpp"
#include "local/emulator/surroundings.hpp"

namespace coworks::local::buckets {

/// Amazon S3 at home: buckets are folders, objects are files in them. Files are read and written in a thread of its
/// own, an operation at a time; what is written is on the disk when it is answered. The event loop's thread.
class BucketsRoom final : public emulator::ServiceRoom {
public:
    BucketsRoom(emulator::Surroundings const& around, std::filesystem::path folder);
    ~BucketsRoom() override;

    /// What is signed for S3, in a header or in its query; buckets are in the path.
    bool takes(net::HttpRequest const& request) const override;
    bool quiet() const override { return under_way_ == 0; }

    Objects& objects() noexcept { return folder_; }

private:
    std::function<void(emulator::Call&&)> find(std::string_view operation);

    boost::asio::io_context& loop_;
    Folder folder_;
    api::Parts parts_;
    boost::asio::thread_pool files_;
    std::size_t under_way_ = 0;
};

}  // namespace coworks::local::buckets
