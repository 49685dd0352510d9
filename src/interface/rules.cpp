#include "interface/rules.hpp"

#include <algorithm>
#include <ranges>

namespace coworks::interface {
namespace {

/// Gives the parameters of one entry their sources and collects what is wrong with them.
class Binder {
public:
    Binder(Entry& entry, std::size_t index, std::vector<Fault>& faults)
        : entry_(entry), index_(index), faults_(faults) {}

    void http(std::vector<Segment> const& path) {
        for (std::size_t i = 0; i < entry_.parameters.size(); ++i)
            required_source(i);
        for (std::size_t i = 0; i < entry_.parameters.size(); ++i)
            optional_source(i);
        place_path_parameters(path);
        for (std::size_t i = 0; i < entry_.parameters.size(); ++i)
            check_body(i);
    }

    void receiver() {
        if (entry_.result.kind != Type::Kind::none) {
            fault("receiver_result", "'" + entry_.name + "' receives messages and returns " + describe(entry_.result),
                  "make it return void: nobody waits for an answer");
        }
        for (std::size_t i = 0; i < entry_.parameters.size(); ++i) {
            auto& parameter = entry_.parameters[i];
            parameter.source = Source::body;
            if (entry_.kind == Entry::Kind::schedule) {
                fault("schedule_parameter",
                      "'" + entry_.name + "' is called by a schedule, which carries no '" + parameter.name + "'",
                      "remove the parameter; coworks::Context const& is allowed", i);
            } else if (!parameter.default_text.empty()) {
                fault("receiver_default", "'" + parameter.name + "' of a receiver can't have a default",
                      "remove the default: a message always has a body", i);
            } else if (i > 0) {
                fault("several_bodies",
                      "'" + entry_.name + "' takes two messages at once, '" + entry_.parameters[0].name + "' and '" +
                          parameter.name + "'",
                      "put both into one struct", i);
            } else if (is_upload(parameter.type)) {
                fault("receiver_file", "'" + parameter.name + "' is a file, which no message carries",
                      "take coworks::Bytes", i);
            }
        }
    }

private:
    static bool is_required(Parameter const& p) { return p.required && p.source != Source::rest; }

    void fault(std::string code, std::string message, std::string remedy, std::optional<std::size_t> parameter = {}) {
        faults_.push_back({.code = std::move(code),
                           .message = std::move(message),
                           .remedy = std::move(remedy),
                           .entry = index_,
                           .parameter = parameter});
    }

    void required_source(std::size_t i) {
        auto& p = entry_.parameters[i];
        if (!is_required(p)) return;
        if (is_scalar(p.type)) {
            p.source = Source::path;
        } else if (is_upload(p.type)) {
            p.source = Source::part;
        } else {
            p.source = Source::body;
            if (body_) {
                fault("several_bodies",
                      "'" + entry_.parameters[*body_].name + "' and '" + p.name + "' both are the body of the request",
                      "put both into one struct, or give one a default to make it a query parameter", i);
            } else {
                body_ = i;
            }
        }
    }

    void optional_source(std::size_t i) {
        auto& p = entry_.parameters[i];
        if (p.source == Source::rest) {
            if (rest_) fault("several_params", "two parameters take all the others", "keep one coworks::Params", i);
            rest_ = true;
        } else if (!p.required) {
            if (is_upload(p.type)) {
                p.source = Source::part;
            } else {
                p.source = binds_from_query(entry_.verb) || body_ ? Source::query : Source::member;
            }
        }
    }

    void check_body(std::size_t i) {
        auto const& p = entry_.parameters[i];
        if (p.source != Source::body && p.source != Source::part) return;
        if (!may_have_body(entry_.verb)) {
            fault("body_without_body",
                  "'" + p.name + "' is a body, which " + std::string(verb_text(entry_.verb)) + " requests don't have",
                  p.source == Source::part || !p.required
                      ? "use post_, put_ or patch_"
                      : "use post_, put_ or patch_, or give it a default to bind it from the query",
                  i);
        } else if (p.source == Source::part && body_) {
            fault("several_bodies",
                  "'" + entry_.parameters[*body_].name + "' is the whole body, and '" + p.name + "' a part of it",
                  "give '" + entry_.parameters[*body_].name + "' up, or take it as a file too", i);
        }
    }

