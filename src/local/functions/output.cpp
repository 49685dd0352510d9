#include "local/functions/output.hpp"

#include <unistd.h>

#include <array>
#include <boost/system/error_code.hpp>

namespace coworks::local::functions {

namespace asio = boost::asio;
using boost::system::error_code;

class Output::State : public std::enable_shared_from_this<State> {
public:
    State(asio::io_context& loop, int descriptor, OnLine on_line)
        : stream_(loop, ::dup(descriptor)), on_line_(std::move(on_line)) {}

    void watch() {
        if (!stream_.is_open()) return;
        stream_.async_wait(asio::posix::stream_descriptor::wait_read, [self = shared_from_this()](error_code error) {
            if (error) return;
            if (self->read()) self->watch();
        });
    }

    /// False at the end of the output.
    bool read() {
        std::array<char, 16384> buffer;
        while (stream_.is_open()) {
            ssize_t const got = ::read(stream_.native_handle(), buffer.data(), buffer.size());
            if (got < 0) return errno == EAGAIN || errno == EINTR;
            if (got == 0) return false;
            add({buffer.data(), static_cast<std::size_t>(got)});
            if (static_cast<std::size_t>(got) < buffer.size()) return true;
        }
        return false;
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
    state_->read();
}

void Output::finish() {
    state_->read();
    state_->close();
}

}  // namespace coworks::local::functions
