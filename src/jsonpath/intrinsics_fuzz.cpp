#include <cstddef>
#include <cstdint>
#include <string_view>

#include "jsonpath/jsonpath.hpp"

/// The first line is a call of an intrinsic function, the rest the JSON document of its paths.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const cut = text.find('\n');
    auto const call = coworks::jsonpath::Call::parse(text.substr(0, cut));
    if (!call) return 0;
    coworks::Json document;
    try {
        if (cut != std::string_view::npos) document = coworks::Json::parse(text.substr(cut + 1));
    } catch (coworks::JsonError const&) {
        return 0;
    }
    coworks::SeededRandom random(1);
    coworks::jsonpath::Limits const limits{.steps = 100'000, .results = 10'000};
    static_cast<void>(
        call->evaluate({.input = &document, .context = &document, .variables = &document}, random, limits));
    return 0;
}
