#pragma once

/// From the name of a method to what it answers (the table "Names to routes").

#include <string>
#include <string_view>
#include <vector>

#include "interface/model.hpp"

namespace coworks::interface {

/// What a method's name says.
struct MethodName {
    enum class Meaning : std::uint8_t {
        no_entry,       ///< an ordinary method
        entry,          ///< http with verb and literals, or a receiver with trigger
        empty_segment,  ///< a verb, but two underscores inside: a path with an empty segment
    };

    Meaning meaning = Meaning::no_entry;
    Entry::Kind kind = Entry::Kind::http;
    Verb verb = Verb::get;
    std::vector<std::string> literals{};
    std::string trigger{};

    bool operator==(MethodName const&) const = default;
};

/// `get_content_detail` is GET of content/detail, `on_event_placed` the receiver of the event `placed`, `getter` none.
MethodName parse_method_name(std::string_view name);

/// The path that COWORKS_ENTRY(path = "…") asks for: literals and {placeholders}, an optional slash at either end.
Result<std::vector<Segment>> parse_path(std::string_view text);

}  // namespace coworks::interface
