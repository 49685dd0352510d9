#include "aws/arn.hpp"

#include <array>

namespace coworks::aws {

std::optional<Arn> parse_arn(std::string_view text) noexcept {
    if (!text.starts_with("arn:")) return std::nullopt;
    text.remove_prefix(4);
    std::array<std::string_view, 4> parts;
    for (std::string_view& part : parts) {
        auto const colon = text.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        part = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    if (parts[0].empty() || parts[1].empty() || text.empty()) return std::nullopt;
    return Arn{.partition = parts[0], .service = parts[1], .region = parts[2], .account = parts[3], .resource = text};
}

FunctionName parse_function_name(std::string_view text) {
    constexpr std::string_view kFunction = "function:";
    if (auto const at = text.find(kFunction); at != std::string_view::npos) text.remove_prefix(at + kFunction.size());
    auto const colon = text.find(':');
    if (colon == std::string_view::npos) return {.name = std::string(text), .qualifier = {}};
    return {.name = std::string(text.substr(0, colon)), .qualifier = std::string(text.substr(colon + 1))};
}

}  // namespace coworks::aws
