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
    std::vector<std::string> const* pieces = nullptr;  ///< a literal template of States.Format, cut by cut_template
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

/// The arguments are of no use to the function. The service says no more than that; so the text is made in one place.
inline tl::unexpected<Failure> unfit(std::string detail = {}) {
    return tl::unexpected(Failure{.kind = Failure::Kind::argument, .message = std::move(detail)});
}

/// A number rounded as the service does (Java's Math.round: halves go up, -1.5 to -1), within 32 bits; nothing for
/// anything else.
std::optional<std::int64_t> rounded(Json const& value) noexcept;

/// A number cut to a whole one (2.6 to 2), within 32 bits; nothing for anything else.
std::optional<std::int64_t> truncated(Json const& value) noexcept;

/// Cuts a template at each `{}`; a backslash takes the meaning from what follows it. Empty if a brace stands alone.
std::vector<std::string> cut_template(std::string_view text);

}  // namespace coworks::jsonpath
