#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "interface/model.hpp"
#include "interface/names.hpp"

/// Whatever is read as an interface is written and read back the same; names and paths never crash.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coworks;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    interface::parse_method_name(text);
    if (auto const path = interface::parse_path(text)) {
        if (interface::parse_path(interface::path_text(*path)) != *path) std::abort();
    }
    try {
        auto const read = interface::interface_from_json(Json::parse(text));
        if (read && interface::interface_from_json(interface::to_json(*read)) != *read) std::abort();
    } catch (JsonError const&) {
        return 0;
    }
    return 0;
}
