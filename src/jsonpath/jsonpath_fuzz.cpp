#include <cstddef>
#include <cstdint>
#include <string_view>

#include "jsonpath/jsonpath.hpp"

/// The first line is a path, the rest the JSON document it is followed through.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const cut = text.find('\n');
    auto const path = coworks::jsonpath::Path::parse(text.substr(0, cut));
    if (!path || cut == std::string_view::npos) return 0;
    coworks::Json document;
    try {
        document = coworks::Json::parse(text.substr(cut + 1));
    } catch (coworks::JsonError const&) {
        return 0;
    }
    coworks::jsonpath::Limits const limits{.steps = 100'000, .results = 10'000};
    static_cast<void>(path->evaluate({.input = &document, .context = &document, .variables = &document}, limits));
    static_cast<void>(path->put(document, 1));
    return 0;
}
