#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>

#include "local/ports/objects.hpp"

namespace coworks::local::buckets {

/// A folder in place of S3: FOLDER/BUCKET/KEY. No name leads out of it, through links neither. What a file system can't
/// hold is refused with a text that says so (fault "InvalidArgument"): a key that ends in a slash or has empty, "." or
/// ".." segments, and a key below another key. Any thread.
class Folder final : public Objects {
public:
    /// Throws away what a killed process did not finish writing.
    explicit Folder(std::filesystem::path root);

    aws::Outcome<std::string> get(std::string_view bucket, std::string_view key) const override;
    /// Without what is in it.
    aws::Outcome<ObjectInfo> head(std::string_view bucket, std::string_view key) const;
    aws::Outcome<std::vector<ObjectInfo>> list(std::string_view bucket, std::string_view prefix) const override;
    aws::Outcome<void> put(std::string_view bucket, std::string_view key, std::string_view bytes) override;
    /// One that is not there is no fault, as S3 has it. Folders that become empty go with it, but never the bucket.
    aws::Outcome<void> remove(std::string_view bucket, std::string_view key);

    bool has_bucket(std::string_view bucket) const;
    std::vector<ObjectInfo> buckets() const;  ///< `key` is the bucket's name, `modified` when it was made
    aws::Outcome<void> make_bucket(std::string_view bucket);
    /// Only an empty one: BucketNotEmpty.
    aws::Outcome<void> remove_bucket(std::string_view bucket);

private:
    /// The file of a key in a bucket that is there.
    aws::Outcome<std::filesystem::path> file_of(std::string_view bucket, std::string_view key) const;
    aws::Outcome<ObjectInfo> info(std::filesystem::path const& file, std::string key) const;

    /// Keeps the digest of what a file holds, and tells it as an ETag.
    std::string remember(std::filesystem::path const& file, std::filesystem::file_time_type modified,
                         std::string_view bytes) const;
    /// Where files are written before they are an object's; a name with a dot before it is no bucket's.
    std::filesystem::path uploads() const { return root_ / ".uploads"; }

    std::filesystem::path root_;
    std::atomic<std::uint64_t> upload_ = 0;
    /// MD5s are read from whole files: kept as long as size and time stay.
    struct Digest {
        std::uint64_t size = 0;
        std::filesystem::file_time_type modified;
        std::string etag;
    };
    mutable std::mutex mutex_;
    mutable std::map<std::filesystem::path, Digest> digests_;
};

/// Whether a text may be a bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending
/// with a letter or a digit (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
bool is_bucket_name(std::string_view name) noexcept;

aws::Fault no_such_bucket(std::string_view bucket);
aws::Fault no_such_key(std::string_view key);

}  // namespace coworks::local::buckets
