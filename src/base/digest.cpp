#include "base/digest.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdlib>

#include "base/base64.hpp"

namespace coworks {

namespace {

EVP_MD const* algorithm_of(DigestKind kind) {
    switch (kind) {
        case DigestKind::md5:
            return EVP_md5();
        case DigestKind::sha1:
            return EVP_sha1();
        case DigestKind::sha256:
            return EVP_sha256();
        case DigestKind::sha384:
            return EVP_sha384();
        case DigestKind::sha512:
            return EVP_sha512();
    }
    std::abort();
}

}  // namespace

std::optional<DigestKind> digest_kind(std::string_view name) {
    if (name == "MD5") return DigestKind::md5;
    if (name == "SHA-1") return DigestKind::sha1;
    if (name == "SHA-256") return DigestKind::sha256;
    if (name == "SHA-384") return DigestKind::sha384;
    if (name == "SHA-512") return DigestKind::sha512;
    return std::nullopt;
}

std::string digest(DigestKind kind, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned size = 0;
    // Fails only without memory, or where the system's policy forbids the algorithm.
    if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm_of(kind), nullptr) != 1) std::abort();
    return {reinterpret_cast<char const*>(out.data()), size};
}

std::string hmac(DigestKind kind, std::string_view key, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned size = 0;
    auto const* const made =
        HMAC(algorithm_of(kind), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), out.data(), &size);
    if (made == nullptr) std::abort();
    return {reinterpret_cast<char const*>(out.data()), size};
}

std::string derived_uuid(std::string_view text) {
    std::string bytes = digest(DigestKind::sha256, text).substr(0, 16);
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0f) | 0x80);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3f) | 0x80);
    std::string uuid = hex_encode(bytes);
    for (std::size_t const at : {20, 16, 12, 8})
        uuid.insert(at, 1, '-');
    return uuid;
}

}  // namespace coworks
