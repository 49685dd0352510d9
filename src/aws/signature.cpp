#include "aws/signature.hpp"

#include <algorithm>
#include <array>

namespace coworks::aws {

namespace {

/// The value of "NAME=…" among parts that commas separate; empty if there is none.
std::string_view part_of(std::string_view header, std::string_view name) {
    auto at = header.find(name);
    if (at == std::string_view::npos) return {};
    at += name.size();
    return header.substr(at, std::min(header.find(',', at), header.size()) - at);
}

}  // namespace

std::optional<Signature> parse_credential(std::string_view credential) {
    // KEY/DATE/REGION/SERVICE/aws4_request
    std::array<std::string_view, 5> scope;
    for (std::string_view& part : scope) {
        auto const slash = std::min(credential.find('/'), credential.size());
        part = credential.substr(0, slash);
        credential.remove_prefix(std::min(slash + 1, credential.size()));
        if (part.empty()) return std::nullopt;
    }
    if (scope[4] != "aws4_request" || !credential.empty()) return std::nullopt;
    return Signature{.access_key = std::string(scope[0]),
                     .date = std::string(scope[1]),
                     .region = std::string(scope[2]),
                     .service = std::string(scope[3])};
}

std::optional<Signature> parse_signature(std::string_view header) {
    if (!header.starts_with("AWS4-HMAC-SHA256 ")) return std::nullopt;
    if (part_of(header, "SignedHeaders=").empty() || part_of(header, "Signature=").empty()) return std::nullopt;
    return parse_credential(part_of(header, "Credential="));
}

}  // namespace coworks::aws
