#include "asl/timestamp.hpp"

namespace coworks::asl {

std::optional<Instant> parse_state_timestamp(std::string_view text) {
    constexpr std::size_t kDate = std::string_view("2026-01-31").size();
    if (text.size() <= kDate || text[kDate] != 'T') return std::nullopt;
    // An offset has a colon: +01:00.
    bool const zulu = text.ends_with('Z');
    if (!zulu && text[text.size() - std::string_view(":00").size()] != ':') return std::nullopt;
    return parse_instant(text);
}

}  // namespace coworks::asl
