#pragma once

#include <coworks/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace coworks::local::states {

struct SdkHeader {
    std::string_view name;
    std::string value;
};

/// What the service's SDK says of the HTTP response behind a Task's output, in the order of the recordings:
/// AllHttpHeaders as they came, each a list; HttpHeaders sorted, whatever the case of their names.
Json sdk_http_metadata(std::span<SdkHeader const> headers, int status);

}  // namespace coworks::local::states
