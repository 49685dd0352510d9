#include "local/buckets/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>

#include "base/base64.hpp"
#include "base/digest.hpp"

namespace coworks::local::buckets {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDigestsMax = 10'000;  // of files whose MD5 is kept

Clock::Time time_of(fs::file_time_type time) {
    return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::file_clock::to_sys(time));
}

/// Whether a name is one folder's, here.
bool is_plain(std::string_view bucket) {
    return !bucket.empty() && bucket.front() != '.' && bucket.find('/') == std::string_view::npos &&
           bucket.find('\0') == std::string_view::npos;
}

/// What is read of a file: its text, or why not.
aws::Outcome<std::string> read_whole(fs::path const& file, std::string_view key) {
    std::error_code error;
    std::ifstream in(file, std::ios::binary);
    if (!in || !fs::is_regular_file(file, error)) return tl::unexpected(no_such_key(key));
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

aws::Fault trouble(fs::path const& file, std::string const& why) {
    return aws::Fault::internal(fmt::format("the file {} can't be written: {}", file.string(), why));
}

bool to_disk(fs::path const& folder) {
    int const handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool const good = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    return good;
}

/// To `beside` first, which is no object's file, then in its place: whole or not at all, and on the disk.
aws::Outcome<void> write_whole(fs::path const& file, fs::path const& beside, std::string_view bytes) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error == std::errc::not_a_directory || error == std::errc::file_exists)
        return aws::refuse("InvalidArgument",
                           "a file system has no key below another key, and one of those that this one begins with is "
                           "there");
    if (error) return tl::unexpected(trouble(file, error.message()));
    if (fs::is_directory(file, error))
        return aws::refuse("InvalidArgument", "a file system has no key that others begin with, and there are some");
    fs::create_directories(beside.parent_path(), error);
    int const handle = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool good = handle >= 0;
    for (std::size_t at = 0; good && at < bytes.size();) {
        ssize_t const written = ::write(handle, bytes.data() + at, bytes.size() - at);
        good = written > 0;
        if (good) at += static_cast<std::size_t>(written);
    }
    good = good && ::fsync(handle) == 0;
    std::string const why = good ? "" : std::error_code(errno, std::system_category()).message();
    if (handle >= 0) ::close(handle);
    if (good) fs::rename(beside, file, error);
    if (good && !error && to_disk(file.parent_path())) return {};
    std::error_code ignored;
    fs::remove(beside, ignored);
    if (error == std::errc::filename_too_long)
        return aws::refuse("InvalidArgument", "a file system has no segment of a key above 255 bytes");
    return tl::unexpected(trouble(file, good ? error.message() : why));
}

}  // namespace

bool is_bucket_name(std::string_view name) noexcept {
    auto const plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return name.size() >= 3 && name.size() <= 63 && plain(name.front()) && plain(name.back()) &&
           name.find("..") == std::string_view::npos &&
           std::ranges::all_of(name, [&](char c) { return plain(c) || c == '.' || c == '-'; });
}

aws::Fault no_such_bucket(std::string_view bucket) {
    return aws::Fault("NoSuchBucket", "The specified bucket does not exist", 404).with("BucketName", bucket);
}

aws::Fault no_such_key(std::string_view key) {
    return aws::Fault("NoSuchKey", "The specified key does not exist.", 404).with("Key", key);
}

Folder::Folder(fs::path root) : root_(std::move(root)) {
    std::error_code error;
    fs::remove_all(uploads(), error);  // what a killed process left
}

bool Folder::has_bucket(std::string_view bucket) const {
    std::error_code error;
    // A link is no bucket: it would lead elsewhere.
    return is_plain(bucket) && fs::is_directory(fs::symlink_status(root_ / bucket, error));
}

aws::Outcome<fs::path> Folder::file_of(std::string_view bucket, std::string_view key) const {
    if (!has_bucket(bucket)) return tl::unexpected(no_such_bucket(bucket));
    fs::path const inside(key);
    bool const plain = !key.empty() && key.find('\0') == std::string_view::npos && !key.starts_with('/') &&
                       !key.ends_with('/') && inside.lexically_normal() == inside &&
                       std::ranges::find(inside, fs::path("..")) == inside.end() && inside != fs::path(".") &&
                       key.find("//") == std::string_view::npos;
    std::error_code error;
    fs::path const root = fs::weakly_canonical(root_ / bucket, error);
    fs::path const file = plain ? fs::weakly_canonical(root / inside, error) : fs::path();
    auto const [end, at] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    if (error == std::errc::not_a_directory) return tl::unexpected(no_such_key(key));
    if (!plain || error || end != root.end())
        return aws::refuse("InvalidArgument",
                           fmt::format("the local cloud's buckets are folders, which have no key '{}'", key));
    return file;
}

aws::Outcome<std::string> Folder::get(std::string_view bucket, std::string_view key) const {
    auto const file = file_of(bucket, key);
    if (!file) return tl::unexpected(file.error());
    return read_whole(*file, key);
}

