#pragma once

/// A value on its way in, as its readers look at it.

#include <coworks/detail/codec.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace coworks::detail {

/// Of what a caller sent an answer quotes so many bytes.
inline constexpr std::size_t kPreviewMax = 60;

/// What stands there, bounded, for "expected …, found …".
std::string preview(Input const& in);

/// The one text of a path segment, a query or form parameter.
std::string const* single(Input const& in);

/// The text of a scalar that is text in JSON, too (dates, enumerators).
std::optional<std::string_view> text_of(Input const& in);

}  // namespace coworks::detail
