#include "base/trace_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "base/http_text.hpp"

namespace coworks {

namespace {

bool is_hexadecimal(std::string_view text, std::size_t size) {
    return text.size() == size && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// "1-5759e988-bd862e3fe1be46a994272793": a version, seconds since 1970, 96 bits.
bool is_root(std::string_view text) {
    constexpr std::size_t kSize = 35;
    constexpr std::size_t kDash = 10;
    return text.size() == kSize && text.starts_with("1-") && text[kDash] == '-' &&
           is_hexadecimal(text.substr(2, 8), 8) && is_hexadecimal(text.substr(kDash + 1), 24);
}

bool is_parent(std::string_view text) {
    return is_hexadecimal(text, 16);
}

bool is_sampled(std::string_view text) {
    return text == "0" || text == "1";
}

/// The value of NAME in "NAME=value;NAME=value", if it has the right form.
std::string_view member(std::string_view header, std::string_view name, bool (*is_right)(std::string_view)) {
    while (!header.empty()) {
        auto const end = std::min(header.find(';'), header.size());
        auto const each = trim_blanks(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        auto const value = each.substr(std::min(name.size() + 1, each.size()));
        if (each.starts_with(name) && each.substr(name.size()).starts_with('=') && is_right(value)) return value;
    }
    return {};
}

std::string new_root(Random& random, Clock::Time now) {
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return fmt::format("1-{:08x}-{:016x}{:08x}", static_cast<std::uint32_t>(seconds), random.next(),
                       static_cast<std::uint32_t>(random.next()));
}

}  // namespace

std::string new_trace_id(Random& random, Clock::Time now) {
    return "Root=" + new_root(random, now);
}

std::string request_trace(std::string_view sent, Random& random, Clock::Time now) {
    if (!member(sent, "Root", is_root).empty()) return std::string(sent);
    return new_trace_id(random, now);
}

std::string function_trace(std::string_view sent, Random& random, Clock::Time now) {
    auto const root = member(sent, "Root", is_root);
    auto const parent = member(sent, "Parent", is_parent);
    auto const sampled = member(sent, "Sampled", is_sampled);
    return fmt::format("Root={};Parent={};Sampled={}", root.empty() ? new_root(random, now) : root,
                       parent.empty() ? fmt::format("{:016x}", random.next()) : parent,
                       sampled.empty() ? "0" : sampled);
}

}  // namespace coworks
