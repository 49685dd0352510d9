#include "asl/check/jackson.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "base/utf8.hpp"

namespace coworks::asl {

namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

/// Walks a text as far as Jackson's tokens go, remembering what stands open.
class Walk {
public:
    explicit Walk(std::string_view text) : text_(text) {}

    std::optional<JsonReason> find() {
        while (!fault_) {
            skip_blanks();
            if (at_ == text_.size()) return fault_ = at_end();
            step(text_[at_]);
            if (done_) return fault_;
        }
        return fault_;
    }

private:
    enum class Expect { value, first_value, first_name, name, colon, separator, nothing };
    struct Level {
        bool object;
        std::size_t start;
    };

    void skip_blanks() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
            ++at_;
    }

    void step(char c) {
        switch (expect_) {
            case Expect::first_value:
                if (c == ']') return close(c);
                return value(c);
            case Expect::value:
                return value(c);
            case Expect::first_name:
            case Expect::name:
                if (c == '}' && expect_ == Expect::first_name) return close(c);
                if (c != '"') return unexpected("was expecting double-quote to start field name");
                string();
                expect_ = Expect::colon;
                return;
            case Expect::colon:
                if (c != ':') return unexpected("was expecting a colon to separate field name and value");
                ++at_;
                expect_ = Expect::value;
                return;
            case Expect::separator:
                if (c == '}' || c == ']') return close(c);
                if (c != ',')
                    return unexpected(std::string("was expecting comma to separate ") +
                                      (open_.back().object ? "Object" : "Array") + " entries");
                ++at_;
                expect_ = open_.back().object ? Expect::name : Expect::value;
                return;
            case Expect::nothing:
                done_ = true;
                return;
        }
    }

    void value(char c) {
        if (c == '"') {
            string();
            return after_value();
        }
        if (c == '{' || c == '[') {
            open_.push_back({.object = c == '{', .start = at_++});
            expect_ = c == '{' ? Expect::first_name : Expect::first_value;
            return;
        }
        if (c == '-' || std::isdigit(static_cast<unsigned char>(c)) != 0) return number();
        if (is_word(c)) return word();
        unexpected("expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
    }

    void word() {
        auto const end = std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.end(), is_word);
        auto const token = text_.substr(at_, static_cast<std::size_t>(end - text_.begin()) - at_);
        at_ += token.size();
        if (token == "true" || token == "false" || token == "null") return after_value();
        fault_ = {.text = "Unrecognized token '" + std::string(token) +
                          "': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                  .offset = at_};
    }

    void number() {
        auto const start = at_;
        while (at_ < text_.size() &&
               (is_word(text_[at_]) || std::string_view("+-.").find(text_[at_]) != std::string_view::npos))
            ++at_;
        try {
            Json::parse(text_.substr(start, at_ - start));
        } catch (JsonError const&) {
            done_ = true;  // what Jackson says of numbers depends on their length, too: ours then
            return;
        }
        after_value();
    }

    void string() {
        for (++at_; at_ < text_.size(); ++at_) {
            auto const byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '"') {
                ++at_;
                return;
            }
            if (byte < 0x20) {
                fault_ = {.text = "Illegal unquoted character ((CTRL-CHAR, code " + std::to_string(byte) +
                                  ")): has to be escaped using backslash to be included in string value",
                          .offset = at_};
                return;
            }
            if (byte != '\\') continue;
            if (++at_ == text_.size()) break;
            if (std::string_view("\"\\/bfnrtu").find(text_[at_]) == std::string_view::npos) {
                fault_ = {.text = "Unrecognized character escape " + named(at_), .offset = at_};
                return;
            }
        }
        if (!fault_)
            fault_ = {.text = expect_ == Expect::value || expect_ == Expect::first_value
                                  ? "Unexpected end-of-input: was expecting closing quote for a string value"
                                  : "Unexpected end-of-input in field name",
                      .offset = text_.size()};
    }

    void close(char c) {
        if (open_.back().object != (c == '}')) {
            fault_ = {.text = std::string("Unexpected close marker '") + c + "': expected '" +
                              (open_.back().object ? "}" : "]") + "'",
                      .offset = at_};
            return;
        }
        ++at_;
        open_.pop_back();
        after_value();
    }

    void after_value() { expect_ = open_.empty() ? Expect::nothing : Expect::separator; }

    std::optional<JsonReason> at_end() {
        done_ = true;
        if (open_.empty()) return std::nullopt;
        return JsonReason{.text = std::string("Unexpected end-of-input: expected close marker for ") +
                                  (open_.back().object ? "Object" : "Array"),
                          .offset = text_.size()};
    }

    /// "'x' (code 120)".
    std::string named(std::size_t at) const {
        auto const* const begin = text_.data() + at;
        auto const length = std::max<std::size_t>(1, utf8_length(begin, text_.data() + text_.size()));
        std::uint32_t code = static_cast<unsigned char>(text_[at]);
        if (length > 1) code &= 0x7fU >> length;
        for (std::size_t i = 1; i < length; ++i)
            code = code << 6 | (static_cast<unsigned char>(text_[at + i]) & 0x3f);
        return "'" + std::string(text_.substr(at, length)) + "' (code " + std::to_string(code) + ")";
    }

    void unexpected(std::string const& wanted) {
        fault_ = {.text = "Unexpected character (" + named(at_) + "): " + wanted, .offset = at_};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Expect expect_ = Expect::value;
    std::vector<Level> open_;
    std::optional<JsonReason> fault_;
    bool done_ = false;
};

}  // namespace

JsonReason jackson_reason(std::string_view text, JsonError const& error) {
    if (auto found = Walk(text).find()) return *std::move(found);
    auto const offset = error.offset() == JsonError::kNoOffset ? 0 : std::min(error.offset(), text.size());
    return {.text = error.what(), .offset = offset};
}

}  // namespace coworks::asl
