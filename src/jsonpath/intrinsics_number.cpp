#include <array>
#include <cmath>
#include <limits>

#include "jsonpath/intrinsics.hpp"

namespace coworks::jsonpath {

namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();

Outcome<Json> add(Arguments const& arguments) {
    auto const left = rounded(arguments[0]);
    auto const right = rounded(arguments[1]);
    if (!left || !right) return unfit();
    auto const sum = *left + *right;
    if (sum < kMin || sum > kMax) return unfit();
    return Json(sum);
}

/// Between the first, included, and the second, excluded; the third seeds the choice, which is then always the same.
Outcome<Json> random(Arguments const& arguments) {
    auto const first = rounded(arguments[0]);
    auto const last = rounded(arguments[1]);
    if (!first || !last) return unfit();
    if (*first >= *last) return unfit();
    double chance = 0;
    if (arguments.size() == 3) {
        auto const seed = rounded(arguments[2]);
        if (!seed) return unfit();
        chance = SeededRandom(static_cast<std::uint64_t>(*seed)).uniform();
    } else {
        chance = arguments.random.uniform();
    }
    return Json(*first + static_cast<std::int64_t>(chance * static_cast<double>(*last - *first)));
}

Outcome<Json> uuid(Arguments const& arguments) {
    return Json(arguments.random.uuid());
}

constexpr std::array<Intrinsic, 3> kNumberFunctions{
    {{"MathAdd", 2, 2, add}, {"MathRandom", 2, 3, random}, {"UUID", 0, 0, uuid}}};

}  // namespace

std::optional<std::int64_t> rounded(Json const& value) noexcept {
    if (!value.is_number()) return std::nullopt;
    if (value.kind() == Json::Kind::unsigned_integer) return std::nullopt;
    if (value.kind() == Json::Kind::integer) {
        auto const number = value.as_int64();
        return number >= kMin && number <= kMax ? std::optional(number) : std::nullopt;
    }
    double const number = std::floor(value.as_double() + 0.5);
    if (!(number >= static_cast<double>(kMin) && number <= static_cast<double>(kMax))) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::optional<std::int64_t> truncated(Json const& value) noexcept {
    if (!value.is_number() || value.kind() == Json::Kind::unsigned_integer) return std::nullopt;
    if (value.kind() == Json::Kind::integer) return rounded(value);
    double const number = std::trunc(value.as_double());
    if (!(number >= static_cast<double>(kMin) && number <= static_cast<double>(kMax))) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::span<Intrinsic const> number_intrinsics() noexcept {
    return kNumberFunctions;
}

}  // namespace coworks::jsonpath
