#pragma once

/// Exceptions that are responses: thrown by an entry, they become `application/problem+json` (RFC 9457) over HTTP, and
/// a Lambda error whose type is name() in a direct call, so that a workflow can catch it by name.

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks {

/// The name of the error of an HTTP status: 404 is "NotFound", 500 "InternalError". A status without a class below is
/// a "ClientError" (4xx) or a "ServerError".
std::string_view http_error_name(int status) noexcept;

/// Any status from 400 to 599 with a text for the caller. Throws std::invalid_argument for another status.
class HttpError : public std::runtime_error {
public:
    HttpError(int status, std::string const& text);

    int status() const noexcept { return status_; }
    /// What a workflow catches: "NotFound".
    std::string_view name() const noexcept { return http_error_name(status_); }

    /// Adds a header to the response, such as Retry-After: `throw TooManyRequests("…").header("Retry-After", "5");`
    HttpError& header(std::string name, std::string value);
    std::vector<std::pair<std::string, std::string>> const& headers() const noexcept { return headers_; }

private:
    int status_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

/// An HttpError of one status.
template <int Status>
class HttpErrorOf : public HttpError {
public:
    explicit HttpErrorOf(std::string const& text) : HttpError(Status, text) {}
};

using BadRequest = HttpErrorOf<400>;
using Unauthorized = HttpErrorOf<401>;
using PaymentRequired = HttpErrorOf<402>;
using Forbidden = HttpErrorOf<403>;
using NotFound = HttpErrorOf<404>;
using MethodNotAllowed = HttpErrorOf<405>;
using NotAcceptable = HttpErrorOf<406>;
using RequestTimeout = HttpErrorOf<408>;
using Conflict = HttpErrorOf<409>;
using Gone = HttpErrorOf<410>;
using PreconditionFailed = HttpErrorOf<412>;
using ContentTooLarge = HttpErrorOf<413>;
using UnsupportedMediaType = HttpErrorOf<415>;
using UnprocessableContent = HttpErrorOf<422>;
using Locked = HttpErrorOf<423>;
using TooManyRequests = HttpErrorOf<429>;
using InternalError = HttpErrorOf<500>;
using NotImplemented = HttpErrorOf<501>;
using BadGateway = HttpErrorOf<502>;
using ServiceUnavailable = HttpErrorOf<503>;
using GatewayTimeout = HttpErrorOf<504>;

}  // namespace coworks
