// RFC 8259, with the number and surrogate rules that coworks/json.hpp states. Nesting lives in a stack of its own.

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/utf8.hpp"
#include "json/node.hpp"

namespace coworks {

namespace {

class Parser {
public:
    Parser(std::string_view text, JsonParseOptions const& options)
        : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()), options_(options) {}

    Json document() {
        if (static_cast<std::size_t>(end_ - begin_) > options_.bytes_max) {
            throw JsonError("the text is longer than " + std::to_string(options_.bytes_max) + " bytes",
                            options_.bytes_max);
        }
        skip_space();
        read_all();
        skip_space();
        if (at_ != end_) fail("unexpected text after the value");
        return std::move(values_.back());
    }

private:
    struct Frame {
        std::size_t first;  ///< where its values begin in values_
        bool object;
    };

    [[noreturn]] void fail(char const* message) const { fail_at(message, at_); }
    [[noreturn]] void fail_at(std::string const& message, char const* place) const {
        throw JsonError(message, static_cast<std::size_t>(place - begin_));
    }

    void skip_space() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r'))
            ++at_;
    }

    char peek() const {
        if (at_ == end_) fail("the text ends too early");
        return *at_;
    }

    /// Reads values until the outermost one is complete: a value, then what follows it in its array or object.
    void read_all() {
        while (true) {
            if (!begin_value()) continue;
            while (true) {
                if (frames_.empty()) return;
                skip_space();
                char const next = peek();
                bool const object = frames_.back().object;
                if (next == ',') {
                    ++at_;
                    skip_space();
                    if (object) read_name();
                    break;
                }
                if (next != (object ? '}' : ']')) fail(object ? "expected ',' or '}'" : "expected ',' or ']'");
                ++at_;
                close();
            }
        }
    }

    /// True if a whole value was read, false if an array or object was opened that has a first value to read.
    bool begin_value() {
        switch (peek()) {
            case '{':
                return open(true);
            case '[':
                return open(false);
            case '"':
                values_.push_back(read_string());
                return true;
            case 't':
                literal("true", Json(true));
                return true;
            case 'f':
                literal("false", Json(false));
                return true;
            case 'n':
                literal("null", Json());
                return true;
            default:
                values_.push_back(read_number());
                return true;
        }
    }

    bool open(bool object) {
        if (frames_.size() >= options_.depth_max) fail("nested deeper than allowed");
        ++at_;
        frames_.push_back({values_.size(), object});
        skip_space();
        if (peek() == (object ? '}' : ']')) {
            ++at_;
            close();
            return true;
        }
        if (object) read_name();
        return false;
    }

    void close() {
        Frame const frame = frames_.back();
        frames_.pop_back();
        auto const own = std::span(values_).subspan(frame.first);
        Json made = frame.object ? detail::JsonAccess::object_of(own) : detail::JsonAccess::array_of(own);
        values_.resize(frame.first);
        values_.push_back(std::move(made));
    }

    void read_name() {
        if (peek() != '"') fail("expected a member's name in quotes");
        values_.push_back(read_string());
        skip_space();
        if (peek() != ':') fail("expected ':'");
        ++at_;
        skip_space();
    }

    void literal(std::string_view word, Json value) {
        if (static_cast<std::size_t>(end_ - at_) < word.size() || std::memcmp(at_, word.data(), word.size()) != 0) {
            fail("expected a value");
        }
        at_ += word.size();
        values_.push_back(std::move(value));
    }

    // --- Numbers (RFC 8259 section 6) ------------------------------------------------------------------------------

    static bool digit(char c) { return c >= '0' && c <= '9'; }

    void digits(char const* message) {
        if (at_ == end_ || !digit(*at_)) fail(message);
        while (at_ != end_ && digit(*at_))
            ++at_;
    }

    Json read_number() {
        char const* const first = at_;
        bool const negative = *at_ == '-';
        if (negative) ++at_;
        if (at_ == end_ || !digit(*at_)) fail_at(negative ? "expected a digit after '-'" : "expected a value", at_);
        if (*at_ == '0') {
            ++at_;
            if (at_ != end_ && digit(*at_)) fail("a number may not begin with 0 and another digit");
        } else {
            digits("expected a digit");
        }
        if (at_ != end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E')) return read_real(first);
        return integer(first, negative);
    }

    Json integer(char const* first, bool negative) {
        if (negative) {
            std::int64_t value = 0;
            if (std::from_chars(first, at_, value).ec != std::errc()) return real(first);
            return value;
        }
        std::uint64_t value = 0;
        if (std::from_chars(first, at_, value).ec != std::errc()) return real(first);
        return value;
    }

    Json read_real(char const* first) {
        if (*at_ == '.') {
            ++at_;
            digits("expected a digit after '.'");
        }
        if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
            ++at_;
            if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
            digits("expected a digit in the exponent");
        }
        return real(first);
    }

    Json real(char const* first) {
        double value = 0;
        auto const [rest, error] = std::from_chars(first, at_, value);
        if (error == std::errc()) return value;
        if (beyond_one(first)) fail_at("the number is beyond a double's range", first);
        return *first == '-' ? -0.0 : 0.0;
    }

