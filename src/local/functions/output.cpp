#include "local/functions/output.hpp"

#include <unistd.h>

#include <array>
#include <boost/system/error_code.hpp>

namespace coworks::local::functions {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Read at once.
constexpr std::size_t kPiece = 16U << 10;
/// What a pipe holds (pipe(7), "Pipe capacity"), and so all that was written before one looks.
constexpr std::size_t kPipe = 64U << 10;
/// The most that a process can make it hold (/proc/sys/fs/pipe-max-size).
constexpr std::size_t kPipeMax = 1U << 20;

}  // namespace

class Output::State : public std::enable_shared_from_this<State> {
public:
    State(asio::io_context& loop, int descriptor, OnLine on_line)
        : stream_(loop, ::dup(descriptor)), on_line_(std::move(on_line)) {}

    void watch() {
        if (!stream_.is_open()) return;
        stream_.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](error_code error) {
            if (error) return;
            // One piece a turn: who prints without an end must leave turns to everybody else.
            if (self->read(kPiece)) self->watch();
        });
    }

    /// What is there, `bytes_max` of it at most. False at the end of the output.
    bool read(std::size_t bytes_max) {
        std::array<char, kPiece> buffer;
        for (std::size_t bytes = 0; stream_.is_open() && bytes < bytes_max; bytes += buffer.size()) {
            ssize_t const got = ::read(stream_.native_handle(), buffer.data(), buffer.size());
            if (got < 0) return errno == EAGAIN || errno == EINTR;
            if (got == 0) return false;
            add({buffer.data(), static_cast<std::size_t>(got)});
            if (static_cast<std::size_t>(got) < buffer.size()) return true;
        }
        return stream_.is_open();
    }

    void add(std::string_view text) {
        for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
            line_ += text.substr(0, end);
            text.remove_prefix(end + 1);
            flush();
        }
        line_ += text;
        if (line_.size() >= kLineMax) flush();
    }

    void flush() {
        if (on_line_) on_line_(line_);
        line_.clear();
    }

    void close() {
        if (!line_.empty()) flush();
        on_line_ = nullptr;
        error_code ignored;
        stream_.close(ignored);
    }

private:
    asio::posix::stream_descriptor stream_;
    OnLine on_line_;
    std::string line_;
};

Output::Output(asio::io_context& loop, int descriptor, OnLine on_line)
    : state_(std::make_shared<State>(loop, descriptor, std::move(on_line))) {
    state_->watch();
}

Output::~Output() {
    state_->close();
}

void Output::drain() {
    state_->read(kPipe);
}

void Output::finish() {
    state_->read(kPipeMax);
    state_->close();
}

}  // namespace coworks::local::functions
