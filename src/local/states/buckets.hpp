#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <filesystem>
#include <string_view>

#include "local/states/storage.hpp"

namespace coworks::local::states {

/// Folders in place of S3: FOLDER/BUCKET/KEY. Files are read and written in a thread of its own, a call at a time; what
/// is written is on the disk when `done` is called. No name leads out of the folder, through links neither.
class Buckets final : public Storage {
public:
    Buckets(boost::asio::io_context& loop, std::filesystem::path folder)
        : loop_(loop), folder_(std::move(folder)), files_(1) {}
    ~Buckets() override;

    /// s3:getObject (also of a manifest, with the files that it lists) and s3:listObjectsV2.
    void read(asl::ReadItems const& read, std::function<void(Items)> done) override;
    /// s3:putObject: manifest.json and the result files, as ResultWriter's page describes them
    /// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html).
    void write(ResultsToWrite write, std::function<void(tl::expected<Json, std::string>)> done) override;
    std::optional<std::string> unsupported(asl::Resource const& resource) const override;

private:
    boost::asio::io_context& loop_;
    std::filesystem::path folder_;
    boost::asio::thread_pool files_;
};

/// The file of a key; an error (the cause that a state sees) for names that lead elsewhere.
tl::expected<std::filesystem::path, std::string> object_path(std::filesystem::path const& folder,
                                                             std::string_view bucket, std::string_view key);

}  // namespace coworks::local::states