    /// Whether a number that no double is near is too large (or else too small): the place of its first digit that is
    /// not 0 against its exponent.
    bool beyond_one(char const* first) const {
        char const* at = *first == '-' ? first + 1 : first;
        std::int64_t place = 0;
        bool fraction = false;
        bool counting = false;
        for (; at != at_ && *at != 'e' && *at != 'E'; ++at) {
            if (*at == '.') {
                fraction = true;
            } else {
                if (fraction && !counting) place -= 1;
                counting = counting || *at != '0';
                if (!fraction && counting) place += 1;
            }
        }
        std::int64_t exponent = 0;
        if (at != at_) {
            char const* const sign = at + 1;
            auto const parsed = std::from_chars(*sign == '+' ? sign + 1 : sign, at_, exponent);
            if (parsed.ec != std::errc()) return *sign != '-';
        }
        // Not place + exponent: the exponent may be the largest number that there is.
        return exponent > -place;
    }

    // --- Strings (section 7) -----------------------------------------------------------------------------------------

    Json read_string() {
        char const* const first = ++at_;
        skip_plain();
        if (at_ != end_ && *at_ == '"') return std::string_view(first, static_cast<std::size_t>(at_++ - first));
        scratch_.assign(first, at_);
        while (true) {
            if (at_ == end_) fail_at("a string without its closing quote", first - 1);
            if (*at_ == '"') break;
            if (*at_ == '\\') {
                read_escape();
            } else if (static_cast<unsigned char>(*at_) < 0x20) {
                fail("a control character in a string must be escaped");
            } else {
                fail("the text is not valid UTF-8");
            }
            char const* const run = at_;
            skip_plain();
            scratch_.append(run, at_);
        }
        ++at_;
        return std::string_view(scratch_);
    }

    /// Goes on to the next quote, backslash, control character or fault in UTF-8.
    void skip_plain() {
        while (true) {
            while (end_ - at_ >= 8) {
                std::uint64_t word;
                std::memcpy(&word, at_, 8);
                constexpr std::uint64_t kOnes = 0x0101010101010101;
                constexpr std::uint64_t kHigh = 0x8080808080808080;
                std::uint64_t const quotes = word ^ (kOnes * '"');
                std::uint64_t const slashes = word ^ (kOnes * '\\');
                // A byte is special if it is below 0x20, a quote, a backslash or not ASCII; the subtraction tells the
                // lowest such byte exactly, which is all that is asked.
                std::uint64_t const special =
                    ((word - kOnes * 0x20) | (quotes - kOnes) | (slashes - kOnes) | word) & kHigh;
                if (special != 0) {
                    at_ += std::countr_zero(special) / 8;
                    break;
                }
                at_ += 8;
            }
            while (at_ != end_) {
                auto const c = static_cast<unsigned char>(*at_);
                if (c < 0x20 || c == '"' || c == '\\' || c >= 0x80) break;
                ++at_;
            }
            if (at_ == end_ || static_cast<unsigned char>(*at_) < 0x80) return;
            std::size_t const length = utf8_length(at_, end_);
            if (length == 0) return;
            at_ += length;
        }
    }

    void read_escape() {
        char const* const backslash = at_++;
        if (at_ == end_) fail_at("a string without its closing quote", backslash);
        switch (*at_++) {
            case '"':
                scratch_ += '"';
                return;
            case '\\':
                scratch_ += '\\';
                return;
            case '/':
                scratch_ += '/';
                return;
            case 'b':
                scratch_ += '\b';
                return;
            case 'f':
                scratch_ += '\f';
                return;
            case 'n':
                scratch_ += '\n';
                return;
            case 'r':
                scratch_ += '\r';
                return;
            case 't':
                scratch_ += '\t';
                return;
            case 'u':
                read_code_point(backslash);
                return;
            default:
                fail_at("unknown escape in a string", backslash);
        }
    }

    void read_code_point(char const* backslash) {
        std::uint32_t code = read_hex(backslash);
        if (code >= 0xd800 && code <= 0xdbff && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u') {
            char const* const second = at_;
            at_ += 2;
            std::uint32_t const low = read_hex(second);
            if (low >= 0xdc00 && low <= 0xdfff) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            } else {
                at_ = second;
            }
        }
        if (code >= 0xd800 && code <= 0xdfff && !options_.allow_lone_surrogates) {
            fail_at("half of a surrogate pair", backslash);
        }
        append_utf8(scratch_, code);
    }

    std::uint32_t read_hex(char const* backslash) {
        std::uint32_t code = 0;
        if (end_ - at_ < 4) fail_at("expected four hexadecimal digits after \\u", backslash);
        auto const [rest, error] = std::from_chars(at_, at_ + 4, code, 16);
        if (error != std::errc() || rest != at_ + 4) fail_at("expected four hexadecimal digits after \\u", backslash);
        at_ += 4;
        return code;
    }

    char const* begin_;
    char const* at_;
    char const* end_;
    JsonParseOptions const& options_;
    std::vector<Json> values_;
    std::vector<Frame> frames_;
    std::string scratch_;
};

}  // namespace

Json Json::parse(std::string_view text, JsonParseOptions const& options) {
    Json value = Parser(text, options).document();
    if (options.keep_source && value.dump() != text) return value.with_source(text);
    return value;
}

}  // namespace coworks
