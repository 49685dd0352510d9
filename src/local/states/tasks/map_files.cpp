#include "local/states/tasks/map_files.hpp"

#include <boost/asio/post.hpp>
#include <chrono>

#include "asl/map_run/items.hpp"
#include "json/text_of.hpp"
#include "local/states/tasks/result_files.hpp"
#include "local/states/unpack.hpp"

namespace coworks::local::states {

namespace {

/// Of a packed file of items, which are all in memory here: a bound of ours.
constexpr std::size_t kUnpackedMax = 1U << 30;

/// As S3 describes objects in a list.
Json described(std::vector<ObjectInfo> const& objects) {
    Json::ArrayBuilder items;
    for (ObjectInfo const& object : objects)
        items.push_back(Json::object(
            {{"Etag", object.etag},
             {"Key", object.key},
             {"LastModified",
              std::chrono::duration_cast<std::chrono::seconds>(object.modified.time_since_epoch()).count()},
             {"Size", static_cast<std::int64_t>(object.size)},
             {"StorageClass", "STANDARD"}}));
    return items.finish();
}

Storage::Items read_items(Objects const& objects, std::string const& action, Json const& arguments,
                          Json const& config) {
    auto const fetch = [&](asl::Manifest::DataFile const& file) -> tl::expected<std::string, std::string> {
        auto packed = objects.get(file.bucket, file.key);
        if (!packed) return tl::unexpected(cause_of(packed.error(), file.bucket, file.key));
        return unpacked(*std::move(packed), kUnpackedMax);
    };
    std::string const bucket = text_of(arguments["Bucket"]);
    if (action == "listObjectsV2") {
        std::string const prefix = text_of(arguments["Prefix"]);
        auto const found = objects.list(bucket, prefix);
        if (!found) return tl::unexpected(cause_of(found.error(), bucket, prefix));
        if (!asl::loads_and_flattens(config)) return asl::ItemSet{.items = described(*found)};
        std::vector<asl::Manifest::DataFile> files;
        for (ObjectInfo const& object : *found)
            files.push_back({.bucket = bucket, .key = object.key});
        return asl::read_files(config, files, fetch);
    }
    auto const file = fetch({.bucket = bucket, .key = text_of(arguments["Key"])});
    if (!file) return tl::unexpected(file.error());
    return asl::read_all_items(config, *file, fetch);
}

}  // namespace

MapFiles::~MapFiles() {
    files_.stop();
    files_.join();
}

void MapFiles::read(asl::ReadItems const& read, std::function<void(Items)> done) {
    std::string const action = read.resource->action;
    boost::asio::post(
        files_, [this, action, arguments = read.arguments, config = read.config, done = std::move(done)]() mutable {
            Items items = read_items(objects_, action, arguments, config);
            boost::asio::post(loop_,
                              [done = std::move(done), items = std::move(items)]() mutable { done(std::move(items)); });
        });
}

void MapFiles::write(ResultsToWrite write, std::function<void(tl::expected<Json, std::string>)> done) {
    boost::asio::post(files_, [this, write = std::move(write), done = std::move(done)]() mutable {
        auto written = write_results(objects_, write);
        boost::asio::post(
            loop_, [done = std::move(done), written = std::move(written)]() mutable { done(std::move(written)); });
    });
}

std::optional<std::string> MapFiles::unsupported(asl::Resource const& resource) const {
    bool const known =
        resource.service == "s3" &&
        (resource.action == "getObject" || resource.action == "listObjectsV2" || resource.action == "putObject");
    if (known) return std::nullopt;
    return "the local cloud has no " + resource.service + ":" + resource.action +
           " for items; s3:getObject and s3:listObjectsV2 read folders";
}

}  // namespace coworks::local::states
