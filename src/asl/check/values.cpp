#include <algorithm>
#include <cmath>

#include "asl/check/checker.hpp"
#include "asl/compile.hpp"
#include "asl/timestamp.hpp"
#include "base/text.hpp"
#include "json/positions.hpp"
#include "jsonpath/jsonpath.hpp"

namespace coworks::asl::checking {

std::string did_you_mean(std::string_view name, std::span<std::string_view const> candidates) {
    constexpr std::size_t kLengthMax = 100;
    constexpr std::size_t kCandidatesMax = 200;
    auto const is_long = [](std::string_view text) { return text.size() > kLengthMax; };
    if (is_long(name) || candidates.size() > kCandidatesMax || std::ranges::any_of(candidates, is_long)) return {};
    auto const meant = nearest_name(name, candidates);
    return meant.empty() ? "" : "did you mean '" + std::string(meant) + "'?";
}

void Checker::report(std::string_view code, Place const& place, std::string message, std::string remedy) {
    findings_.push_back({.code = std::string(code),
                         .message = std::move(message),
                         .location = place.location.empty() ? "/" : place.location,
                         .pointer = place.pointer,
                         .remedy = std::move(remedy)});
}

void Checker::schema(Place const& place, std::string message, std::string remedy) {
    report(kSchema, place, std::move(message), std::move(remedy));
}

void Checker::warn(std::string_view code, Place const& place, std::string message, std::string remedy) {
    report(code, place, std::move(message), std::move(remedy));
    findings_.back().severity = Finding::Severity::warning;
}

bool Checker::require_object(Json const& value, Place const& place) {
    if (!value.is_object()) schema(place, "Expected value of type Object");
    return value.is_object();
}

bool Checker::require_array(Json const& value, Place const& place) {
    if (!value.is_array()) schema(place, "Expected value of type Array");
    return value.is_array();
}

/// All that are missing in one finding; AWS names them so.
void Checker::require_fields(Json const& object, std::initializer_list<std::string_view> names, Place const& place) {
    std::string missing;
    for (auto const name : names) {
        if (object.contains(name)) continue;
        if (!missing.empty()) missing += ", ";
        missing += name;
    }
    if (!missing.empty()) schema(place, "These fields are required: [" + missing + "]");
}

void Checker::text(Json const& value, Place const& place) {
    if (!value.is_string()) schema(place, "Expected value of type String");
}

void Checker::boolean(Json const& value, Place const& place) {
    if (!value.is_bool()) schema(place, "Expected value of type Boolean");
}

void Checker::whole_number(Json const& value, Place const& place, std::int64_t least, std::int64_t most) {
    if (!value.is_number() || value.as_double() != std::floor(value.as_double())) {
        return schema(place, "Expected value of type Integer");
    }
    number(value, place, static_cast<double>(least), static_cast<double>(most));
}

void Checker::number(Json const& value, Place const& place, double least, double most) {
    if (!value.is_number()) return schema(place, "Expected value of type Number");
    if (value.as_double() < least)
        schema(place, "Value must be at least " + Json(least).dump({.ecmascript_numbers = true}));
    if (value.as_double() > most)
        schema(place, "Value must be at most " + Json(most).dump({.ecmascript_numbers = true}));
}

void Checker::one_of(Json const& value, std::string_view field, std::initializer_list<std::string_view> allowed,
                     Place const& place) {
    std::string list;
    for (auto const word : allowed) {
        if (value.is_string() && value.as_string() == word) return;
        if (!list.empty()) list += ", ";
        list += word;
    }
    schema(place, "The field '" + std::string(field) + "' should have one of these values: [" + list + "]");
}

void Checker::advise(std::vector<std::string> const& remarks, Place const& place) {
    for (auto const& remark : remarks) {
        warn("JSONPATH_DIALECT", place, "This path may not mean what it says: " + remark, "see docs/jsonpath.md");
        findings_.back().severity = Finding::Severity::advice;
    }
}

void Checker::path(Json const& value, Place const& place) {
    if (!value.is_string()) return schema(place, "Expected value of type String");
    auto const parsed = jsonpath::Path::parse(value.as_string());
    if (parsed) return advise(parsed->remarks(), place);
    schema(place, "Value is not a valid JSONPath", parsed.error().message);
    findings_.back().offset = parsed.error().offset;
}

void Checker::path_or_null(Json const& value, Place const& place) {
    if (!value.is_null()) path(value, place);
}

void Checker::path_or_call(Json const& value, Place const& place) {
    if (!value.is_string() || !jsonpath::looks_like_call(value.as_string())) return path(value, place);
    auto const parsed = jsonpath::Call::parse(value.as_string());
    if (parsed) return advise(parsed->remarks(), place);
    schema(place, "Value is not a valid JSONPath or a valid intrinsic function call", parsed.error().message);
    findings_.back().offset = parsed.error().offset;
}

void Checker::reference_path(Json const& value, Place const& place) {
    if (value.is_null()) return;
    if (!value.is_string()) return schema(place, "Expected value of type String");
    auto const parsed = jsonpath::Path::parse(value.as_string());
    if (!parsed) return schema(place, "Value is not a Reference Path: " + parsed.error().message);
    if (!parsed->is_reference() || parsed->root() != jsonpath::Root::input) {
        schema(place, "Value is not a Reference Path",
               "a reference path begins with $ and names members and indices alone, such as $.order.lines[0]");
        return;
    }
    advise(parsed->remarks(), place);
}

void Checker::timestamp(Json const& value, Place const& place) {
    if (!value.is_string()) return schema(place, "Expected value of type String");
    if (!parse_state_timestamp(value.as_string())) {
        schema(place, "String does not match RFC3339 timestamp", "write it as 2026-01-31T08:00:00Z");
    }
}

/// A payload template: in JSONPath states members whose name ends with ".$" are computed, in JSONata states texts of
/// the form {% … %}.
void Checker::payload(Json const& value, Place const& place, QueryLanguage language, std::size_t depth) {
    if (depth > limits_.template_depth) return schema(place, "The payload template is nested too deeply");
    if (value.is_string()) {
        expression(value, place, language);
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            payload(value[i], place.item(i), language, depth + 1);
    } else if (value.is_object()) {
        for (auto const& member : value.members()) {
            auto const name = member.name();
            if (language == QueryLanguage::jsonata || !name.ends_with(".$")) {
                payload(member.value, place.member(name), language, depth + 1);
                if (language == QueryLanguage::jsonpath && member.value.is_string()) {
                    auto const written = member.value.as_string();
                    if (written.starts_with("$.") || written.starts_with("$$.") || written.starts_with("States.")) {
                        warn("NO_DOLLAR", place.member(name),
                             "No .$ on a field that appears to be a JSONPath or Intrinsic Function.",
                             "name the field '" + std::string(name) + ".$'");
                    }
                }
                continue;
            }
            computed(name, member.value, place);
        }
    }
}

void Checker::computed(std::string_view name, Json const& value, Place const& place) {
    jsonpath::SyntaxError error{.message = "its value has to be a text", .offset = 0};
    Place const inner{.location = place.location, .pointer = pointer_to(place.pointer, name)};
    if (value.is_string() && jsonpath::looks_like_call(value.as_string())) {
        auto parsed = jsonpath::Call::parse(value.as_string());
        if (parsed) return advise(parsed->remarks(), inner);
        error = std::move(parsed.error());
    } else if (value.is_string()) {
        auto parsed = jsonpath::Path::parse(value.as_string());
        if (parsed) return advise(parsed->remarks(), inner);
        error = std::move(parsed.error());
    }
    schema(inner,
           "The value for the field '" + std::string(name) +
               "' must be a valid JSONPath or a valid intrinsic function call",
           error.message);
    if (value.is_string()) findings_.back().offset = error.offset;
}

void Checker::static_result(Json const& value, Place const& place, std::size_t depth) {
    if (depth > limits_.template_depth) return;
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            static_result(value[i], place.item(i), depth + 1);
    } else if (value.is_object()) {
        for (auto const& member : value.members()) {
            if (member.name().ends_with(".$")) {
                warn("PASS_RESULT_IS_STATIC", place.member(member.name()),
                     "Attempt to use a path in the result of a pass state.", "use Parameters instead of Result");
            }
            static_result(member.value, place.member(member.name()), depth + 1);
        }
    }
}

}  // namespace coworks::asl::checking
