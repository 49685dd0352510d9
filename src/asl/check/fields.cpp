#include <algorithm>
#include <array>
#include <optional>

#include "asl/check/checker.hpp"
#include "asl/compile.hpp"

namespace coworks::asl::checking {

namespace {

// Which kinds have a field, a bit each in the order of StateKind; which query languages, likewise.
constexpr unsigned bit(StateKind kind) {
    return 1U << static_cast<unsigned>(kind);
}
constexpr unsigned kPass = bit(StateKind::pass);
constexpr unsigned kTask = bit(StateKind::task);
constexpr unsigned kChoice = bit(StateKind::choice);
constexpr unsigned kWait = bit(StateKind::wait);
constexpr unsigned kSucceed = bit(StateKind::succeed);
constexpr unsigned kFail = bit(StateKind::fail);
constexpr unsigned kParallel = bit(StateKind::parallel);
constexpr unsigned kMap = bit(StateKind::map);
constexpr unsigned kAll = kPass | kTask | kChoice | kWait | kSucceed | kFail | kParallel | kMap;
constexpr unsigned kMoving = kPass | kTask | kWait | kParallel | kMap;
constexpr unsigned kWorking = kTask | kParallel | kMap;

enum class Languages : std::uint8_t { both, jsonpath, jsonata };

struct FieldRule {
    std::string_view name;
    unsigned kinds;
    Languages languages = Languages::both;
};

/// The fields of every state (Developer Guide, "State machine structure" and the page of each state).
constexpr auto kFields = std::to_array<FieldRule>({
    {"Type", kAll},
    {"Comment", kAll},
    {"QueryLanguage", kAll},
    {"Next", kMoving},
    {"End", kMoving},
    {"InputPath", kAll & ~kFail, Languages::jsonpath},
    {"OutputPath", kAll & ~kFail, Languages::jsonpath},
    {"ResultPath", kPass | kWorking, Languages::jsonpath},
    {"Parameters", kPass | kWorking, Languages::jsonpath},
    {"ResultSelector", kWorking, Languages::jsonpath},
    {"Arguments", kTask | kParallel, Languages::jsonata},
    {"Output", kAll & ~kFail, Languages::jsonata},
    {"Assign", kMoving | kChoice},
    {"Result", kPass, Languages::jsonpath},
    {"Retry", kWorking},
    {"Catch", kWorking},
    {"Resource", kTask},
    {"TimeoutSeconds", kTask},
    {"TimeoutSecondsPath", kTask, Languages::jsonpath},
    {"HeartbeatSeconds", kTask},
    {"HeartbeatSecondsPath", kTask, Languages::jsonpath},
    {"Credentials", kTask},
    {"Choices", kChoice},
    {"Default", kChoice},
    {"Seconds", kWait},
    {"SecondsPath", kWait, Languages::jsonpath},
    {"Timestamp", kWait},
    {"TimestampPath", kWait, Languages::jsonpath},
    {"Error", kFail},
    {"ErrorPath", kFail, Languages::jsonpath},
    {"Cause", kFail},
    {"CausePath", kFail, Languages::jsonpath},
    {"Branches", kParallel},
    {"ItemProcessor", kMap},
    {"Iterator", kMap},
    {"ItemsPath", kMap, Languages::jsonpath},
    {"Items", kMap, Languages::jsonata},
    {"ItemSelector", kMap},
    {"ItemReader", kMap},
    {"ItemBatcher", kMap},
    {"ResultWriter", kMap},
    {"Label", kMap},
    {"MaxConcurrency", kMap},
    {"MaxConcurrencyPath", kMap, Languages::jsonpath},
    {"ToleratedFailureCount", kMap},
    {"ToleratedFailureCountPath", kMap, Languages::jsonpath},
    {"ToleratedFailurePercentage", kMap},
    {"ToleratedFailurePercentagePath", kMap, Languages::jsonpath},
});

}  // namespace

void Checker::known_members(Json const& object, std::initializer_list<std::string_view> known, Place const& place) {
    for (auto const& member : object.members()) {
        if (std::ranges::find(known, member.name()) == known.end()) {
            std::vector<std::string_view> const candidates(known);
            schema(place, "Field '" + std::string(member.name()) + "' is not supported",
                   did_you_mean(member.name(), candidates));
            findings_.back().pointer = place.member(member.name()).pointer;
        }
    }
}

void Checker::exclusive(Json const& object, std::initializer_list<std::string_view> names, Place const& place) {
    std::string list;
    int present = 0;
    for (auto const name : names) {
        if (object.contains(name)) ++present;
        if (!list.empty()) list += ", ";
        list += name;
    }
    if (present > 1) schema(place, "Only one of these fields is allowed: [" + list + "]");
}

void Checker::fields(Json const& state, StateKind kind, Place const& place, QueryLanguage language) {
    for (auto const& member : state.members()) {
        auto const name = member.name();
        auto const rule = std::ranges::find(kFields, name, &FieldRule::name);
        if (rule == kFields.end() || (rule->kinds & bit(kind)) == 0) {
            std::vector<std::string_view> candidates;
            for (auto const& field : kFields) {
                if ((field.kinds & bit(kind)) != 0) candidates.push_back(field.name);
            }
            schema(place, "Field '" + std::string(name) + "' is not supported", did_you_mean(name, candidates));
        } else if (rule->languages == Languages::jsonata && language == QueryLanguage::jsonpath) {
            schema(place, "The QueryLanguage is set to 'JSONPath', but field '" + std::string(name) +
                              "' is only supported for the 'JSONata' QueryLanguage");
        } else if (rule->languages == Languages::jsonpath && language == QueryLanguage::jsonata) {
            schema(place, "The QueryLanguage is set to 'JSONata', but field '" + std::string(name) +
                              "' is only supported for the 'JSONPath' QueryLanguage");
        } else {
            has_result_ = (bit(kind) & kWorking) != 0 && (name == "Output" || name == "Assign");
            field_value(name, member.value, place.member(name), language);
            has_result_ = false;
            continue;
        }
        findings_.back().pointer = place.member(name).pointer;
    }
}

/// The fields that mean the same wherever they stand; those of one kind of state alone are checked in its file.
void Checker::field_value(std::string_view name, Json const& value, Place const& place, QueryLanguage language) {
    if (name == "Comment" || name == "Next" || name == "Default") return text(value, place);
    if (name == "End") return boolean(value, place);
    if (name == "InputPath" || name == "OutputPath") return path_or_null(value, place);
    if (name == "ResultPath") return reference_path(value, place);
    if (name == "ErrorPath" || name == "CausePath") return path_or_call(value, place);
    if (name.ends_with("Path")) return path(value, place);
    if (name == "Assign") return assigned(value, place, language);
    if (name == "Retry") return retry(value, place);
    if (name == "Catch") return catchers(value, place, language);
    if (name == "Result") return static_result(value, place);
    if (name == "Resource") return task_resource(value, place);
    if (name == "Label") return label(value, place);
    if (name == "ItemReader") return item_reader(value, place, language);
    if (name == "ItemBatcher") return item_batcher(value, place, language);
    if (name == "ResultWriter") return result_writer(value, place, language);
    if (name == "Credentials") return credentials(value, place, language);
    static constexpr auto kComputed = std::to_array<std::string_view>(
        {"Arguments", "Output", "Items", "ItemSelector", "Error", "Cause", "TimeoutSeconds", "HeartbeatSeconds",
         "Seconds", "Timestamp", "MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"});
    if (std::ranges::find(kComputed, name) != kComputed.end() && expression(value, place, language)) return;
    if (name == "Error" || name == "Cause") return text(value, place);
    if (name == "TimeoutSeconds" || name == "HeartbeatSeconds") {
        return whole_number(value, place, 1, limits_.wait_seconds);
    }
    if (name == "Seconds") return whole_number(value, place, 0, limits_.wait_seconds);
    if (name == "Timestamp") return timestamp(value, place);
    if (name == "MaxConcurrency" || name == "ToleratedFailureCount") {
        return whole_number(value, place, 0, static_cast<std::int64_t>(limits_.items));
    }
    if (name == "ToleratedFailurePercentage") return number(value, place, 0, 100);
    if (name == "Parameters" || name == "ResultSelector" || name == "Arguments" || name == "Output" ||
        name == "ItemSelector" || name == "Items") {
        return payload(value, place, language);
    }
}

}  // namespace coworks::asl::checking
