#include "asl/check/checker.hpp"

namespace coworks::asl::checking {

/// ErrorEquals: error names, States.ALL alone and in the last place (States language, "Retrying after error").
void Checker::error_names(Json const& value, Place const& place, bool last) {
    if (!require_array(value, place)) return;
    if (value.empty()) return schema(place, "Value cannot be empty");
    for (std::size_t i = 0; i < value.size(); ++i) {
        text(value[i], place.item(i));
        if (value[i] == Json("States.ALL") && (value.size() > 1 || !last)) {
            schema(place, value.size() > 1 ? "'States.ALL' must appear alone"
                                           : "'States.ALL' must appear in the last retrier or catcher");
        }
    }
}

void Checker::retry(Json const& value, Place const& place) {
    if (!require_array(value, place)) return;
    for (std::size_t i = 0; i < value.size(); ++i) {
        auto const here = place.item(i);
        Json const& retrier = value[i];
        if (!require_object(retrier, here)) continue;
        require_fields(retrier, {"ErrorEquals"}, here);
        known_members(retrier,
                      {"ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
                       "JitterStrategy", "Comment"},
                      here);
        for (auto const& member : retrier.members()) {
            auto const name = member.name();
            auto const at = here.member(name);
            if (name == "ErrorEquals") error_names(member.value, at, i + 1 == value.size());
            if (name == "IntervalSeconds") whole_number(member.value, at, 1, limits_.wait_seconds);
            if (name == "MaxAttempts") whole_number(member.value, at, 0, limits_.max_attempts);
            if (name == "BackoffRate") number(member.value, at, 1, 1e9);
            if (name == "MaxDelaySeconds") whole_number(member.value, at, 1, limits_.retry_interval.count() - 1);
            if (name == "JitterStrategy") one_of(member.value, name, {"FULL", "NONE"}, at);
            if (name == "Comment") text(member.value, at);
        }
        Json const& interval = retrier["IntervalSeconds"];
        Json const& most = retrier["MaxDelaySeconds"];
        if (interval.is_number() && most.is_number() && most.as_double() <= interval.as_double()) {
            schema(here, "MaxDelaySeconds must be greater than IntervalSeconds");
        }
    }
}

void Checker::catchers(Json const& value, Place const& place, QueryLanguage language) {
    if (!require_array(value, place)) return;
    for (std::size_t i = 0; i < value.size(); ++i) {
        auto const here = place.item(i);
        Json const& catcher = value[i];
        if (!require_object(catcher, here)) continue;
        require_fields(catcher, {"ErrorEquals", "Next"}, here);
        bool const jsonata = language == QueryLanguage::jsonata;
        known_members(catcher, {"ErrorEquals", "Next", "Assign", "Comment", jsonata ? "Output" : "ResultPath"}, here);
        has_error_output_ = true;
        for (auto const& member : catcher.members()) {
            auto const name = member.name();
            auto const at = here.member(name);
            if (name == "ErrorEquals") error_names(member.value, at, i + 1 == value.size());
            if (name == "Next" || name == "Comment") text(member.value, at);
            if (name == "ResultPath" && !jsonata) reference_path(member.value, at);
            if (name == "Assign") assigned(member.value, at, language);
            if (name == "Output" && jsonata) payload(member.value, at, language);
        }
        has_error_output_ = false;
    }
}

}  // namespace coworks::asl::checking