aws::Outcome<ObjectInfo> Folder::info(fs::path const& file, std::string key) const {
    std::error_code error;
    auto const size = fs::file_size(file, error);
    auto const modified = error ? fs::file_time_type() : fs::last_write_time(file, error);
    if (error || !fs::is_regular_file(file, error)) return tl::unexpected(no_such_key(key));
    ObjectInfo made{.key = std::move(key), .size = size, .modified = time_of(modified), .etag = {}};
    {
        std::lock_guard const lock(mutex_);
        auto const known = digests_.find(file);
        if (known != digests_.end() && known->second.size == size && known->second.modified == modified) {
            made.etag = known->second.etag;
            return made;
        }
    }
    auto const text = read_whole(file, made.key);
    if (!text) return tl::unexpected(text.error());
    made.etag = remember(file, modified, *text);
    return made;
}

std::string Folder::remember(fs::path const& file, fs::file_time_type modified, std::string_view bytes) const {
    std::string etag = "\"" + hex_encode(digest(DigestKind::md5, bytes)) + "\"";
    std::lock_guard const lock(mutex_);
    if (digests_.size() >= kDigestsMax) digests_.clear();
    digests_[file] = {.size = bytes.size(), .modified = modified, .etag = etag};
    return etag;
}

aws::Outcome<ObjectInfo> Folder::head(std::string_view bucket, std::string_view key) const {
    auto const file = file_of(bucket, key);
    if (!file) return tl::unexpected(file.error());
    return info(*file, std::string(key));
}

aws::Outcome<std::vector<ObjectInfo>> Folder::list(std::string_view bucket, std::string_view prefix) const {
    if (!has_bucket(bucket)) return tl::unexpected(no_such_bucket(bucket));
    std::vector<ObjectInfo> found;
    fs::path const root = root_ / bucket;
    std::error_code error;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        std::string key = at->path().lexically_relative(root).generic_string();
        // A link that leads out of the bucket is no object, as nothing reads it.
        auto const file = key.starts_with(prefix) ? file_of(bucket, key) : aws::Outcome<fs::path>(fs::path());
        if (!file || file->empty()) continue;
        if (auto made = info(*file, std::move(key))) found.push_back(*std::move(made));
    }
    std::ranges::sort(found, {}, &ObjectInfo::key);
    return found;
}

aws::Outcome<void> Folder::put(std::string_view bucket, std::string_view key, std::string_view bytes) {
    auto const file = file_of(bucket, key);
    if (!file) return tl::unexpected(file.error());
    if (auto written = write_whole(*file, uploads() / std::to_string(++upload_), bytes); !written) return written;
    // Who puts asks for the digest next: it is not read back for that.
    std::error_code error;
    if (auto const modified = fs::last_write_time(*file, error); !error) remember(*file, modified, bytes);
    return {};
}

aws::Outcome<void> Folder::remove(std::string_view bucket, std::string_view key) {
    auto file = file_of(bucket, key);
    if (!file) return tl::unexpected(file.error());
    std::error_code error;
    if (fs::is_directory(*file, error)) return {};
    fs::remove(*file, error);
    if (error && error != std::errc::not_a_directory)
        return tl::unexpected(
            aws::Fault::internal("the file " + file->string() + " can't be removed: " + error.message()));
    fs::path const root = fs::weakly_canonical(root_ / bucket, error);
    for (fs::path above = file->parent_path(); above != root && above.has_relative_path();
         above = above.parent_path()) {
        fs::remove(above, error);
        if (error) break;
    }
    return {};
}

std::vector<ObjectInfo> Folder::buckets() const {
    std::vector<ObjectInfo> found;
    std::error_code error;
    for (fs::directory_iterator at(root_, error), end; !error && at != end; at.increment(error)) {
        if (!at->is_directory(error) || !has_bucket(at->path().filename().string())) continue;
        found.push_back(
            {.key = at->path().filename().string(), .modified = time_of(at->last_write_time(error)), .etag = {}});
    }
    std::ranges::sort(found, {}, &ObjectInfo::key);
    return found;
}

aws::Outcome<void> Folder::make_bucket(std::string_view bucket) {
    if (!is_bucket_name(bucket)) return aws::refuse("InvalidBucketName", "The specified bucket is not valid.", 400);
    std::error_code error;
    fs::create_directories(root_ / bucket, error);
    if (error)
        return tl::unexpected(aws::Fault::internal("the folder of the bucket can't be made: " + error.message()));
    return {};
}

aws::Outcome<void> Folder::remove_bucket(std::string_view bucket) {
    if (!has_bucket(bucket)) return tl::unexpected(no_such_bucket(bucket));
    auto const held = list(bucket, "");
    if (held && !held->empty())
        return aws::refuse("BucketNotEmpty", "The bucket you tried to delete is not empty", 409);
    std::error_code error;
    fs::remove_all(root_ / bucket, error);
    if (error)
        return tl::unexpected(aws::Fault::internal("the folder of the bucket can't be removed: " + error.message()));
    return {};
}

}  // namespace coworks::local::buckets
