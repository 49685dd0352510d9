#include "yaml/older.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/http_text.hpp"
#include "yaml/within.hpp"

namespace coworks::yaml {

namespace {

constexpr std::size_t kToldMax = 50;  // as many as parse() tells faults

bool of(std::string_view text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

/// https://yaml.org/type/bool.html
bool is_older_boolean(std::string_view text) {
    static constexpr auto kWords = std::to_array<std::string_view>({"y", "n", "yes", "no", "on", "off"});
    return std::ranges::find(kWords, lower_case(text)) != kWords.end();
}

/// https://yaml.org/type/timestamp.html, as far as it begins: 2026-01-31
bool is_date(std::string_view text) {
    return text.size() >= 10 && of(text.substr(0, 4), "0123456789") && text[4] == '-' &&
           of(text.substr(5, 2), "0123456789") && text[7] == '-' && of(text.substr(8, 2), "0123456789");
}

/// What YAML 1.1 reads there, of a scalar without quotes; empty if it is the same.
std::string_view older_reading(std::string_view written) {
    constexpr std::string_view kDigits = "0123456789";
    if (is_older_boolean(written)) return "a boolean";
    if (written.starts_with("0o")) return "a text";
    auto const number = written.starts_with('-') || written.starts_with('+') ? written.substr(1) : written;
    if (number.size() > 1 && number.front() == '0' && of(number, "01234567")) return "an octal number";
    if (is_date(written)) return "a date";
    bool const digit = !number.empty() && kDigits.find(number.front()) != std::string_view::npos;
    if (digit && of(number, "0123456789_") && number.find('_') != std::string_view::npos) return "a number";
    // https://yaml.org/type/int.html: base 60.
    if (digit && of(number, "0123456789:") && number.find(':') != std::string_view::npos && number.back() != ':')
        return "a number of base 60";
    return {};
}

class Walk {
public:
    Walk(PositionedJson const& document, std::string_view source, std::string_view file)
        : document_(document), lines_(source), file_(file) {}

    void see(Json const& value, std::string const& pointer) {
        if (told_.size() >= kToldMax) return;
        if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i)
                see(value[i], pointer_to(pointer, i));
        } else if (value.is_object()) {
            for (auto const& member : value.members()) {
                std::string const place = pointer_to(pointer, member.name());
                if (member.name() == "<<") merge(place);
                see(member.value, place);
            }
        } else if (value.is_string() || value.is_integer()) {
            scalar(value, pointer);
        }
    }
    std::vector<Diagnostic> take() { return std::move(told_); }

private:
    void merge(std::string const& place) {
        told_.push_back({.file = file_,
                         .position = document_.positions.find(place).key,
                         .length = 2,
                         .code = "merge-key",
                         .message = "YAML 1.2 has no merge keys: << is a member like any other",
                         .remedy = "write the members out; an alias may stand for a whole value"});
    }

    void scalar(Json const& value, std::string const& pointer) {
        auto const position = document_.positions.find(pointer).value;
        std::string_view const written = lines_.word(position);
        std::string_view const older = older_reading(written);
        // An alias, or a text in quotes, begins otherwise.
        if (older.empty()) return;
        told_.push_back({.severity = Diagnostic::Severity::warning,
                         .file = file_,
                         .position = position,
                         .length = written.size(),
                         .code = "older-yaml",
                         .message = std::string(written) + " is " +
                                    (value.is_string() ? "a text" : "the number " + value.dump()) + " here, and " +
                                    std::string(older) + " for readers of YAML 1.1",
                         .remedy = value.is_string() ? "put it in quotes" : "write " + value.dump()});
    }

    PositionedJson const& document_;
    Within lines_;
    std::string file_;
    std::vector<Diagnostic> told_;
};

}  // namespace

std::vector<Diagnostic> older_readings(PositionedJson const& document, std::string_view source, std::string_view file) {
    Walk walk(document, source, file);
    walk.see(document.value, "");
    return walk.take();
}

}  // namespace coworks::yaml
