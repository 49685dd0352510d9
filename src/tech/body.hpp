#pragma once

/// The body of a request, read once: JSON, a form, multipart, or just bytes.

#include <coworks/json.hpp>
#include <coworks/request.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::tech {

struct Body {
    enum class Kind : unsigned char { none, json, form, multipart, other };

    Kind kind = Kind::none;
    Json json{};                                              ///< of Kind::json
    std::map<std::string, std::vector<std::string>> texts{};  ///< fields of forms and multipart bodies
    std::map<std::string, std::vector<File>> files{};         ///< parts with a file name, and expected uploads
    std::string media_type{};                                 ///< as it was sent, without parameters, in lower case
};

/// Reads a body by its Content-Type; without one, as JSON. Throws HttpError: 400 for a body that is not what it says,
/// 415 for JSON that is sent as a form (curl -d), which says how to send it. Parts named in `uploads` are files also
/// without a file name, which a part should have but need not (RFC 7578 section 4.2).
Body read_body(Request const& request, std::set<std::string> const& uploads = {});

/// name=value&…; broken percent-encoding is a 400.
std::map<std::string, std::vector<std::string>> read_form(std::string_view text);

/// RFC 7578; 1,000 parts at most.
void read_multipart(std::string_view text, std::string_view content_type, Body& body,
                    std::set<std::string> const& uploads = {});

}  // namespace coworks::tech
