// Whatever is accepted must print, read back as the same value, and stand where its positions say.

#include <coworks/json.hpp>
#include <cstdint>
#include <cstdlib>

#include "json/positions.hpp"

using coworks::Json;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    coworks::JsonParseOptions const options{.depth_max = 64, .allow_lone_surrogates = (data[0] & 1) != 0};
    coworks::JsonDumpOptions const printed{
        .indent = data[0] >> 4, .sort_keys = (data[0] & 2) != 0, .ascii = (data[0] & 4) != 0};
    std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    Json value;
    try {
        value = Json::parse(text, options);
    } catch (coworks::JsonError const& error) {
        if (error.offset() > text.size()) std::abort();
        return 0;
    }
    Json const again = Json::parse(value.dump(printed), options);
    if (!(again == value) || again.dump({.sort_keys = true}) != value.dump({.sort_keys = true})) std::abort();
    auto const positioned = coworks::parse_with_positions(text, "fuzz", options);
    if (!(positioned.value == value)) std::abort();
    if (value.is_object() && !value.empty()) {
        Json const name = value.members()[0].name_value;
        if (value.without(name.as_string()).with(name.as_string(), value[name.as_string()]) != value) std::abort();
    }
    return 0;
}
