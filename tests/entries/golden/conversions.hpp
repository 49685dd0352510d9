#pragma once

#include <coworks/tech.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace elsewhere {

/// A number that somebody else's library brings.
class Big {
public:
    explicit Big(std::string digits) : digits_(std::move(digits)) {}
    std::string const& digits() const { return digits_; }

private:
    std::string digits_;
};

inline coworks::Json to_json(Big const& value) {
    return value.digits();
}
inline Big from_json(coworks::Json const& json, std::type_identity<Big>) {
    return Big(std::string(json.as_string()));
}

/// Filled in place, and with friends.
class Colour {
public:
    friend coworks::Json to_json(Colour const& value) { return value.code_; }
    friend void from_json(coworks::Json const& json, Colour& value) { value.code_ = static_cast<int>(json.as_int64()); }

private:
    int code_ = 0;
};

}  // namespace elsewhere

/// Types of somebody else, by a pair of functions beside them.
class Conversions : public coworks::TechMicroservice {
public:
    struct Sum {
        std::vector<elsewhere::Big> parts;
        std::optional<elsewhere::Big> total;
        elsewhere::Colour colour;
    };

    elsewhere::Big post_big(elsewhere::Big value);
    std::map<std::string, elsewhere::Big> get_all();
    void post_sum(Sum sum);
    void put_with_default(std::string id, elsewhere::Big value = elsewhere::Big("0"));
};
