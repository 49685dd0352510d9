#include <array>

#include "local/buckets/api/operations.hpp"

namespace coworks::local::buckets::api {

static void create_bucket(Parts& parts, Call&& call) {
    std::string const bucket = call.text("Bucket");
    // API_CreateBucket, "BucketAlreadyOwnedByYou": except in us-east-1, where making one's own again is no fault.
    if (parts.folder.has_bucket(bucket) && parts.place.region != "us-east-1")
        return call.answer(aws::refuse("BucketAlreadyOwnedByYou",
                                       "Your previous request to create the named bucket succeeded and you already own "
                                       "it.",
                                       409));
    if (auto made = parts.folder.make_bucket(bucket); !made)
        return call.answer(tl::unexpected(std::move(made.error())));
    call.answer(Json::object({{"Location", "/" + bucket}}));
}

static void delete_bucket(Parts& parts, Call&& call) {
    if (auto gone = parts.folder.remove_bucket(call.text("Bucket")); !gone)
        return call.answer(tl::unexpected(std::move(gone.error())));
    call.answer(Json::object());
}

static void head_bucket(Parts& parts, Call&& call) {
    std::string const bucket = call.text("Bucket");
    if (!parts.folder.has_bucket(bucket)) return call.answer(tl::unexpected(no_such_bucket(bucket)));
    call.answer(Json::object({{"BucketRegion", parts.place.region}}));
}

static void list_buckets(Parts& parts, Call&& call) {
    Json::ArrayBuilder buckets;
    for (ObjectInfo const& bucket : parts.folder.buckets())
        buckets.push_back(Json::object({{"Name", bucket.key}, {"CreationDate", emulator::to_api(bucket.modified)}}));
    call.answer(Json::object({{"Buckets", buckets.finish()},
                              {"Owner", Json::object({{"ID", parts.place.account}, {"DisplayName", "local"}})}}));
}

std::span<Operation const> bucket_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"CreateBucket", create_bucket},
        {"DeleteBucket", delete_bucket},
        {"HeadBucket", head_bucket},
        {"ListBuckets", list_buckets},
    });
    return kRows;
}

}  // namespace coworks::local::buckets::api
