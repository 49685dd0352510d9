#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "local/ports/objects.hpp"
#include "local/states/storage.hpp"

namespace coworks::local::states {

/// The files of distributed Maps, in the buckets of this cloud: read, unpacked and written in a thread of its own, a
/// call at a time.
class MapFiles final : public Storage {
public:
    MapFiles(boost::asio::io_context& loop, Objects& objects) : loop_(loop), objects_(objects), files_(1) {}
    ~MapFiles() override;

    /// s3:getObject (also of a manifest, with the files that it lists) and s3:listObjectsV2.
    void read(asl::ReadItems const& read, std::function<void(Items)> done) override;
    /// s3:putObject: manifest.json and the result files.
    void write(ResultsToWrite write, std::function<void(tl::expected<Json, std::string>)> done) override;
    std::optional<std::string> unsupported(asl::Resource const& resource) const override;

private:
    boost::asio::io_context& loop_;
    Objects& objects_;
    boost::asio::thread_pool files_;
};

}  // namespace coworks::local::states
