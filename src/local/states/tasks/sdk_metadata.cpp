#include "local/states/tasks/sdk_metadata.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace coworks::local::states {

namespace {

bool comes_before(SdkHeader const* a, SdkHeader const* b) {
    return std::ranges::lexicographical_compare(
        a->name, b->name, {}, [](unsigned char c) { return std::tolower(c); },
        [](unsigned char c) { return std::tolower(c); });
}

}  // namespace

Json sdk_http_metadata(std::span<SdkHeader const> headers, int status) {
    Json::ObjectBuilder all;
    std::vector<SdkHeader const*> sorted;
    for (SdkHeader const& header : headers) {
        all.set(header.name, Json::array({header.value}));
        sorted.push_back(&header);
    }
    std::ranges::sort(sorted, comes_before);
    Json::ObjectBuilder single;
    for (SdkHeader const* const header : sorted)
        single.set(header->name, header->value);
    return Json::object(
        {{"AllHttpHeaders", all.finish()}, {"HttpHeaders", single.finish()}, {"HttpStatusCode", status}});
}

}  // namespace coworks::local::states
