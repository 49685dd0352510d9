#include "local/states/api/arn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace coworks::local::states::api {

namespace {

Fault invalid(std::string_view why) {
    return {"InvalidArn", fmt::format("Invalid Arn: '{}'", why)};
}

/// The byte after the given number of colons; npos if there are fewer.
std::size_t after_colons(std::string_view text, int count) {
    std::size_t at = 0;
    for (int i = 0; i < count; ++i) {
        at = text.find(':', at);
        if (at == std::string_view::npos) return at;
        ++at;
    }
    return at;
}

}  // namespace

Fault wrong_type(std::string_view type) {
    return invalid(fmt::format("Resource type not valid in this context: {}", type));
}

Outcome<Arn> parse_arn(std::string_view text) {
    if (!text.starts_with("arn:")) return tl::unexpected(invalid(fmt::format("Invalid ARN prefix: {}", text)));
    auto const service = after_colons(text, 2);
    auto const type = after_colons(text, 5);
    auto const rest = after_colons(text, 6);
    if (rest == std::string_view::npos || rest == text.size() || !text.substr(service).starts_with("states:"))
        return tl::unexpected(invalid(text));
    return Arn{.text = std::string(text),
               .prefix = std::string(text.substr(0, type)),
               .type = std::string(text.substr(type, rest - 1 - type)),
               .rest = std::string(text.substr(rest))};
}

Outcome<Arn> parse_arn(std::string_view text, std::initializer_list<std::string_view> types) {
    auto arn = parse_arn(text);
    if (arn && std::ranges::find(types, arn->type) == types.end()) return tl::unexpected(wrong_type(arn->type));
    return arn;
}

std::optional<std::int64_t> MachineArn::version() const {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(qualifier.data(), qualifier.data() + qualifier.size(), number);
    if (error != std::errc() || end != qualifier.data() + qualifier.size() || number < 1) return std::nullopt;
    return number;
}

Outcome<MachineArn> parse_machine_arn(std::string_view text) {
    auto arn = parse_arn(text, {"stateMachine"});
    if (!arn) return tl::unexpected(std::move(arn.error()));
    std::string_view name = arn->rest;
    MachineArn made{.text = std::string(text), .machine = {}, .label = {}, .qualifier = {}};
    if (auto const colon = name.find(':'); colon != std::string_view::npos) {
        made.qualifier = name.substr(colon + 1);
        name = name.substr(0, colon);
        if (made.qualifier.empty() || !is_name(made.qualifier)) return tl::unexpected(invalid(text));
    }
    if (auto const slash = name.find('/'); slash != std::string_view::npos) {
        made.label = name.substr(slash + 1);
        name = name.substr(0, slash);
        if (made.label.empty()) return tl::unexpected(invalid(text));
    }
    if (!is_name(name)) return tl::unexpected(invalid(text));
    made.machine = fmt::format("{}stateMachine:{}", arn->prefix, name);
    return made;
}

Fault label_unsupported() {
    return invalid_request("API does not support labelled ARNs", "API_DOES_NOT_SUPPORT_LABELED_ARNS");
}

bool is_name(std::string_view name) noexcept {
    constexpr std::string_view kRefused = " \t\r\n<>{}[]?*\"#%\\^|~`$&,;:/";
    if (name.empty()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const byte = static_cast<unsigned char>(name[i]);
        // U+0000 to U+001F, U+007F; U+0080 to U+009F are C2 80 to C2 9F.
        if (byte < 0x20 || byte == 0x7f || kRefused.find(name[i]) != std::string_view::npos) return false;
        if (byte == 0xc2 && i + 1 < name.size() && static_cast<unsigned char>(name[i + 1]) < 0xa0) return false;
    }
    return true;
}

std::optional<Fault> refuse_name(std::string_view name) {
    if (is_name(name)) return std::nullopt;
    return Fault("InvalidName", fmt::format("Invalid Name: '{}'", name));
}

}  // namespace coworks::local::states::api
