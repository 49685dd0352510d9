#include "lambda/http_message.hpp"

#include <algorithm>
#include <charconv>

#include "base/http_text.hpp"

namespace coworks::lambda {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) noexcept {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc{} && end == text.data() + text.size();
}

tl::unexpected<Error> malformed(std::string what) {
    return fail("bad_runtime_api", "the Runtime API's answer is malformed", std::move(what));
}

}  // namespace

std::string_view ResponseParser::header(std::string_view name) const noexcept {
    std::string_view rest = head_;
    while (!rest.empty()) {
        auto const end = std::min(rest.find("\r\n"), rest.size());
        auto const line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        auto const colon = line.find(':');
        if (colon != std::string_view::npos && equals_ignoring_case(line.substr(0, colon), name))
            return trim_blanks(line.substr(colon + 1));
    }
    return {};
}

Result<void> ResponseParser::feed(std::string_view bytes) {
    buffer_.append(bytes);
    while (state_ != State::complete) {
        auto moved = advance();
        if (!moved) return tl::unexpected(moved.error());
        if (!*moved) return {};
    }
    return {};
}

Result<bool> ResponseParser::advance() {
    switch (state_) {
        case State::head: {
            auto const end = buffer_.find("\r\n\r\n");
            if (end == std::string::npos) {
                if (buffer_.size() > limits_.head_bytes_max) return malformed("its head is too long");
                return false;
            }
            auto read = read_head(std::string_view(buffer_).substr(0, end));
            if (!read) return tl::unexpected(read.error());
            buffer_.erase(0, end + 4);
            return true;
        }
        case State::sized_body:
        case State::chunk: {
            auto const taken = std::min(left_, buffer_.size());
            body_.append(buffer_, 0, taken);
            buffer_.erase(0, taken);
            left_ -= taken;
            if (left_ > 0) return false;
            state_ = state_ == State::chunk ? State::chunk_end : State::complete;
            return true;
        }
        case State::chunk_size:
            return advance_chunk_size();
        case State::chunk_end:
        case State::trailer: {
            std::string_view line;
            if (!take_line(line)) return false;
            bool const is_last = state_ == State::trailer && line.empty();
            buffer_.erase(0, line.size() + 2);
            if (state_ == State::chunk_end) {
                state_ = State::chunk_size;
            } else if (is_last) {
                state_ = State::complete;
            }
            return true;
        }
        case State::complete:
            break;
    }
    return false;
}

bool ResponseParser::take_line(std::string_view& line) {
    auto const end = buffer_.find("\r\n");
    if (end == std::string::npos) return false;
    line = std::string_view(buffer_).substr(0, end);
    return true;
}

Result<bool> ResponseParser::advance_chunk_size() {
    std::string_view line;
    if (!take_line(line)) {
        if (buffer_.size() > limits_.head_bytes_max) return malformed("a chunk's size is too long");
        return false;
    }
    std::size_t size = 0;
    if (!read_number(trim_blanks(line.substr(0, line.find(';'))), size, 16)) return malformed("a chunk has no size");
    if (size > limits_.body_bytes_max || body_.size() + size > limits_.body_bytes_max)
        return malformed("its body is too long");
    buffer_.erase(0, line.size() + 2);
    left_ = size;
    state_ = size == 0 ? State::trailer : State::chunk;
    return true;
}

Result<void> ResponseParser::read_head(std::string_view head) {
    auto const line_end = std::min(head.find("\r\n"), head.size());
    auto const line = head.substr(0, line_end);
    if (!line.starts_with("HTTP/1.") || line.size() < 12 || !read_number(line.substr(9, 3), status_))
        return malformed("its status line");
    head_ = std::string(head.substr(std::min(line_end + 2, head.size())));
    keeps_ = !equals_ignoring_case(header("connection"), "close") && line[7] == '1';
    if (equals_ignoring_case(header("transfer-encoding"), "chunked")) {
        state_ = State::chunk_size;
        return {};
    }
    auto const length = header("content-length");
    if (!length.empty() && !read_number(length, left_)) return malformed("its Content-Length");
    if (left_ > limits_.body_bytes_max) return malformed("its body is too long");
    body_.reserve(left_);
    state_ = left_ == 0 ? State::complete : State::sized_body;
    return {};
}

}  // namespace coworks::lambda
