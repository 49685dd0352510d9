#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coworks::aws {

/// What an Authorization header of AWS' Signature Version 4 says
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). The local cloud reads
/// it and trusts it: the signature itself is not checked.
struct Signature {
    std::string access_key;
    std::string date;
    std::string region;
    std::string service;
};
/// A credential's scope, KEY/DATE/REGION/SERVICE/aws4_request; nothing for a text of another form.
std::optional<Signature> parse_credential(std::string_view credential);
/// Nothing for a header of another form.
std::optional<Signature> parse_signature(std::string_view header);

}  // namespace coworks::aws
