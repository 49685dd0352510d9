#pragma once

#include <coworks/tech.hpp>
#include <string>

namespace company::shop {

inline namespace v2 {
struct Money {
    long cents = 0;
    std::string currency = "EUR";
};
}  // namespace v2

namespace detail {
enum class Kind { small, large };
}

using Price = Money;

namespace api {

using namespace detail;

/// A class in the depths.
class Prices : public coworks::TechMicroservice {
public:
    Price get_prices(std::string item, Kind kind = Kind::small, long least = limits::kLeast);

private:
    struct limits {
        static constexpr long kLeast = 5;
    };
};

}  // namespace api
}  // namespace company::shop
