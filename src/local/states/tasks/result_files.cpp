#include "local/states/tasks/result_files.hpp"

#include "json/text_of.hpp"
#include "local/states/tasks/result_format.hpp"

namespace coworks::local::states {

namespace {

/// A file of results holds so much (the page that the header names: files of 5 GB at most; ours stay readable).
constexpr std::size_t kResultFileMax = 64U << 20;

class ResultFiles {
public:
    ResultFiles(Objects& objects, ResultsToWrite const& write)
        : objects_(objects), bucket_(text_of(write.arguments["Bucket"])), format_(write.config, "NONE") {
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
        auto const stored = objects_.put(bucket_, key, text);
        if (!stored) return cause_of(stored.error(), bucket_, key);
        return std::nullopt;
    }
    tl::expected<Json, std::string> write_kind(std::string_view name, std::vector<ChildResult> const& children) const {
        Json::ArrayBuilder made;
        Json::ArrayBuilder part;
        std::size_t bytes = 0;
        int number = 0;
        auto const close = [&]() -> std::optional<std::string> {
            if (part.size() == 0) return std::nullopt;
            std::string const key =
                base_ + std::string(name) + "_" + std::to_string(number++) + (format_.lines() ? ".jsonl" : ".json");
            std::string const text = format_.print(part.finish());
            bytes = 0;
            made.push_back(Json::object({{"Key", key}, {"Size", static_cast<std::int64_t>(text.size())}}));
            return put_object(key, text);
        };
        for (ChildResult const& child : children) {
            if (!is_of(name, child.status)) continue;
            format_.put(part, child);
            bytes += child.description.dump().size();
            if (bytes < kResultFileMax) continue;
            if (auto const error = close()) return tl::unexpected(*error);
        }
        if (auto const error = close()) return tl::unexpected(*error);
        return made.finish();
    }

    Objects& objects_;
    std::string bucket_;
    ResultFormat format_;
    std::string base_;
};

}  // namespace

std::string cause_of(aws::Fault const& fault, std::string_view bucket, std::string_view key) {
    return fault.message + ": s3://" + std::string(bucket) + "/" + std::string(key);
}

tl::expected<Json, std::string> write_results(Objects& objects, ResultsToWrite const& write) {
    return ResultFiles(objects, write).write(write);
}

}  // namespace coworks::local::states
