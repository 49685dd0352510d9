#include <array>

#include "aws/checksum.hpp"
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "local/buckets/api/operations.hpp"

namespace coworks::local::buckets::api {

namespace {

/// What a file system keeps of an object, as GetObject and HeadObject tell it; S3's defaults for the rest.
Json::ObjectBuilder described(ObjectInfo const& object) {
    Json::ObjectBuilder made;
    made.set("AcceptRanges", "bytes");
    made.set("ContentLength", object.size);
    made.set("ContentType", "binary/octet-stream");
    made.set("ETag", object.etag);
    made.set("LastModified", emulator::to_api(object.modified));
    made.set("Metadata", Json::object());
    made.set("ServerSideEncryption", "AES256");
    return made;
}

/// Content-MD5 and the CRC32 of a request, where it has them, are those of its body.
std::optional<aws::Fault> refuse_digest(Call const& call, std::string_view body) {
    if (std::string const sum = call.text("ChecksumCRC32"); !sum.empty() && sum != aws::crc32_base64(body))
        return aws::Fault("BadDigest", "The CRC32 you specified did not match the calculated checksum.", 400);
    std::string const wanted = call.text("ContentMD5");
    if (wanted.empty()) return std::nullopt;
    auto const bytes = base64_decode(wanted);
    if (!bytes || bytes->size() != 16)
        return aws::Fault("InvalidDigest", "The Content-MD5 you specified was invalid.", 400);
    if (*bytes == digest(DigestKind::md5, body)) return std::nullopt;
    return aws::Fault("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
}

/// If-Match and If-None-Match of a request, against the object as it is
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html).
std::optional<aws::Fault> refuse_condition(Parts& parts, Call const& call) {
    std::string const match = call.text("IfMatch");
    std::string const none = call.text("IfNoneMatch");
    if (match.empty() && none.empty()) return std::nullopt;
    auto const object = parts.folder.head(call.text("Bucket"), call.text("Key"));
    auto const names = [&](std::string const& condition) {
        return object && (condition == "*" || condition == object->etag || "\"" + condition + "\"" == object->etag);
    };
    if (!match.empty() && !object) return no_such_key(call.text("Key"));
    if ((match.empty() || names(match)) && (none.empty() || !names(none))) return std::nullopt;
    return aws::Fault("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
        .with("Condition", !match.empty() && !names(match) ? "If-Match" : "If-None-Match");
}

}  // namespace

static void get_object(Parts& parts, Call&& call) {
    std::string const bucket = call.text("Bucket");
    std::string const key = call.text("Key");
    auto const object = parts.folder.head(bucket, key);
    if (!object) return call.answer(tl::unexpected(object.error()));
    if (auto fault = refuse_condition(parts, call)) {
        // To a reader it says that nothing has changed.
        if (fault->members.front().second == Json("If-None-Match")) fault->status = 304;
        return call.answer(tl::unexpected(*std::move(fault)));
    }
    auto body = parts.folder.get(bucket, key);
    if (!body) return call.answer(tl::unexpected(std::move(body.error())));
    auto made = described(*object);
    // The file may have been written since it was looked at.
    made.set("ContentLength", body->size());
    made.set("Body", *body);
    call.answer(made.finish());
}

static void head_object(Parts& parts, Call&& call) {
    auto const object = parts.folder.head(call.text("Bucket"), call.text("Key"));
    if (!object) return call.answer(tl::unexpected(object.error()));
    call.answer(described(*object).finish());
}

static void put_object(Parts& parts, Call&& call) {
    std::string const body = call.text("Body");
    if (auto fault = refuse_digest(call, body)) return call.answer(tl::unexpected(*std::move(fault)));
    std::string const bucket = call.text("Bucket");
    std::string const key = call.text("Key");
    if (auto fault = refuse_condition(parts, call)) return call.answer(tl::unexpected(*std::move(fault)));
    if (auto stored = parts.folder.put(bucket, key, body); !stored)
        return call.answer(tl::unexpected(std::move(stored.error())));
    auto const object = parts.folder.head(bucket, key);
    if (!object) return call.answer(tl::unexpected(object.error()));
    Json::ObjectBuilder answer;
    if (Json const& sum = call.request["ChecksumCRC32"]; sum.is_string()) {
        answer.set("ChecksumCRC32", sum);
        answer.set("ChecksumType", "FULL_OBJECT");
    }
    answer.set("ETag", object->etag);
    answer.set("ServerSideEncryption", "AES256");
    call.answer(answer.finish());
}

static void delete_object(Parts& parts, Call&& call) {
    if (auto gone = parts.folder.remove(call.text("Bucket"), call.text("Key")); !gone)
        return call.answer(tl::unexpected(std::move(gone.error())));
    call.answer(Json::object());
}

static void copy_object(Parts& parts, Call&& call) {
    // API_CopyObject, "x-amz-copy-source": BUCKET/KEY, URL-encoded, maybe with a slash before it.
    std::string source;
    bool const readable = percent_decode(call.text("CopySource"), source);
    std::string_view from = source;
    if (from.starts_with('/')) from.remove_prefix(1);
    auto const slash = from.find('/');
    if (!readable || slash == std::string_view::npos)
        return call.answer(aws::refuse(
            "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", 400));
    auto const body = parts.folder.get(from.substr(0, slash), from.substr(slash + 1));
    if (!body) return call.answer(tl::unexpected(body.error()));
    std::string const bucket = call.text("Bucket");
    std::string const key = call.text("Key");
    if (auto stored = parts.folder.put(bucket, key, *body); !stored)
        return call.answer(tl::unexpected(std::move(stored.error())));
    auto const object = parts.folder.head(bucket, key);
    if (!object) return call.answer(tl::unexpected(object.error()));
    call.answer(
        Json::object({{"CopyObjectResult",
                       Json::object({{"ETag", object->etag}, {"LastModified", emulator::to_api(object->modified)}})},
                      {"ServerSideEncryption", "AES256"}}));
}

std::span<Operation const> object_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"CopyObject", copy_object},
        {"DeleteObject", delete_object},
        {"GetObject", get_object},
        {"HeadObject", head_object},
        {"PutObject", put_object},
    });
    return kRows;
}

}  // namespace coworks::local::buckets::api
