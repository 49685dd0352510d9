#include "asl/timestamp.hpp"

namespace coworks::asl {

std::optional<Seconds> parse_state_timestamp(std::string_view text) {
    constexpr std::size_t kDate = std::string_view("2026-01-31").size();
    if (text.size() <= kDate || text[kDate] != 'T') return std::nullopt;
    // An offset has a colon: +01:00.
    bool const zulu = text.ends_with('Z');
    if (!zulu && text[text.size() - std::string_view(":00").size()] != ':') return std::nullopt;
    auto const time = parse_timestamp(text);
    return time ? std::optional(*time) : std::nullopt;
}

}  // namespace coworks::asl
