#include "local/states/buckets.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "asl/items.hpp"
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "json/text_of.hpp"
#include "local/states/unpack.hpp"

namespace coworks::local::states {

namespace {

namespace fs = std::filesystem;

/// A file of results holds so much (the page above: files of 5 GB at most; ours stay readable).
constexpr std::size_t kResultFileMax = 64U << 20;

/// Of a packed file of items, which are all in memory here: a bound of ours.
constexpr std::size_t kUnpackedMax = 1U << 30;

tl::expected<std::string, std::string> read_file(fs::path const& folder, std::string_view bucket,
                                                 std::string_view key) {
    auto const path = object_path(folder, bucket, key);
    if (!path) return tl::unexpected(path.error());
    std::error_code error;
    if (!fs::is_directory(folder / bucket, error))
        return tl::unexpected("The specified bucket does not exist: there is no folder " + (folder / bucket).string());
    std::ifstream in(*path, std::ios::binary);
    if (!in || !fs::is_regular_file(*path, error))
        return tl::unexpected("The specified key does not exist: there is no file " + path->string());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The files below a prefix, by their keys. A link that leads out of the bucket is no object, as nothing reads it.
std::map<std::string, fs::path> list(fs::path const& folder, std::string const& bucket, std::string const& prefix) {
    std::map<std::string, fs::path> keys;
    fs::path const root = folder / bucket;
    std::error_code error;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        std::string key = at->path().lexically_relative(root).generic_string();
        if (key.starts_with(prefix) && object_path(folder, bucket, key)) keys.emplace(std::move(key), at->path());
    }
    return keys;
}

/// As S3 describes objects in a list.
Json described(fs::path const& folder, std::string const& bucket, std::map<std::string, fs::path> const& keys) {
    std::error_code error;
    Json::ArrayBuilder items;
    for (auto const& [key, path] : keys) {
        auto const modified = std::chrono::file_clock::to_sys(fs::last_write_time(path, error));
        items.push_back(Json::object(
            {{"Etag", "\"" + hex_encode(digest(DigestKind::md5, read_file(folder, bucket, key).value_or(""))) + "\""},
             {"Key", key},
             {"LastModified", std::chrono::duration_cast<std::chrono::seconds>(modified.time_since_epoch()).count()},
             {"Size", static_cast<std::int64_t>(fs::file_size(path, error))},
             {"StorageClass", "STANDARD"}}));
    }
    return items.finish();
}

Storage::Items read_items(fs::path const& folder, std::string const& action, Json const& arguments,
                          Json const& config) {
    auto const fetch = [&](asl::Manifest::DataFile const& file) {
        return read_file(folder, file.bucket, file.key).and_then([](std::string packed) {
            return unpacked(std::move(packed), kUnpackedMax);
        });
    };
    std::string const bucket = text_of(arguments["Bucket"]);
    if (action == "listObjectsV2") {
        auto const root = object_path(folder, bucket, "x");
        if (!root) return tl::unexpected(root.error());
        auto const found = list(folder, bucket, text_of(arguments["Prefix"]));
        if (!asl::loads_and_flattens(config)) return asl::ItemSet{.items = described(folder, bucket, found)};
        std::vector<asl::Manifest::DataFile> files;
        for (auto const& [key, path] : found)
            files.push_back({.bucket = bucket, .key = key});
        return asl::read_files(config, files, fetch);
    }
    auto const file = fetch({.bucket = bucket, .key = text_of(arguments["Key"])});
    if (!file) return tl::unexpected(file.error());
    return asl::read_all_items(config, *file, fetch);
}

/// Whole or not at all, and on the disk.
std::optional<std::string> write_file(fs::path const& path, std::string_view text) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return "the folder " + path.parent_path().string() + " can't be made: " + error.message();
    fs::path const beside = path.string() + ".new";
    int const file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool good = file >= 0;
    for (std::size_t at = 0; good && at < text.size();) {
        ssize_t const written = ::write(file, text.data() + at, text.size() - at);
        good = written > 0;
        if (good) at += static_cast<std::size_t>(written);
    }
    good = good && ::fsync(file) == 0;
    std::string const why = good ? "" : std::error_code(errno, std::system_category()).message();
    if (file >= 0) ::close(file);
    if (good) fs::rename(beside, path, error);
    if (good && !error) return std::nullopt;
    return "the file " + path.string() + " can't be written: " + (good ? error.message() : why);
}

/// What one child is in its file, by WriterConfig's Transformation.
void put(Json::ArrayBuilder& into, ChildResult const& child, std::string const& transformation) {
    bool const succeeded = child.status == asl::Status::succeeded;
    if (!succeeded || transformation == "NONE") return into.push_back(child.description);
    if (transformation != "FLATTEN" || !child.output.is_array()) return into.push_back(child.output);
    for (Json const& item : child.output.items())
        into.push_back(item);
}

class ResultFiles {
public:
    ResultFiles(fs::path folder, ResultsToWrite const& write)
        : folder_(std::move(folder)),
          bucket_(text_of(write.arguments["Bucket"])),
          transformation_(text_of(write.config["Transformation"])),
          lines_(text_of(write.config["OutputType"]) == "JSONL") {
        if (transformation_.empty()) transformation_ = "NONE";
        std::string const prefix = text_of(write.arguments["Prefix"]);
        base_ = (prefix.empty() ? "" : prefix + "/") + write.run_arn.substr(write.run_arn.rfind(':') + 1) + "/";
    }

