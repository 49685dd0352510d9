#pragma once

/// As much of HTTP/1.1 as the Runtime API needs: one request after the other on a connection that is kept.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace coworks::lambda {

struct Limits {
    std::size_t head_bytes_max = 64U << 10;  ///< headers of Next; a client context alone is at most 3,583 bytes
    /// An event: 6 MB for a synchronous payload (Lambda quotas, "Invocation payload"), with room for later growth.
    std::size_t body_bytes_max = 64U << 20;
};

/// A response that is being read: feed() it bytes until is_complete().
class ResponseParser {
public:
    explicit ResponseParser(Limits const& limits = {}) : limits_(limits) {}

    /// Takes the bytes that belong to this response. An error means that the other side speaks no HTTP we know.
    Result<void> feed(std::string_view bytes);
    bool is_complete() const noexcept { return state_ == State::complete; }
    bool has_begun() const noexcept { return state_ != State::head || !buffer_.empty(); }

    int status() const noexcept { return status_; }
    /// The header's value, or nothing where there is none. Names compare without case.
    std::string_view header(std::string_view name) const noexcept;
    std::string const& body() const noexcept { return body_; }
    bool keeps_connection() const noexcept { return keeps_; }

private:
    enum class State : unsigned char { head, sized_body, chunk_size, chunk, chunk_end, trailer, complete };

    Result<void> read_head(std::string_view head);
    Result<bool> advance();
    Result<bool> advance_chunk_size();
    bool take_line(std::string_view& line);

    Limits limits_;
    State state_ = State::head;
    std::string buffer_;    ///< bytes not yet understood
    std::size_t left_ = 0;  ///< of the sized body or the chunk
    std::string head_;      ///< the header lines, to which headers_ refer
    std::string body_;
    int status_ = 0;
    bool keeps_ = true;
};

}  // namespace coworks::lambda
