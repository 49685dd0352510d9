#include "jsonpath/evaluate.hpp"

#include <algorithm>

#include "jsonpath/java_text.hpp"

namespace coworks::jsonpath {

namespace {

constexpr std::size_t kQuoteDepth = 32;         // levels of a value that an error text shows
constexpr std::size_t kQuoteLength = 8U << 10;  // and bytes: AWS cuts causes at 32,768 characters

std::string fragment(Segment const& segment) {
    switch (segment.kind) {
        case Segment::Kind::members: {
            std::string text = "[";
            for (auto const& name : segment.names) {
                if (text.size() > 1) text += ',';
                text += '\'' + name + '\'';
            }
            return text + ']';
        }
        case Segment::Kind::indices: {
            std::string text = "[";
            for (auto const index : segment.indices) {
                if (text.size() > 1) text += ',';
                text += std::to_string(index);
            }
            return text + ']';
        }
        case Segment::Kind::slice:
            return '[' + (segment.from ? std::to_string(*segment.from) : "") + ':' +
                   (segment.to ? std::to_string(*segment.to) : "") + ']';
        case Segment::Kind::wildcard:
            return "[*]";
        case Segment::Kind::filter:
            return "[?]";
        case Segment::Kind::scan:
            return "..";
        case Segment::Kind::function:
            return ".function()";
    }
    return {};
}

}  // namespace

std::string normal_form(Path::Program const& program, std::size_t segments) {
    std::string text = program.relative ? "@" : "$";
    for (std::size_t i = 0; i < std::min(segments, program.segments.size()); ++i)
        text += fragment(program.segments[i]);
    return text;
}

std::string Walker::path_to(std::size_t segments) const {
    return normal_form(program_, segments);
}

bool Walker::give_up(Failure failure) {
    if (!failure_) failure_ = std::move(failure);
    return false;
}

bool Walker::missing(std::string message) {
    return give_up({.kind = Failure::Kind::not_found, .message = std::move(message)});
}

bool Walker::spend() {
    if (++budget_.steps <= budget_.limits.steps && results_.size() <= budget_.limits.results) return true;
    return give_up({.kind = Failure::Kind::limit, .message = "The path looks at too many values"});
}

Outcome<std::vector<Json>> Walker::run(Json const& start) {
    if (!step(0, start, true)) return tl::unexpected(std::move(*failure_));
    return std::move(results_);
}

/// Applies the segment at `at`; `definite`: all before it selected one value, so that what is missing is an error.
bool Walker::step(std::size_t at, Json const& value, bool definite) {
    if (!spend()) return false;
    if (at == program_.segments.size()) {
        results_.push_back(value);
        return true;
    }
    auto const& segment = program_.segments[at];
    switch (segment.kind) {
        case Segment::Kind::members:
            return members(at, value, definite);
        case Segment::Kind::indices:
            return indices(at, value, definite);
        case Segment::Kind::slice:
            return slice(at, value, definite);
        case Segment::Kind::filter:
            return filtered(at, value, definite);
        case Segment::Kind::scan:
            return scan(at, value);
        case Segment::Kind::function:
            return program_.sums_scan ? next(at, value, definite) : function(at, value);
        case Segment::Kind::wildcard:
            break;
    }
    if (value.is_array()) {
        return std::ranges::all_of(value.items(), [&](Json const& item) { return next(at, item, false); });
    }
    if (value.is_object()) {
        return std::ranges::all_of(value.members(), [&](auto const& member) { return next(at, member.value, false); });
    }
    return true;
}

bool Walker::next(std::size_t at, Json const& value, bool definite) {
    return step(at + 1, value, definite);
}

bool Walker::members(std::size_t at, Json const& value, bool definite) {
    auto const& segment = program_.segments[at];
    if (!value.is_object()) {
        if (!definite) return true;
        return missing("Expected to find an object with property " + fragment(segment) + " in path " + path_to(at) +
                       " but found '" + std::string(java_class(value)) +
                       "'. This is not a json object according to the JsonProvider: "
                       "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.");
    }
    bool const last = at + 1 == program_.segments.size();
    if (segment.names.size() > 1 && last) return merged_members(at, value, definite);
    for (auto const& name : segment.names) {
        if (auto const* const found = value.find(name)) {
            if (!next(at, *found, definite && segment.names.size() == 1)) return false;
        } else if (!last && definite && segment.names.size() == 1) {
            return missing("Missing property in path " + path_to(at + 1));
        }
    }
    return true;
}

/// `['a','b']` at the end is an object of those that are there.
bool Walker::merged_members(std::size_t at, Json const& value, bool definite) {
    Json::ObjectBuilder merged;
    for (auto const& name : program_.segments[at].names) {
        if (auto const* const found = value.find(name)) merged.set(name, *found);
    }
    return next(at, merged.finish(), definite);
}

bool Walker::needs_array(std::size_t at, Json const& value, bool definite) {
    if (value.is_array()) return true;
    if (!definite) return false;
    if (value.is_null()) return missing("The path " + path_to(at) + " is null");
    std::string shown;
    if (!append_java_text(shown, value, kQuoteDepth) || shown.size() > kQuoteLength) shown = "...";
    return missing("Filter: " + fragment(program_.segments[at]) +
                   " can only be applied to arrays. Current context is: " + shown);
}

bool Walker::item(std::size_t at, Json const& array, std::int64_t index, bool definite) {
    auto const size = static_cast<std::int64_t>(array.size());
    auto const place = index < 0 ? size + index : index;
    if (place < 0 || place >= size) return true;
    return next(at, array.items()[static_cast<std::size_t>(place)], definite);
}

bool Walker::indices(std::size_t at, Json const& value, bool definite) {
    if (!needs_array(at, value, definite)) return !failure_;
    auto const& wanted = program_.segments[at].indices;
    return std::ranges::all_of(
        wanted, [&](std::int64_t index) { return item(at, value, index, definite && wanted.size() == 1); });
}

/// Jayway's slices: `[a:]` and `[:b]` count negative bounds from the end; `[a:b]` looks each index up by itself, so
/// that negative ones select from the end too. There are no steps.
bool Walker::slice(std::size_t at, Json const& value, bool definite) {
    if (!needs_array(at, value, definite)) return !failure_;
    auto const& segment = program_.segments[at];
    auto const size = static_cast<std::int64_t>(value.size());
    std::int64_t from = segment.from.value_or(0);
    std::int64_t to = segment.to.value_or(size);
    if (!segment.to && from < 0) from = std::max<std::int64_t>(0, size + from);
    if (!segment.from && to < 0) to = size + to;
    to = std::min(to, size);
    from = std::max(from, -size);
    for (auto i = from; i < to; ++i) {
        if (!item(at, value, i, false)) return false;
    }
    return true;
}

bool Walker::filtered(std::size_t at, Json const& value, bool definite) {
    auto const& filter = *program_.segments[at].filter;
    auto const consider = [&](Json const& item) {
        if (!spend()) return false;
        auto accepted = accepts(filter, item, scope_, document_, budget_);
        if (!accepted) return give_up(std::move(accepted.error()));
        return !*accepted || next(at, item, false);
    };
    if (value.is_array()) return std::ranges::all_of(value.items(), consider);
    if (value.is_object()) return consider(value);
    if (!definite) return true;
    return missing("Filter: [?] can not be applied to primitives. Current context is: " + value.dump());
}

bool Walker::accepts_while_scanning(Segment const& segment, Json const& value) const {
    switch (segment.kind) {
        case Segment::Kind::members:
            return value.is_object() &&
                   std::ranges::all_of(segment.names, [&](auto const& name) { return value.contains(name); });
        case Segment::Kind::indices:
        case Segment::Kind::slice:
            return value.is_array();
        case Segment::Kind::filter:
            return value.is_object();
        case Segment::Kind::wildcard:
            return value.is_object() || value.is_array();
        case Segment::Kind::scan:
        case Segment::Kind::function:
            return false;
    }
    return false;
}

/// Every object and array from `start` down, the outer before the inner, on a stack of our own: data may be deep.
bool Walker::scan(std::size_t at, Json const& start) {
    if (at + 1 >= program_.segments.size()) return true;
    auto const& wanted = program_.segments[at + 1];
    std::vector<Json const*> waiting{&start};
    while (!waiting.empty()) {
        Json const& value = *waiting.back();
        waiting.pop_back();
        if (!spend()) return false;
        if (accepts_while_scanning(wanted, value) && !next(at, value, false)) return false;
        auto const before = waiting.size();
        if (value.is_array()) {
            for (auto const& item : value.items())
                waiting.push_back(&item);
        } else if (value.is_object()) {
            for (auto const& member : value.members())
                waiting.push_back(&member.value);
        }
        std::reverse(waiting.begin() + static_cast<std::ptrdiff_t>(before), waiting.end());
    }
    return true;
}

bool Walker::function(std::size_t at, Json const& value) {
    auto const& segment = program_.segments[at];
    std::vector<Json> arguments;
    for (auto const& argument : segment.arguments) {
        auto given = value_of(argument, value, scope_, document_, budget_);
        if (!given) return give_up(std::move(given.error()));
        if (*given) arguments.push_back(std::move(**given));
    }
    auto result = call(segment.function, value, arguments);
    if (!result) return give_up(std::move(result.error()));
    return next(at, *result, true);
}

Outcome<Json> evaluate(Path::Program const& program, Scope const& scope, Json const& document, Json const& start,
                       Budget& budget) {
    auto selected = Walker(program, scope, document, budget).run(start);
    if (!selected) {
        if (!program.definite && selected.error().kind == Failure::Kind::not_found) return Json::array();
        return tl::unexpected(std::move(selected.error()));
    }
    if (program.sums_scan) return call(program.segments.back().function, Json::array(std::move(*selected)), {});
    if (!program.definite) return Json::array(std::move(*selected));
    if (selected->empty()) {
        return tl::unexpected(
            Failure{.kind = Failure::Kind::not_found,
                    .message = "No results for path: " + normal_form(program, program.segments.size())});
    }
    return std::move(selected->back());
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
