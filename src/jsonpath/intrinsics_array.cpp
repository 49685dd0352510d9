#include <algorithm>
#include <array>
#include <unordered_set>

#include "jsonpath/intrinsics.hpp"

namespace coworks::jsonpath {

namespace {

Outcome<Json> array(Arguments const& arguments) {
    return Json::array(arguments.values);
}

Outcome<Json> partition(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit("The first argument of States.ArrayPartition must be an array");
    auto const size = rounded(arguments[1]);
    if (!size || *size <= 0) return unfit("The second argument of States.ArrayPartition must be a positive integer");
    auto const items = arguments[0].items();
    auto const chunk = static_cast<std::size_t>(*size);
    Json::ArrayBuilder chunks;
    for (std::size_t begin = 0; begin < items.size(); begin += chunk) {
        auto const part = items.subspan(begin, std::min(chunk, items.size() - begin));
        chunks.push_back(Json::array(std::vector<Json>(part.begin(), part.end())));
    }
    return chunks.finish();
}

Outcome<Json> contains(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit("The first argument of States.ArrayContains must be an array");
    return Json(std::ranges::any_of(arguments[0].items(), [&](Json const& item) { return item == arguments[1]; }));
}

Outcome<Json> range(Arguments const& arguments) {
    auto const first = rounded(arguments[0]);
    auto const last = rounded(arguments[1]);
    auto const step = rounded(arguments[2]);
    if (!first || !last || !step) return unfit("The arguments of States.ArrayRange must be integers");
    if (*step == 0) return unfit("The third argument of States.ArrayRange must not be 0");
    if (*first != *last && (*last < *first) != (*step < 0)) return Json::array();
    auto const count = (*last - *first) / *step + 1;
    if (count > static_cast<std::int64_t>(arguments.limits.array_range)) {
        return unfit("States.ArrayRange can't make more than " + std::to_string(arguments.limits.array_range) +
                     " items");
    }
    Json::ArrayBuilder items;
    for (std::int64_t i = 0; i < count; ++i)
        items.push_back(Json(*first + i * *step));
    return items.finish();
}

Outcome<Json> item(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit("The first argument of States.ArrayGetItem must be an array");
    auto const index = rounded(arguments[1]);
    if (!index) return unfit("The second argument of States.ArrayGetItem must be an integer");
    if (*index < 0 || static_cast<std::size_t>(*index) >= arguments[0].size()) {
        return unfit("Index " + std::to_string(*index) + " out of bounds for length " +
                     std::to_string(arguments[0].size()));
    }
    return arguments[0].items()[static_cast<std::size_t>(*index)];
}

Outcome<Json> length(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit("The argument of States.ArrayLength must be an array");
    return Json(arguments[0].size());
}

Outcome<Json> unique(Arguments const& arguments) {
    if (!arguments[0].is_array()) return unfit("The argument of States.ArrayUnique must be an array");
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
