#include <algorithm>
#include <array>
#include <set>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "local/buckets/api/operations.hpp"

namespace coworks::local::buckets::api {

namespace {

constexpr std::size_t kKeysMax = 1000;  // API_ListObjectsV2, "max-keys"

/// One page: keys, and what keys have in common up to the delimiter, in one order.
struct Page {
    std::vector<ObjectInfo const*> objects;
    std::set<std::string> prefixes;
    std::string next;  ///< the last of a page that others follow
};

/// `after`: what came before is passed over; a common prefix of the last page with all its keys.
Page page_of(std::vector<ObjectInfo> const& all, std::string const& prefix, std::string const& delimiter,
             std::string const& after, std::size_t most) {
    Page page;
    std::string last;
    for (ObjectInfo const& object : all) {
        std::string entry = object.key;
        auto const at = delimiter.empty() ? std::string::npos : object.key.find(delimiter, prefix.size());
        bool const common = at != std::string::npos;
        if (common) entry.resize(at + delimiter.size());
        if (entry <= after || (common && page.prefixes.contains(entry))) continue;
        if (page.objects.size() + page.prefixes.size() == most) {
            page.next = last;
            break;
        }
        if (common)
            page.prefixes.insert(entry);
        else
            page.objects.push_back(&object);
        last = std::move(entry);
    }
    return page;
}

}  // namespace

static void list_objects_v2(Parts& parts, Call&& call) {
    std::string const bucket = call.text("Bucket");
    std::string const prefix = call.text("Prefix");
    std::string const delimiter = call.text("Delimiter");
    bool const encoded = call.text("EncodingType") == "url";
    auto const print = [encoded](std::string const& text) { return encoded ? percent_encode(text, "/") : text; };
    auto const all = parts.folder.list(bucket, prefix);
    if (!all) return call.answer(tl::unexpected(all.error()));
    std::string after = call.text("StartAfter");
    std::string const token = call.text("ContinuationToken");
    if (!token.empty()) {
        auto const decoded = base64url_decode(token);
        if (!decoded)
            return call.answer(aws::refuse("InvalidArgument", "The continuation token provided is incorrect", 400));
        after = *decoded;
    }
    Json const& asked = call.request["MaxKeys"];
    std::size_t const wanted = asked.is_integer() && asked.as_int64() >= 0 ? asked.as_uint64() : kKeysMax;
    std::size_t const most = std::min(wanted, kKeysMax);
    Page const page = most == 0 ? Page() : page_of(*all, prefix, delimiter, after, most);

    Json::ArrayBuilder contents;
    for (ObjectInfo const* const object : page.objects)
        contents.push_back(Json::object({{"Key", print(object->key)},
                                         {"LastModified", emulator::to_api(object->modified)},
                                         {"ETag", object->etag},
                                         {"Size", object->size},
                                         {"StorageClass", "STANDARD"}}));
    Json::ArrayBuilder prefixes;
    for (std::string const& each : page.prefixes)
        prefixes.push_back(Json::object({{"Prefix", print(each)}}));
    Json::ObjectBuilder answer;
    answer.set("Name", bucket);
    answer.set("Prefix", print(prefix));
    if (!delimiter.empty()) answer.set("Delimiter", print(delimiter));
    answer.set("MaxKeys", wanted);
    answer.set("KeyCount", page.objects.size() + page.prefixes.size());
    answer.set("IsTruncated", !page.next.empty());
    if (encoded) answer.set("EncodingType", "url");
    if (!token.empty()) answer.set("ContinuationToken", token);
    if (!page.next.empty()) answer.set("NextContinuationToken", base64url_encode(page.next));
    if (Json const& start = call.request["StartAfter"]; start.is_string())
        answer.set("StartAfter", print(text_of(start)));
    answer.set("Contents", contents.finish());
    answer.set("CommonPrefixes", prefixes.finish());
    call.answer(answer.finish());
}

std::span<Operation const> list_operations() {
    static constexpr auto kRows = std::to_array<Operation>({{"ListObjectsV2", list_objects_v2}});
    return kRows;
}

}  // namespace coworks::local::buckets::api
