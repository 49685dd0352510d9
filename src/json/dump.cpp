// Printing, without recursion.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/utf8.hpp"
#include "json/node.hpp"
#include "json/number.hpp"

namespace coworks {

namespace {

class Printer {
public:
    Printer(std::string& out, JsonDumpOptions const& options) : out_(out), options_(options) {}

    void print(Json const& value) {
        begin(value);
        while (!frames_.empty()) {
            Frame& frame = frames_.back();
            if (frame.next == frame.size) {
                bool const object = frame.members != nullptr;
                frames_.pop_back();
                new_line();
                out_ += object ? '}' : ']';
                continue;
            }
            if (frame.next > 0) out_ += ',';
            new_line();
            std::size_t const place = frame.order.empty() ? frame.next : frame.order[frame.next];
            ++frame.next;
            if (frame.members != nullptr) {
                string(frame.members[place].name());
                out_ += options_.indent > 0 ? ": " : ":";
                begin(frame.members[place].value);
            } else {
                begin(frame.items[place]);
            }
        }
    }

private:
    struct Frame {
        Json const* items = nullptr;
        Json::Member const* members = nullptr;
        std::size_t size = 0;
        std::size_t next = 0;
        std::vector<std::size_t> order;  ///< of the members, where they are sorted
    };

    void new_line() {
        if (options_.indent <= 0) return;
        out_ += '\n';
        out_.append(frames_.size() * static_cast<std::size_t>(options_.indent), ' ');
    }

    /// Prints a scalar, or opens an array or object.
    void begin(Json const& value) {
        switch (value.kind()) {
            case Json::Kind::null:
                out_ += "null";
                return;
            case Json::Kind::boolean:
                out_ += value.as_bool() ? "true" : "false";
                return;
            case Json::Kind::integer:
                integer(value.as_int64());
                return;
            case Json::Kind::unsigned_integer:
                integer(value.as_uint64());
                return;
            case Json::Kind::real:
                real(value.as_double());
                return;
            case Json::Kind::string:
                string(value.as_string());
                return;
            case Json::Kind::array:
                if (value.empty()) {
                    out_ += "[]";
                    return;
                }
                out_ += '[';
                frames_.push_back({value.items().data(), nullptr, value.size(), 0, {}});
                return;
            case Json::Kind::object:
                if (value.empty()) {
                    out_ += "{}";
                    return;
                }
                out_ += '{';
                frames_.push_back({nullptr, value.members().data(), value.size(), 0, order_of(value)});
                return;
        }
    }

    std::vector<std::size_t> order_of(Json const& object) const {
        std::vector<std::size_t> order;
        if (!options_.sort_keys) return order;
        auto const members = object.members();
        for (std::size_t i = 0; i < members.size(); ++i)
            order.push_back(i);
        std::ranges::sort(order, {}, [members](std::size_t i) { return members[i].name(); });
        return order;
    }

    template <class I>
    void integer(I value) {
        char buffer[24];
        out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    }

    void real(double value) {
        if (!std::isfinite(value)) throw JsonError("a number that is not finite has no JSON form");
        if (options_.ecmascript_numbers) {
            append_ecmascript_number(out_, value);
            return;
        }
        char buffer[32];
        char* const end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
        out_.append(buffer, end);
        bool const looks_integer = std::all_of(buffer, end, [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
        if (looks_integer) out_ += ".0";
    }

    void escape(std::uint32_t unit) {
        constexpr char kHex[] = "0123456789abcdef";
        out_ += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            out_ += kHex[unit >> shift & 0xf];
    }

    void control(char c) {
        switch (c) {
            case '\b':
                out_ += "\\b";
                return;
            case '\f':
                out_ += "\\f";
                return;
            case '\n':
                out_ += "\\n";
                return;
            case '\r':
                out_ += "\\r";
                return;
            case '\t':
                out_ += "\\t";
                return;
            default:
                escape(static_cast<unsigned char>(c));
        }
    }

    void string(std::string_view text) {
        out_ += '"';
        char const* at = text.data();
        char const* const end = at + text.size();
        char const* plain = at;
        while (at != end) {
            auto const c = static_cast<unsigned char>(*at);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                ++at;
                continue;
            }
            out_.append(plain, at);
            if (c == '"' || c == '\\') {
                out_ += '\\';
                out_ += *at++;
            } else if (c < 0x20) {
                control(*at++);
            } else {
                at = other_character(at, end);
            }
            plain = at;
        }
        out_.append(plain, end);
        out_ += '"';
    }

    /// Prints the character that is not plain ASCII at `at`, and returns what follows it.
    char const* other_character(char const* at, char const* end) {
        std::size_t const length = utf8_length(at, end);
        if (length == 0) return lone_surrogate(at, end);
        if (options_.ascii) {
            escape_code_point(at, length);
        } else {
            out_.append(at, length);
        }
        return at + length;
    }

    void escape_code_point(char const* at, std::size_t length) {
        constexpr unsigned kFirstMask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
        std::uint32_t code = static_cast<unsigned char>(*at) & kFirstMask[length];
        for (std::size_t i = 1; i < length; ++i)
            code = code << 6 | (static_cast<unsigned char>(at[i]) & 0x3f);
        if (code >= 0x10000) {
            escape(0xd800 + ((code - 0x10000) >> 10));
            escape(0xdc00 + ((code - 0x10000) & 0x3ff));
        } else {
            escape(code);
        }
    }

    char const* lone_surrogate(char const* at, char const* end) {
        auto const byte = [at](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(at[i])); };
        if (end - at < 3 || byte(0) != 0xed || byte(1) < 0xa0 || byte(1) > 0xbf || (byte(2) & 0xc0) != 0x80) {
            throw JsonError("a text is not valid UTF-8");
        }
        escape(0xd000 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f));
        return at + 3;
    }

    std::string& out_;
    JsonDumpOptions const& options_;
    std::vector<Frame> frames_;
};

}  // namespace

void Json::dump_to(std::string& out, JsonDumpOptions const& options) const {
    Printer(out, options).print(*this);
}

std::string Json::dump(JsonDumpOptions const& options) const {
    std::string out;
    dump_to(out, options);
    return out;
}

}  // namespace coworks
