// Whatever people write, yaml::parse gives a value that prints, or faults that each have a place.

#include <cstdint>
#include <cstdlib>

#include "yaml/yaml.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const read =
        coworks::yaml::parse(text, "fuzz.yml", {.bytes_max = 1U << 16, .depth_max = 50, .values_max = 10'000});
    for (auto const& fault : read.faults) {
        if (fault.position.line == 0 || fault.message.empty()) std::abort();
        static_cast<void>(coworks::render(fault, text));
    }
    if (read.faults.empty()) static_cast<void>(read.value.dump());
    return 0;
}
