#pragma once

/// The intrinsic functions behind their names (Developer Guide, "Intrinsic functions for JSONPath states").

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jsonpath/jsonpath.hpp"

namespace coworks::jsonpath {

/// The values a function is called with, and what it may use besides.
struct Arguments {
    std::vector<Json> values;
    std::vector<std::string> const* pieces = nullptr;  ///< a literal template of States.Format, cut at each `{}`
    Random& random;
    Limits const& limits;

    Json const& operator[](std::size_t index) const { return values[index]; }
    std::size_t size() const noexcept { return values.size(); }
};

struct Intrinsic {
    std::string_view name;  ///< without "States."
    std::size_t arguments_min;
    std::size_t arguments_max;
    Outcome<Json> (*run)(Arguments const&);
};

/// The function of that name ("Format"), or nullptr.
Intrinsic const* find_intrinsic(std::string_view name) noexcept;
std::span<Intrinsic const> array_intrinsics() noexcept;
std::span<Intrinsic const> text_intrinsics() noexcept;
std::span<Intrinsic const> number_intrinsics() noexcept;

inline tl::unexpected<Failure> unfit(std::string message) {
    return tl::unexpected(Failure{.kind = Failure::Kind::argument, .message = std::move(message)});
}

/// A number rounded as the service does (Java's Math.round: halves go up, -1.5 to -1), within 32 bits; nothing for
/// anything else.
std::optional<std::int64_t> rounded(Json const& value) noexcept;

/// Cuts a template at each `{}`; a backslash takes the meaning from what follows it.
std::vector<std::string> cut_template(std::string_view text);

}  // namespace coworks::jsonpath
