#include <cstddef>
#include <cstdint>
#include <string_view>

#include "asl/check/check.hpp"
#include "asl/loader.hpp"

/// Any text as a definition: checked, and loaded whatever the check says.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    static_cast<void>(coworks::asl::validate_text(text));
    static_cast<void>(coworks::asl::check(text, "x.asl.json", coworks::asl::ExecutionType::express));
    try {
        auto const definition = coworks::Json::parse(text);
        static_cast<void>(coworks::asl::variable_references(definition));
        static_cast<void>(coworks::asl::load(definition));
    } catch (coworks::JsonError const&) {
    }
    return 0;
}
