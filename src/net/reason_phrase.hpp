#pragma once

#include <string_view>

namespace coworks::net {

/// What a status is called ("Not Found"; RFC 9110 section 15); empty for one that has no name, as RFC 9112 section 4
/// lets a status line be.
std::string_view reason_phrase(unsigned status);

}  // namespace coworks::net
