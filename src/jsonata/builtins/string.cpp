#include <algorithm>
#include <cmath>

#include "base/utf8.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/case_mapping.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

std::size_t length_of(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// The byte that a code point begins at.
std::size_t offset_of(std::string_view text, std::size_t point) noexcept {
    std::size_t at = 0;
    for (; point > 0 && at < text.size(); --point)
        at += code_point_length(text, at);
    return at;
}

Value string(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined() || value.is_string()) return value;
    Value const pretty = call.argument(1);
    return call.evaluator.heap().text(string_of(call.evaluator, value, pretty.is_boolean() && pretty.boolean));
}

/// Array.prototype.slice's reading of an index.
std::size_t slice_index(double index, std::size_t size) noexcept {
    if (std::isnan(index)) return 0;
    index = std::trunc(index);
    if (index < 0) index += static_cast<double>(size);
    return static_cast<std::size_t>(std::clamp(index, 0.0, static_cast<double>(size)));
}

Value substring(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    std::string_view const text = value.string();
    std::size_t const size = length_of(text);
    double start = call.argument(1).is_number() ? call.argument(1).number : std::nan("");
    if (static_cast<double>(size) + start < 0) start = 0;
    double end = static_cast<double>(size);
    if (Value const length = call.argument(2); length.is_number()) {
        if (length.number <= 0) return call.evaluator.heap().borrowed_text({});
        end = start >= 0 ? start + length.number : static_cast<double>(size) + start + length.number;
    }
    std::size_t const from = slice_index(start, size);
    std::size_t const to = slice_index(end, size);
    if (from >= to) return call.evaluator.heap().borrowed_text({});
    std::size_t const first = offset_of(text, from);
    std::size_t const bytes = offset_of(text.substr(first), to - from);
    return call.evaluator.heap().borrowed_text(text.substr(first, bytes));
}

Value substring_before(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    std::string_view const mark = call.argument(1).is_string() ? call.argument(1).string() : "undefined";
    std::size_t const at = value.string().find(mark);
    return at == std::string_view::npos ? value : call.evaluator.heap().borrowed_text(value.string().substr(0, at));
}

Value substring_after(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    std::string_view const mark = call.argument(1).is_string() ? call.argument(1).string() : "undefined";
    std::size_t const at = value.string().find(mark);
    return at == std::string_view::npos ? value
                                        : call.evaluator.heap().borrowed_text(value.string().substr(at + mark.size()));
}

Value lowercase(Call const& call) {
    Value const value = call.argument(0);
    return value.is_undefined() ? value : call.evaluator.heap().text(to_lower(value.string()));
}

Value uppercase(Call const& call) {
    Value const value = call.argument(0);
    return value.is_undefined() ? value : call.evaluator.heap().text(to_upper(value.string()));
}

Value length(Call const& call) {
    Value const value = call.argument(0);
    return value.is_undefined() ? value : Value(static_cast<double>(length_of(value.string())));
}

Value trim(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    std::string result;
    bool blank = false;
    for (char const c : value.string()) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            blank = true;
            continue;
        }
        if (blank && !result.empty()) result += ' ';
        blank = false;
        result += c;
    }
    return call.evaluator.heap().text(result);
}

Value pad(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    double const width = call.argument(1).is_number() ? call.argument(1).number : 0;
    std::string_view const text = value.string();
    Value const given = call.argument(2);
    std::string_view const unit = given.is_string() && !given.string().empty() ? given.string() : " ";
    double const missing = std::trunc(std::fabs(width)) - static_cast<double>(length_of(text));
    // Version 2.0.6 makes an array of the difference, which a fraction is no length for.
    if (call.evaluator.dialect() == Dialect::aws && std::trunc(width) != width &&
        std::fabs(width) > static_cast<double>(length_of(text)))
        throw failure("").with_message("Invalid array length");
    if (!(missing > 0)) return value;
    if (missing > static_cast<double>(call.evaluator.limits().output_bytes_max) / static_cast<double>(unit.size()))
        throw failure("").with_message("Invalid array length");
    auto const count = static_cast<std::size_t>(missing);
    std::size_t const unit_length = length_of(unit);
    std::string padding;
    for (std::size_t i = 0; i < count / unit_length; ++i)
        padding += unit;
    padding += unit.substr(0, offset_of(unit, count % unit_length));
    std::string result(width > 0 ? text : std::string_view(padding));
    append_text(result, width > 0 ? std::string_view(padding) : text);
    return call.evaluator.heap().text(result);
}

Value join(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Items const items(value);
    std::string_view const separator = call.argument(1).is_string() ? call.argument(1).string() : std::string_view();
    call.evaluator.tick(items.size());
    std::string result;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) append_text(result, separator);
        if (items[i].is_string()) append_text(result, items[i].string());
    }
    return call.evaluator.heap().text(result);
}

constexpr BuiltinRow kStringRows[] = {
    {"string", "<x-b?:s>", 1, 2, string},
    {"substring", "<s-nn?:s>", 3, 3, substring},
    {"substringBefore", "<s-s:s>", 2, 2, substring_before},
    {"substringAfter", "<s-s:s>", 2, 2, substring_after},
    {"lowercase", "<s-:s>", 1, 1, lowercase},
    {"uppercase", "<s-:s>", 1, 1, uppercase},
    {"length", "<s-:n>", 1, 1, length},
    {"trim", "<s-:s>", 1, 1, trim},
    {"pad", "<s-ns?:s>", 3, 3, pad},
    {"join", "<a<s>s?:s>", 2, 2, join},
};

}  // namespace

std::span<BuiltinRow const> string_builtins() {
    return kStringRows;
}

}  // namespace coworks::jsonata
