#include <algorithm>
#include <array>
#include <unordered_set>

#include "json/text_of.hpp"
#include "jsonpath/intrinsics.hpp"

namespace coworks::jsonpath {

namespace {

Outcome<Json> array(Arguments const& arguments) {
    return Json::array(arguments.values);
}

Outcome<Json> partition(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit();
    auto const size = truncated(arguments[1]);
    if (!size || *size <= 0) return unfit();
    auto const items = arguments[0].items();
    auto const chunk = static_cast<std::size_t>(*size);
    Json::ArrayBuilder chunks;
    for (std::size_t begin = 0; begin < items.size(); begin += chunk) {
        auto const part = items.subspan(begin, std::min(chunk, items.size() - begin));
        chunks.push_back(Json::array(std::vector<Json>(part.begin(), part.end())));
    }
    return chunks.finish();
}

/// Whether the service takes two values for the same: it compares the texts of what is neither array nor object.
bool same(Json const& a, Json const& b) {
    auto const is_scalar = [](Json const& value) { return !value.is_array() && !value.is_object(); };
    return a == b || (is_scalar(a) && is_scalar(b) && plain_text(a) == plain_text(b));
}

Outcome<Json> contains(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit();
    return Json(std::ranges::any_of(arguments[0].items(), [&](Json const& item) { return same(item, arguments[1]); }));
}

Outcome<Json> range(Arguments const& arguments) {
    auto const first = truncated(arguments[0]);
    auto const last = truncated(arguments[1]);
    auto const step = truncated(arguments[2]);
    if (!first || !last || !step) return unfit();
    if (*step == 0) return unfit();
    if (*first != *last && (*last < *first) != (*step < 0)) return Json::array();
    auto const count = (*last - *first) / *step + 1;
    if (count > static_cast<std::int64_t>(arguments.limits.array_range)) {
        return unfit();
    }
    Json::ArrayBuilder items;
    for (std::int64_t i = 0; i < count; ++i)
        items.push_back(Json(*first + i * *step));
    return items.finish();
}

Outcome<Json> item(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit();
    auto const index = rounded(arguments[1]);
    if (!index) return unfit();
    // Observed: there is no item to miss in an empty array.
    if (*index >= 0 && arguments[0].empty()) return Json();
    if (*index < 0 || static_cast<std::size_t>(*index) >= arguments[0].size()) {
        return unfit();
    }
    return arguments[0].items()[static_cast<std::size_t>(*index)];
}

Outcome<Json> length(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit();
    return Json(arguments[0].size());
}

Outcome<Json> unique(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit();
    // The text with sorted members stands for the value; numbers are told apart by their value, not by their type.
    JsonDumpOptions const canonical{.sort_keys = true, .ecmascript_numbers = true};
    std::unordered_set<std::string> seen;
    Json::ArrayBuilder items;
    for (auto const& candidate : arguments[0].items()) {
        if (seen.insert(candidate.dump(canonical)).second) items.push_back(candidate);
    }
    return items.finish();
}

constexpr std::array<Intrinsic, 7> kArrayFunctions{{{"Array", 0, SIZE_MAX, array},
                                                    {"ArrayPartition", 2, 2, partition},
                                                    {"ArrayContains", 2, 2, contains},
                                                    {"ArrayRange", 3, 3, range},
                                                    {"ArrayGetItem", 2, 2, item},
                                                    {"ArrayLength", 1, 1, length},
                                                    {"ArrayUnique", 1, 1, unique}}};

}  // namespace

std::span<Intrinsic const> array_intrinsics() noexcept {
    return kArrayFunctions;
}

}  // namespace coworks::jsonpath
