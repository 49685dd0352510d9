#include <cstddef>
#include <cstdint>
#include <string_view>

#include "jsonata/jsonata.hpp"
#include "jsonata/syntax.hpp"

/// Any text is an expression or an error; what it prints as is the same tree; evaluating it ends, within its bounds.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coworks;
    if (size == 0) return 0;
    static Json const document = Json::parse(
        R"({"a": {"b": [1, 2, {"c": "x"}]}, "items": [{"name": "n", "price": 3}, {"name": "m", "price": 1.5}], "s": "a,b"})");
    auto const dialect = (data[0] & 1) != 0 ? jsonata::Dialect::aws : jsonata::Dialect::standard;
    std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    auto const expression = jsonata::compile(text, dialect);
    if (!expression) return 0;
    auto const again = jsonata::compile(expression->print(), dialect);
    bool const same = again && jsonata::same_tree(expression->syntax(), again->syntax());
    // Printing may take the text beyond the bounds of its length and its regular expressions, which have no code.
    bool const beyond = !again && (again.error().code.empty() || again.error().code == "U1001");
    if (!same && !beyond) __builtin_trap();
    static_cast<void>(expression->references());
    jsonata::Environment environment;
    environment.limits.steps_max = 20'000;
    environment.limits.depth_max = 500;
    environment.limits.memory_bytes_max = 16 << 20;
    environment.limits.output_bytes_max = 4 << 20;
    environment.limits.regex_match_max = 10'000;
    static_cast<void>(expression->evaluate(&document, environment));
    return 0;
}
