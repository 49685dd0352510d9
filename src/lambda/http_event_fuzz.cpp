// Any event whatever: it is classified and read, never a crash.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lambda/event_kind.hpp"
#include "lambda/http_event.hpp"
#include "lambda/messages.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coworks;
    Json event;
    try {
        event = Json::parse({static_cast<char const*>(static_cast<void const*>(data)), size});
    } catch (JsonError const&) {
        return 0;
    }
    switch (lambda::event_kind(event)) {
        case lambda::EventKind::rest:
        case lambda::EventKind::http: {
            auto const read = lambda::read_http_event(event);
            lambda::write_http_answer({.headers = read.request.headers, .body = std::string(read.request.body.view())},
                                      read.format);
            break;
        }
        case lambda::EventKind::queue:
            lambda::read_queue_batch(event);
            break;
        case lambda::EventKind::event:
            lambda::read_bus_event(event);
            break;
        case lambda::EventKind::schedule:
            lambda::schedule_name(event);
            break;
        default:
            break;
    }
    return 0;
}
