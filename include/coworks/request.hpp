#pragma once

/// What came in.

#include <coworks/json.hpp>
#include <coworks/values.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks {

/// Names and values in their order, such as headers or a query.
using NamedValues = std::vector<std::pair<std::string, std::string>>;

/// An HTTP request (or a direct call, seen as one: the entry's method and path, its members as a JSON body).
/// Ordinary data: before_request() may change what is bound afterwards.
struct Request {
    std::string method = "GET";
    std::string path = "/";        ///< relative to the service, as it came: percent-encoded unless path_is_decoded
    bool path_is_decoded = false;  ///< HTTP APIs decode the path before they pass it on
    NamedValues query;             ///< decoded, in order
    NamedValues headers;           ///< in order; names compare without case
    Bytes body;
    std::string remote_address;  ///< of the caller; empty if unknown
    std::string host;            ///< the name the caller used
    Json event;                  ///< the whole event of Lambda; null in a direct call

    /// The header's value, or nothing. Several are joined by ", " (RFC 9110 section 5.3).
    std::optional<std::string> header(std::string_view name) const;
    /// The first value of a query parameter, or nothing.
    std::optional<std::string> query_value(std::string_view name) const;
    /// The value of a cookie (RFC 6265), or nothing.
    std::optional<std::string> cookie(std::string_view name) const;
    /// The body as JSON; throws JsonError if it is none.
    Json json() const;
};

/// A parameter of this type receives every query or body member that no other parameter took.
class Params {
public:
    Params() = default;
    explicit Params(Json members, std::vector<File> files = {})
        : members_(std::move(members)), files_(std::move(files)) {}

    /// All of them as an object; values of a query or form are texts, repeated ones lists.
    Json const& json() const noexcept { return members_; }
    bool contains(std::string_view name) const noexcept { return members_.contains(name); }
    /// The member, or null.
    Json const& operator[](std::string_view name) const noexcept { return members_[name]; }
    std::size_t size() const noexcept { return members_.size(); }
    /// Uploads that no other parameter took.
    std::vector<File> const& files() const noexcept { return files_; }

private:
    Json members_ = Json::object();
    std::vector<File> files_;
};

}  // namespace coworks
