#pragma once

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "local/connections/connection.hpp"
#include "net/client/http_client.hpp"

namespace coworks::local::connections {

/// The ConnectionArn that the arguments of `http:invoke` name (InvocationConfig, or Authentication as it was called
/// first); empty if they name none.
std::string connection_arn_of(Json const& arguments);

/// The request that `http:invoke` stands for, without what says who calls, or why there is none
/// (https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html, "HTTP Task fields"). The connection's
/// headers replace the definition's of the same name.
tl::expected<net::ClientRequest, std::string> http_request(Json const& arguments, Connection const& connection,
                                                           std::string_view region);

/// Whether an HTTP Task may not set a header of this name (the same page, "Headers").
bool is_reserved_header(std::string_view name);

}  // namespace coworks::local::connections
