#include <cstdint>
#include <string_view>

#include "entries/annotation.hpp"
#include "entries/doc_comment.hpp"

/// Annotations and comments come from the user's source.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    coworks::entries::parse_annotation(text);
    coworks::entries::parse_doc_comment(text);
    return 0;
}
