// Any bytes as the Runtime API's answer, whole and in pieces, read alike.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lambda/http_message.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using coworks::lambda::ResponseParser;
    std::string_view const text(static_cast<char const*>(static_cast<void const*>(data)), size);
    coworks::lambda::Limits const limits{.head_bytes_max = 4096, .body_bytes_max = 4096};
    ResponseParser whole(limits);
    bool const sound = static_cast<bool>(whole.feed(text));
    ResponseParser pieces(limits);
    bool sound_in_pieces = true;
    for (std::size_t at = 0; at < text.size() && sound_in_pieces; ++at)
        sound_in_pieces = static_cast<bool>(pieces.feed(text.substr(at, 1)));
    if (sound && sound_in_pieces && (whole.is_complete() != pieces.is_complete() || whole.body() != pieces.body()))
        std::abort();
    return 0;
}