    void place_path_parameters(std::vector<Segment> const& path) {
        entry_.path = path;
        for (auto segment = path.begin(); segment != path.end(); ++segment) {
            if (!segment->is_parameter) continue;
            auto const same = [&](auto const& other) { return other.is_parameter && other.text == segment->text; };
            if (std::any_of(path.begin(), segment, same)) {
                fault("path_parameter", "the path has {" + segment->text + "} twice", "name each parameter once");
            } else if (!std::ranges::any_of(entry_.parameters, [&](auto const& p) {
                           return p.name == segment->text && p.source == Source::path;
                       })) {
                fault("path_parameter",
                      "the path has {" + segment->text + "}, and '" + entry_.name + "' has no such parameter",
                      "a {name} is a parameter of a scalar type without default");
            }
        }
        for (auto const& p : entry_.parameters) {
            bool const placed =
                std::ranges::any_of(path, [&](auto const& s) { return s.is_parameter && s.text == p.name; });
            if (p.source == Source::path && !placed) entry_.path.push_back({.is_parameter = true, .text = p.name});
        }
    }

    Entry& entry_;
    std::size_t index_;
    std::vector<Fault>& faults_;
    std::optional<std::size_t> body_;
    bool rest_ = false;
};

/// Whether a call with all the names that `b` needs could also be one of `a`.
bool takes_what_other_needs(Entry const& a, Entry const& b) {
    bool const takes_all = std::ranges::any_of(a.parameters, [](auto const& p) { return p.source == Source::rest; });
    return takes_all || std::ranges::all_of(b.parameters, [&](auto const& needed) {
               return !needed.required || needed.source == Source::rest ||
                      std::ranges::any_of(a.parameters, [&](auto const& p) { return p.name == needed.name; });
           });
}

std::optional<Fault> conflict(Entry const& earlier, Entry const& later) {
    if (earlier.kind != later.kind) return std::nullopt;
    if (earlier.kind != Entry::Kind::http) {
        if (earlier.trigger != later.trigger) return std::nullopt;
        static constexpr std::string_view kWhat[] = {"", "queue", "event", "schedule"};
        auto const what = std::string(kWhat[static_cast<std::size_t>(later.kind)]);
        return Fault{.code = "duplicate_receiver",
                     .message = "two methods receive the " + what + " '" + later.trigger + "'",
                     .remedy = "keep one: a message goes to one method"};
    }
    if (earlier.verb == later.verb && same_shape(earlier.path, later.path)) {
        return Fault{
            .code = "duplicate_route",
            .message = "two entries answer " + std::string(verb_text(later.verb)) + " " + path_text(later.path),
            .remedy =
                "rename one, give it another path with COWORKS_ENTRY(path = \"…\"), or take it out with "
                "COWORKS_ENTRY(ignore)"};
    }
    if (earlier.name == later.name && takes_what_other_needs(earlier, later) &&
        takes_what_other_needs(later, earlier)) {
        return Fault{.code = "ambiguous_call",
                     .message = "a direct call of '" + later.name +
                                "' could mean two entries: the names of their parameters don't tell them apart",
                     .remedy = "give a parameter of one of them another name, or rename the method"};
    }
    return std::nullopt;
}

}  // namespace

void bind_parameters(Entry& entry, std::vector<Segment> const& path, std::size_t index, std::vector<Fault>& faults) {
    Binder binder(entry, index, faults);
    if (entry.kind == Entry::Kind::http) {
        binder.http(path);
    } else {
        binder.receiver();
    }
}

bool same_shape(std::vector<Segment> const& a, std::vector<Segment> const& b) noexcept {
    return std::ranges::equal(a, b, [](auto const& x, auto const& y) {
        return x.is_parameter == y.is_parameter && (x.is_parameter || x.text == y.text);
    });
}

std::vector<Fault> find_conflicts(std::vector<Entry> const& entries) {
    std::vector<Fault> faults;
    for (std::size_t later = 1; later < entries.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (auto fault = conflict(entries[earlier], entries[later])) {
                fault->entry = later;
                fault->other = earlier;
                faults.push_back(std::move(*fault));
                break;
            }
        }
    }
    return faults;
}

}  // namespace coworks::interface
