#include <cmath>

#include "jsonata/builtins/datetime_picture.hpp"
#include "jsonata/builtins/format_number.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::string_view kIsoPicture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

Value format(Call const& call, double millis, Value const& picture, Value const& timezone) {
    auto const parts = date_picture(picture.is_string() ? picture.string() : kIsoPicture, call.evaluator.dialect());
    std::optional<std::string_view> zone;
    if (timezone.is_string()) zone = timezone.string();
    return call.evaluator.heap().text(format_date(millis, parts, zone));
}

Value now(Call const& call) {
    return format(call, call.evaluator.now_ms(), call.argument(0), call.argument(1));
}

Value millis(Call const& call) {
    return Value(call.evaluator.now_ms());
}

Value from_millis(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    return format(call, value.number, call.argument(1), call.argument(2));
}

/// Date.parse of what the reference lets through:
/// ^\d{4}(-[01]\d)?(-[0-3]\d)?(T[0-2]\d:[0-5]\d:[0-5]\d)?(\.\d+)?(zone)?$
class IsoReader {
public:
    explicit IsoReader(std::string_view text) : text_(text) {}

    /// Nothing if the text isn't of that form; NaN if it is no date.
    std::optional<double> read() {
        double year = 0;
        if (!digits(4, year)) return std::nullopt;
        bool const has_month = two('-', month_, '1');
        bool const has_day = two('-', day_, '3');
        bool const time = at_ < text_.size() && text_[at_] == 'T';
        if (time && !clock()) return std::nullopt;
        bool const fraction = at_ < text_.size() && text_[at_] == '.';
        if (fraction && !fractions()) return std::nullopt;
        bool const zone = at_ < text_.size();
        if (zone && !offset()) return std::nullopt;
        if ((has_day && !has_month) || (fraction && !time) || (zone && !time) || month_ < 1 || month_ > 12 ||
            day_ < 1 || day_ > last_day(year) || hour_ > 24 || minute_ > 59 || offset_bad_ ||
            (hour_ == 24 && (minute_ > 0 || second_ > 0 || milli_ > 0)))
            return std::nan("");
        // Date.UTC takes years below 100 for those of the last century; Date.parse doesn't.
        double const shift = year < 100 ? 400 : 0;
        double const time_ms = date_utc(year + shift, month_ - 1, day_, hour_, minute_, second_, milli_);
        return time_ms - shift / 400 * 146097.0 * 86'400'000 - offset_ * 60'000;
    }

private:
    bool digits(std::size_t count, double& value) {
        if (text_.size() - at_ < count) return false;
        value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            char const c = text_[at_ + i];
            if (c < '0' || c > '9') return false;
            value = value * 10 + (c - '0');
        }
        at_ += count;
        return true;
    }
    /// `mark`, then two digits, the first at most `most`.
    bool two(char mark, double& value, char most) {
        if (text_.size() - at_ < 3 || text_[at_] != mark || text_[at_ + 1] > most) return false;
        // "-05:30" right after a date is a zone, not a month.
        if (mark == '-' && text_.size() - at_ > 3 && text_[at_ + 3] == ':') return false;
        std::size_t const before = at_++;
        if (digits(2, value)) return true;
        at_ = before;
        return false;
    }
    bool clock() { return two('T', hour_, '2') && two(':', minute_, '5') && two(':', second_, '5'); }
    bool fractions() {
        double scale = 100;
        std::size_t const begin = ++at_;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_, scale = std::floor(scale / 10))
            milli_ += (text_[at_] - '0') * scale;
        return at_ > begin;
    }
    bool offset() {
        if (text_.substr(at_) == "Z") return true;
        char const sign = text_[at_];
        if (sign != '+' && sign != '-') return false;
        ++at_;
        double hours = 0;
        double minutes = 0;
        if (at_ >= text_.size() || text_[at_] > '2' || !digits(2, hours)) return false;
        if (at_ < text_.size() && text_[at_] == ':') ++at_;
        if (at_ >= text_.size() || text_[at_] > '5' || !digits(2, minutes) || at_ != text_.size()) return false;
        offset_ = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
        offset_bad_ = hours > 23;
        return true;
    }
    double last_day(double) const { return 31; }

    std::string_view text_;
    std::size_t at_ = 0;
    double month_ = 1, day_ = 1, hour_ = 0, minute_ = 0, second_ = 0, milli_ = 0, offset_ = 0;
    bool offset_bad_ = false;
};

Value to_millis(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Value const picture = call.argument(1);
    if (picture.is_string()) {
        auto const parts = date_picture(picture.string(), call.evaluator.dialect());
        auto const parsed = parse_date(value.string(), parts, call.evaluator.now_ms(), call.evaluator.dialect());
        return parsed ? Value(*parsed) : Value();
    }
    auto const parsed = IsoReader(value.string()).read();
    if (!parsed) throw failure("D3110").with_value(error_value(value));
    return Value(*parsed);
}

Value format_integer_call(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    if (!call.argument(1).is_string()) throw failure("").with_message("The picture of an integer is missing");
    return call.evaluator.heap().text(
        format_integer(std::floor(value.number), integer_picture(call.argument(1).string())));
}

Value parse_integer_call(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    if (!call.argument(1).is_string()) throw failure("").with_message("The picture of an integer is missing");
    return Value(parse_integer(value.string(), integer_picture(call.argument(1).string())));
}

Value format_number_call(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    if (!call.argument(1).is_string()) throw failure("").with_message("The picture of a number is missing");
    std::vector<std::pair<std::string, std::string>> options;
    for (Member const& entry : members_of(call.argument(2)))
        if (entry.value.is_string()) options.emplace_back(entry.name, entry.value.string());
    return call.evaluator.heap().text(
        format_number(value.number, call.argument(1).string(), options, call.evaluator.dialect()));
}

constexpr BuiltinRow kDatetimeRows[] = {
    {"now", "<s?s?:s>", 2, 2, now},
    {"millis", "<:n>", 0, 0, millis},
    {"fromMillis", "<n-s?s?:s>", 3, 3, from_millis},
    {"toMillis", "<s-s?:n>", 2, 2, to_millis},
    {"formatInteger", "<n-s:s>", 2, 2, format_integer_call},
    {"parseInteger", "<s-s:n>", 2, 2, parse_integer_call},
    {"formatNumber", "<n-so?:s>", 3, 3, format_number_call},
};

}  // namespace

std::span<BuiltinRow const> datetime_builtins() {
    return kDatetimeRows;
}

}  // namespace coworks::jsonata
