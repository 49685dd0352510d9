#pragma once

#include <string_view>

namespace coworks::jsonata {

/// The reference's text for an error code, with its placeholders; empty for an unknown code.
std::string_view message_template(std::string_view code) noexcept;

}  // namespace coworks::jsonata
