#pragma once

/// Values that travel as they are: raw bytes and uploaded files.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace coworks {

/// Raw bytes: a request's body as it came, or a binary result. In JSON they are base64 (RFC 4648 section 4).
class Bytes {
public:
    Bytes() = default;
    explicit Bytes(std::string bytes) noexcept : bytes_(std::move(bytes)) {}
    explicit Bytes(std::span<std::uint8_t const> bytes) : bytes_(bytes.begin(), bytes.end()) {}
    Bytes(void const* data, std::size_t size) : bytes_(static_cast<char const*>(data), size) {}

    std::uint8_t const* data() const noexcept {
        return static_cast<std::uint8_t const*>(static_cast<void const*>(bytes_.data()));
    }
    std::size_t size() const noexcept { return bytes_.size(); }
    bool empty() const noexcept { return bytes_.empty(); }
    std::uint8_t const* begin() const noexcept { return data(); }
    std::uint8_t const* end() const noexcept { return data() + size(); }

    /// The bytes as characters. Valid as long as this object lives unchanged.
    std::string_view view() const noexcept { return bytes_; }
    /// Gives the bytes away without a copy.
    std::string take() && noexcept { return std::move(bytes_); }

    friend bool operator==(Bytes const&, Bytes const&) = default;

private:
    std::string bytes_;
};

/// A file of a multipart/form-data request, or one to be sent.
struct File {
    std::string name;  ///< as the sender named it: never use it as a path
    std::string media_type = "application/octet-stream";
    Bytes content;

    friend bool operator==(File const&, File const&) = default;
};

}  // namespace coworks
