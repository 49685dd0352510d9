#include "entries/annotation.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace coworks::entries {
namespace {

/// Lambda's own limit for a function (AWS Lambda quotas).
constexpr auto kTimeoutMax = std::chrono::minutes(15);

constexpr std::string_view kNames[] = {"no_auth", "binary", "path", "timeout", "ignore"};
constexpr std::string_view kKnown =
    "no_auth, binary = \"image/png\", path = \"openapi.json\", timeout = \"10 s\", ignore";

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Reads the annotation's items one by one.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool at_end() { return skip_blanks(), rest_.empty(); }

    bool accept(char c) {
        skip_blanks();
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view name() {
        skip_blanks();
        auto const end = std::find_if_not(rest_.begin(), rest_.end(), is_name_character);
        return take(static_cast<std::size_t>(end - rest_.begin()));
    }

    /// A string literal with the escapes \" and \\.
    std::optional<std::string> string() {
        if (!accept('"')) return std::nullopt;
        std::string text;
        while (!rest_.empty() && rest_[0] != '"') {
            if (rest_[0] == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
            text += rest_[0];
            rest_.remove_prefix(1);
        }
        if (!accept('"')) return std::nullopt;
        return text;
    }

    std::string_view rest() const { return rest_; }

private:
    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
    std::string_view take(std::size_t count) {
        auto const text = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return text;
    }

    std::string_view rest_;
};

/// RFC 6838 section 4.2: type "/" subtype, and what RFC 9110 section 8.3.1 allows behind it.
bool is_media_type(std::string_view text) {
    auto const end = std::min(text.find(';'), text.size());
    auto const slash = text.find('/');
    auto const is_token = [](std::string_view part) {
        return !part.empty() && std::ranges::all_of(part, [](char c) {
            return is_name_character(c) || std::string_view("!#$&-^.+*").find(c) != std::string_view::npos;
        });
    };
    auto const printable = [](char c) { return c >= ' ' && c < 0x7f; };
    return slash < end && is_token(text.substr(0, slash)) && is_token(text.substr(slash + 1, end - slash - 1)) &&
           std::ranges::all_of(text.substr(end), printable);
}

tl::unexpected<Error> refuse(std::string message) {
    return fail("bad_annotation", std::move(message), {}, "known are " + std::string(kKnown));
}

Result<void> set_value(Annotation& annotation, std::string_view name, std::string value) {
    if (name == "binary") {
        if (!is_media_type(value)) return refuse("'" + value + "' is no media type");
        annotation.binary = std::move(value);
    } else if (name == "path") {
        annotation.path = std::move(value);
    } else {
        auto const timeout = parse_timeout(value);
        if (!timeout) return tl::unexpected(timeout.error());
        annotation.timeout = *timeout;
    }
    return {};
}

}  // namespace

Result<std::chrono::milliseconds> parse_timeout(std::string_view text) {
    double amount = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount, std::chars_format::fixed);
    auto unit = text.substr(static_cast<std::size_t>(end - text.data()));
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    double const factor = unit == "ms" ? 1 : unit == "s" ? 1'000 : unit == "min" ? 60'000 : 0;
    if (error != std::errc() || factor == 0) {
        return fail("bad_annotation", "'" + std::string(text) + "' is no timeout", {},
                    "write it like \"10 s\", \"500 ms\" or \"2 min\"");
    }
    auto const milliseconds = amount * factor;
    if (!(milliseconds >= 1) || milliseconds > static_cast<double>(std::chrono::milliseconds(kTimeoutMax).count())) {
        return fail("bad_annotation", "the timeout '" + std::string(text) + "' is out of range", {},
                    "Lambda allows up to 15 min");
    }
    return std::chrono::milliseconds(static_cast<long long>(milliseconds));
}

Result<Annotation> parse_annotation(std::string_view text) {
    Annotation annotation;
    Scanner scanner(text);
    std::string seen = ",";
    while (!scanner.at_end()) {
        auto const name = scanner.name();
        if (name.empty()) return refuse("COWORKS_ENTRY can't be read from '" + std::string(scanner.rest()) + "' on");
        if (seen.find("," + std::string(name) + ",") != std::string::npos) {
            return refuse("COWORKS_ENTRY says '" + std::string(name) + "' twice");
        }
        seen += std::string(name) + ",";

        bool const is_flag = name == "no_auth" || name == "ignore";
        if (!std::ranges::count(kNames, name)) {
            auto const near = nearest_name(name, kNames);
            auto const message = "COWORKS_ENTRY knows no '" + std::string(name) + "'";
            if (near.empty()) return refuse(message);
            return fail("bad_annotation", message, {}, "did you mean '" + std::string(near) + "'?");
        }
        if (is_flag) {
            if (scanner.accept('=')) return refuse("'" + std::string(name) + "' of COWORKS_ENTRY takes no value");
            (name == "no_auth" ? annotation.no_auth : annotation.ignore) = true;
        } else {
            auto value = scanner.accept('=') ? scanner.string() : std::nullopt;
            if (!value) return refuse("'" + std::string(name) + "' of COWORKS_ENTRY needs a text in quotes");
            if (auto set = set_value(annotation, name, std::move(*value)); !set) return tl::unexpected(set.error());
        }
        if (!scanner.accept(',') && !scanner.at_end()) {
            return refuse("COWORKS_ENTRY can't be read from '" + std::string(scanner.rest()) +
                          "' on: a comma is missing");
        }
    }
    if (annotation.ignore && (annotation.no_auth || annotation.binary || annotation.path || annotation.timeout)) {
        return refuse("COWORKS_ENTRY(ignore) stands alone: what is no entry has nothing else");
    }
    return annotation;
}

}  // namespace coworks::entries
