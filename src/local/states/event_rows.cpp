#include "local/states/event_rows.hpp"

namespace coworks::local::states {

namespace {

constexpr std::string_view kSame = "same";  ///< beside asl::to_stored()'s members: whose data it is, by place

bool is_large(Json const& data) {
    return data.is_object() || data.is_array() || (data.is_string() && data.as_string().size() > 64);
}

}  // namespace

std::string encode_events(std::span<asl::Event const> events) {
    std::string text = "[";
    std::size_t owner = 0;  ///< the last event that wrote its data
    for (std::size_t i = 0; i < events.size(); ++i) {
        asl::Event const& event = events[i];
        if (i > 0) text += ',';
        if (i > 0 && is_large(event.data) && event.data.same_as(events[owner].data)) {
            asl::Event bare = event;
            bare.data = {};
            to_stored(bare).with(kSame, owner).dump_to(text);
            continue;
        }
        if (is_large(event.data)) owner = i;
        to_stored(event).dump_to(text);
    }
    text += ']';
    return text;
}

Result<std::vector<asl::Event>> decode_events(std::string_view row) {
    try {
        Json const stored = Json::parse(row, {.depth_max = 1024, .allow_lone_surrogates = true});
        std::vector<asl::Event> events;
        events.reserve(stored.size());
        for (Json const& one : stored.items()) {
            auto event = asl::from_stored(one);
            if (!event) return fail("corrupt", "a stored event can't be read", {}, event.error().text());
            if (Json const* owner = one.find(kSame)) {
                auto const at = static_cast<std::size_t>(owner->as_uint64());
                if (at >= events.size()) return fail("corrupt", "a stored event refers to one that is not there");
                event->data = events[at].data;
            }
            events.push_back(*std::move(event));
        }
        return events;
    } catch (JsonError const& error) {
        return fail("corrupt", "stored events can't be read", {}, error.what());
    }
}

}  // namespace coworks::local::states
