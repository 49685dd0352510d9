#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace coworks::cli {

struct HttpAnswer {
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    /// The first header of that name, without case; empty if there is none.
    std::string header(std::string_view name) const;
};

/// One request to the local cloud on this machine. Errors: "no_answer".
Result<HttpAnswer> call_local(int port, std::string_view method, std::string_view target, std::string_view body = {},
                              std::vector<std::pair<std::string, std::string>> const& headers = {});

}  // namespace coworks::cli