    tl::expected<Json, std::string> write(ResultsToWrite const& write) {
        Json::ObjectBuilder files;
        for (std::string_view const name : {"FAILED", "PENDING", "SUCCEEDED"}) {
            auto made = write_kind(name, write.children);
            if (!made) return tl::unexpected(made.error());
            files.set(name, *std::move(made));
        }
        Json const manifest = Json::object(
            {{"DestinationBucket", bucket_}, {"MapRunArn", write.run_arn}, {"ResultFiles", files.finish()}});
        std::string const key = base_ + "manifest.json";
        if (auto const error = put_object(key, manifest.dump())) return tl::unexpected(*error);
        return Json::object(
            {{"MapRunArn", write.run_arn}, {"ResultWriterDetails", Json::object({{"Bucket", bucket_}, {"Key", key}})}});
    }

private:
    static bool is_of(std::string_view name, asl::Status status) {
        if (name == "SUCCEEDED") return status == asl::Status::succeeded;
        return name == "FAILED" && status != asl::Status::succeeded;
    }
    std::optional<std::string> put_object(std::string const& key, std::string_view text) const {
        auto const path = object_path(folder_, bucket_, key);
        if (!path) return path.error();
        return write_file(*path, text);
    }
    std::string print(Json const& all) const {
        if (!lines_) return all.dump();
        std::string text;
        for (Json const& item : all.items())
            text += item.dump() + "\n";
        return text;
    }
    tl::expected<Json, std::string> write_kind(std::string_view name, std::vector<ChildResult> const& children) const {
        Json::ArrayBuilder made;
        Json::ArrayBuilder part;
        std::size_t bytes = 0;
        int number = 0;
        auto const close = [&]() -> std::optional<std::string> {
            if (part.size() == 0) return std::nullopt;
            std::string const key =
                base_ + std::string(name) + "_" + std::to_string(number++) + (lines_ ? ".jsonl" : ".json");
            std::string const text = print(part.finish());
            bytes = 0;
            made.push_back(Json::object({{"Key", key}, {"Size", static_cast<std::int64_t>(text.size())}}));
            return put_object(key, text);
        };
        for (ChildResult const& child : children) {
            if (!is_of(name, child.status)) continue;
            put(part, child, transformation_);
            bytes += child.description.dump().size();
            if (bytes < kResultFileMax) continue;
            if (auto const error = close()) return tl::unexpected(*error);
        }
        if (auto const error = close()) return tl::unexpected(*error);
        return made.finish();
    }

    fs::path folder_;
    std::string bucket_;
    std::string transformation_;
    bool lines_;
    std::string base_;
};

}  // namespace

tl::expected<fs::path, std::string> object_path(fs::path const& folder, std::string_view bucket, std::string_view key) {
    fs::path const inside = (fs::path(bucket) / key).lexically_normal();
    auto const refuse = [&] {
        return tl::unexpected("The bucket or the key is not valid here: '" + std::string(bucket) + "', '" +
                              std::string(key) + "'");
    };
    bool const plain = !bucket.empty() && !key.empty() && bucket.find('/') == std::string_view::npos && bucket != "." &&
                       bucket != ".." && !key.starts_with('/') && !inside.is_absolute();
    if (!plain || key.find('\0') != std::string_view::npos || *inside.begin() != fs::path(bucket)) return refuse();
    std::error_code error;
    fs::path const root = fs::weakly_canonical(folder / bucket, error);
    fs::path path = fs::weakly_canonical(folder / inside, error);
    if (error || root.parent_path() != fs::weakly_canonical(folder, error)) return refuse();
    auto const [end, at] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    if (end != root.end()) return refuse();
    return path;
}

Buckets::~Buckets() {
    files_.stop();
    files_.join();
}

void Buckets::read(asl::ReadItems const& read, std::function<void(Items)> done) {
    std::string const action = read.resource->action;
    boost::asio::post(
        files_, [this, action, arguments = read.arguments, config = read.config, done = std::move(done)]() mutable {
            Items items = read_items(folder_, action, arguments, config);
            boost::asio::post(loop_,
                              [done = std::move(done), items = std::move(items)]() mutable { done(std::move(items)); });
        });
}

void Buckets::write(ResultsToWrite write, std::function<void(tl::expected<Json, std::string>)> done) {
    boost::asio::post(files_, [this, write = std::move(write), done = std::move(done)]() mutable {
        auto written = ResultFiles(folder_, write).write(write);
        boost::asio::post(
            loop_, [done = std::move(done), written = std::move(written)]() mutable { done(std::move(written)); });
    });
}

std::optional<std::string> Buckets::unsupported(asl::Resource const& resource) const {
    bool const known =
        resource.service == "s3" &&
        (resource.action == "getObject" || resource.action == "listObjectsV2" || resource.action == "putObject");
    if (known) return std::nullopt;
    return "the local cloud has no " + resource.service + ":" + resource.action +
           " for items; s3:getObject and s3:listObjectsV2 read folders";
}

}  // namespace coworks::local::states
