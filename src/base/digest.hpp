#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coworks {

enum class DigestKind { md5, sha1, sha256, sha384, sha512 };

/// By its usual name, in upper case as AWS spells it ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").
std::optional<DigestKind> digest_kind(std::string_view name);

/// The raw bytes of the digest (OpenSSL's; a program that never calls this links nothing of it).
std::string digest(DigestKind kind, std::string_view bytes);
std::string hmac(DigestKind kind, std::string_view key, std::string_view bytes);

/// A UUID that the same text always has: version 8 (RFC 9562 section 5.8), of SHA-256's first bytes.
std::string derived_uuid(std::string_view text);

}  // namespace coworks
