#include "jsonpath/evaluate.hpp"

#include <algorithm>
#include <utility>

#include "jsonpath/java_text.hpp"

namespace coworks::jsonpath {

namespace {

constexpr std::size_t kQuoteDepth = 32;         // levels of a value that an error text shows
constexpr std::size_t kQuoteLength = 8U << 10;  // and bytes: AWS cuts causes at 32,768 characters

std::string names_text(std::vector<std::string> const& names) {
    std::string text = "[";
    for (auto const& name : names) {
        if (text.size() > 1) text += ", ";
        text += '\'' + name + '\'';
    }
    return text + ']';
}

std::string fragment(Segment const& segment) {
    auto const number = [&](std::size_t i) { return std::to_string(segment.numbers[i]); };
    switch (segment.kind) {
        case Segment::Kind::members:
            return names_text(segment.names);
        case Segment::Kind::index:
        case Segment::Kind::indices: {
            std::string text = "[" + number(0);
            for (std::size_t i = 1; i < segment.numbers.size(); ++i)
                text += ',' + number(i);
            return text + ']';
        }
        case Segment::Kind::from_end:
            return "[@.size()" + number(0) + ']';
        case Segment::Kind::slice_from:
            return '[' + number(0) + ":]";
        case Segment::Kind::slice_to:
            return "[:" + number(0) + ']';
        case Segment::Kind::slice_between:
            return '[' + number(0) + ':' + number(1) + ']';
        case Segment::Kind::wildcard:
            return "[*]";
        case Segment::Kind::filter:
            return "[?]";
        case Segment::Kind::scan:
            return "..";
        case Segment::Kind::root:
            return "$";
    }
    return {};
}

std::string shown(Json const& value) {
    std::string text;
    if (!append_java_text(text, value, kQuoteDepth) || text.size() > kQuoteLength) return "...";
    return text;
}

}  // namespace

std::string fragments(Path::Program const& program, std::size_t from) {
    std::string text;
    for (auto i = from; i < program.segments.size(); ++i)
        text += fragment(program.segments[i]);
    return text;
}

std::string Walker::here() const {
    std::string text = "$";
    for (auto const& part : trail_) {
        if (auto const* const index = std::get_if<std::size_t>(&part)) {
            text += '[' + std::to_string(*index) + ']';
        } else {
            text += "['" + std::string(std::get<std::string_view>(part)) + "']";
        }
    }
    return text;
}

Walker::Flow Walker::absent(std::string message) {
    failure_ = {.kind = Failure::Kind::not_found, .message = std::move(message)};
    return Flow::absent;
}

Walker::Flow Walker::broken(Failure failure) {
    failure_ = std::move(failure);
    return Flow::broken;
}

Walker::Flow Walker::spend() {
    if (++budget_.steps <= budget_.limits.steps && results_.size() <= budget_.limits.results) return Flow::on;
    return broken({.kind = Failure::Kind::limit, .message = "The path looks at too many values"});
}

Followed<Json> Walker::run(Json const& start) {
    // The library refuses a document that is null; the service, that knows no document but null, gives it for `$`.
    auto flow = Flow::on;
    if (document_.is_null() && !program_.segments.empty()) {
        flow = broken({.kind = Failure::Kind::not_found, .message = "root can not be null"});
    } else {
        flow = step(0, start);
    }
    if (flow == Flow::on && program_.definite() && results_.empty())
        flow = absent("No results for path: $" + fragments(program_, 0));
    if (flow != Flow::on) {
        return tl::unexpected(Stop{.kind = flow == Flow::absent ? Stop::Kind::absent : Stop::Kind::broken,
                                   .failure = std::move(failure_)});
    }
    return program_.definite() ? std::move(results_.front()) : Json::array(std::move(results_));
}

Walker::Flow Walker::step(std::size_t at, Json const& value) {
    if (auto const flow = spend(); flow != Flow::on) return flow;
    if (at == program_.segments.size()) {
        results_.push_back(value);
        return Flow::on;
    }
    switch (program_.segments[at].kind) {
        case Segment::Kind::members:
            return members(at, value);
        case Segment::Kind::wildcard:
            return wildcard(at, value);
        case Segment::Kind::filter:
            return filtered(at, value);
        case Segment::Kind::scan:
            return scan(at, value);
        case Segment::Kind::root:
            return root(at, value);
        default:
            return items(at, value);
    }
}

Walker::Flow Walker::next_member(std::size_t at, std::string_view name, Json const& value) {
    trail_.emplace_back(name);
    auto const flow = step(at + 1, value);
    trail_.pop_back();
    return flow;
}

Walker::Flow Walker::next_item(std::size_t at, std::size_t index, Json const& value) {
    trail_.emplace_back(index);
    auto const flow = step(at + 1, value);
    trail_.pop_back();
    return flow;
}

/// A `$` after the first one begins the text of the path anew, and changes nothing else.
Walker::Flow Walker::root(std::size_t at, Json const& value) {
    auto const trail = std::exchange(trail_, {});
    auto const flow = step(at + 1, value);
    trail_ = trail;
    return flow;
}

Walker::Flow Walker::members(std::size_t at, Json const& value) {
    auto const& names = program_.segments[at].names;
    if (!value.is_object()) return absent("Property " + names_text(names) + " not found in path " + here());
    if (names.size() != 1) return merged_members(at, value);
    if (auto const* const found = value.find(names.front())) return next_member(at, names.front(), *found);
    return missing_member(at, names.front());
}

/// At the end of a path it is missing. Before, that matters only if this step and all from the one before it on select
/// one value: PathToken.isUpstreamDefinite(), whatever its name says.
Walker::Flow Walker::missing_member(std::size_t at, std::string_view name) {
    auto const path = here() + "['" + std::string(name) + "']";
    if (is_leaf(at)) return absent("No results for path: " + path);
    if (missing_ == Missing::lenient && !program_.definite_from[at == 0 ? 0 : at - 1]) return Flow::on;
    return absent("Missing property in path " + path);
}

/// `['a','b']` is an object of those that are there.
Walker::Flow Walker::merged_members(std::size_t at, Json const& value) {
    auto const& names = program_.segments[at].names;
    auto const path = here() + names_text(names);
    if (!is_leaf(at)) {
        return broken(
            {.kind = Failure::Kind::not_found, .message = "Multi properties can only be used as path leafs: " + path});
    }
    Json::ObjectBuilder merged;
    for (auto const& name : names) {
        if (auto const* const found = value.find(name)) {
            merged.set(name, *found);
        } else if (missing_ == Missing::strict) {
            return absent("Missing property in path " + path);
        }
    }
    return step(at + 1, merged.finish());
}

/// Items of which a later step finds nothing are left out; members are not.
Walker::Flow Walker::wildcard(std::size_t at, Json const& value) {
    if (value.is_object()) {
        for (auto const& member : value.members()) {
            auto const flow = next_member(at, member.name(), member.value);
            if (flow != Flow::on) return flow;
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            auto const flow = next_item(at, i, value.items()[i]);
            if (flow == Flow::broken) return flow;
        }
    }
    return Flow::on;
}

Walker::Flow Walker::items(std::size_t at, Json const& value) {
    if (value.is_null()) return absent("The path " + here() + " is null");
    if (!value.is_array()) {
        return broken({.kind = Failure::Kind::not_found,
                       .message = "Filter: " + fragments(program_, at) +
                                  " can only be applied to arrays. Current context is: " + shown(value)});
    }
    auto const& segment = program_.segments[at];
    switch (segment.kind) {
        case Segment::Kind::index:
            return item(at, value, segment.numbers.front());
        case Segment::Kind::from_end:
            return item(at, value, static_cast<std::int64_t>(value.size()) + segment.numbers.front());
        case Segment::Kind::indices:
            for (auto const index : segment.numbers) {
                if (auto const flow = item(at, value, index); flow != Flow::on) return flow;
            }
            return Flow::on;
        default:
            return slice(at, value);
    }
}

/// `[a:]` and `[:b]` count negative bounds from the end. `[a:b]` does not: it looks for each index from a on.
Walker::Flow Walker::slice(std::size_t at, Json const& array) {
    auto const& segment = program_.segments[at];
    auto const size = static_cast<std::int64_t>(array.size());
    std::int64_t const first = segment.numbers.front();
    std::int64_t from = 0;
    std::int64_t to = size;
    if (segment.kind == Segment::Kind::slice_from) {
        from = std::max<std::int64_t>(0, first < 0 ? size + first : first);
    } else if (segment.kind == Segment::Kind::slice_to) {
        to = std::min(size, first < 0 ? size + first : first);
    } else {
        from = first;
        to = std::min<std::int64_t>(size, segment.numbers[1]);
        if (size == 0) return Flow::on;
    }
    for (auto i = from; i < to; ++i) {
        if (auto const flow = item(at, array, i); flow != Flow::on) return flow;
    }
    return Flow::on;
}

Walker::Flow Walker::item(std::size_t at, Json const& array, std::int64_t index) {
    if (index < 0 || index >= static_cast<std::int64_t>(array.size()))
        return absent("Index out of bounds when evaluating path " + here() + '[' + std::to_string(index) + ']');
    auto const place = static_cast<std::size_t>(index);
    return next_item(at, place, array.items()[place]);
}

Walker::Flow Walker::accept(Filter const& filter, Json const& item, bool& accepted) {
    if (auto const flow = spend(); flow != Flow::on) return flow;
    auto answer = accepts(filter, item, document_, budget_);
    if (!answer) return broken(std::move(answer.error()));
    accepted = *answer;
    return Flow::on;
}

Walker::Flow Walker::filtered(std::size_t at, Json const& value) {
    auto const& filter = *program_.segments[at].filter;
    bool accepted = false;
    if (value.is_object()) {
        auto const flow = accept(filter, value, accepted);
        return flow == Flow::on && accepted ? step(at + 1, value) : flow;
    }
    if (!value.is_array()) {
        return broken({.kind = Failure::Kind::not_found,
                       .message = "Filter: " + fragments(program_, at) +
                                  " can not be applied to primitives. Current context is: " + shown(value)});
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
        auto flow = accept(filter, value.items()[i], accepted);
        if (flow == Flow::on && accepted) flow = next_item(at, i, value.items()[i]);
        if (flow != Flow::on) return flow;
    }
    return Flow::on;
}

namespace {

/// Where most paths lead, of members and indices alone: straight to a value. Null if not; why is the Walker's to tell.
Json const* straight_to(Path::Program const& program, Json const& document) {
    Json const* value = &document;
    for (auto const& segment : program.segments) {
        if (segment.kind == Segment::Kind::members && segment.names.size() == 1 && value->is_object()) {
            value = value->find(segment.names.front());
            if (value == nullptr) return nullptr;
        } else if (segment.kind == Segment::Kind::index && value->is_array() && segment.numbers.front() >= 0 &&
                   static_cast<std::size_t>(segment.numbers.front()) < value->size()) {
            value = &value->items()[static_cast<std::size_t>(segment.numbers.front())];
        } else {
            return nullptr;
        }
    }
    return value;
}

}  // namespace

Outcome<Json> evaluate(Path::Program const& program, Json const& document, Budget& budget) {
    if (auto const* const value = straight_to(program, document)) return *value;
    auto value = Walker(program, document, budget, Missing::lenient).run(document);
    if (!value) return tl::unexpected(std::move(value.error().failure));
    return *std::move(value);
}

Json const* root_of(Path::Program const& program, Scope const& scope) noexcept {
    switch (program.root) {
        case Root::input:
            return scope.input;
        case Root::context:
            return scope.context;
        case Root::variable:
            return scope.variables == nullptr ? nullptr : scope.variables->find(program.variable);
    }
    return nullptr;
}

}  // namespace coworks::jsonpath
