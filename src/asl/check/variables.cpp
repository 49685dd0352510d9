/// Assign: the names of variables, and the scopes they are in (Developer Guide, "Passing data between states with
/// variables").

#include <cctype>

#include "asl/check/checker.hpp"
#include "base/text.hpp"

namespace coworks::asl::checking {
namespace {

std::string_view variable_of(std::string_view member, QueryLanguage language) {
    if (language == QueryLanguage::jsonpath && member.ends_with(".$")) member.remove_suffix(2);
    return member;
}

/// Unicode identifiers up to 80 characters; "states" is taken.
bool is_variable_name(std::string_view name, std::size_t length_max) {
    if (name.empty() || code_points(name) > length_max || name == "states") return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const c = static_cast<unsigned char>(name[i]);
        if (c < 0x80 && std::isalpha(c) == 0 && c != '_' && (i == 0 || std::isdigit(c) == 0)) return false;
    }
    return true;
}

}  // namespace

std::set<std::string, std::less<>> assigned_names(Json const& states, QueryLanguage machine) {
    std::set<std::string, std::less<>> names;
    if (!states.is_object()) return names;
    for (auto const& state : states.members()) {
        if (!state.value.is_object()) continue;
        QueryLanguage const language = language_of(state.value, machine);
        auto const take = [&](Json const& assigned) {
            if (!assigned.is_object()) return;
            for (auto const& member : assigned.members())
                names.emplace(variable_of(member.name(), language));
        };
        take(state.value["Assign"]);
        Json const& rules = state.value["Choices"];
        if (!rules.is_array()) continue;
        for (auto const& rule : rules.items())
            if (rule.is_object()) take(rule["Assign"]);
    }
    return names;
}

/// "A variable assigned in an inner scope cannot have the same name as one assigned in an outer scope" (guide,
/// "Variable scope"), whichever of the outer scope's states assigns it, and whenever. The words are ours.
void Checker::assigned(Json const& value, Place const& place, QueryLanguage language) {
    if (!require_object(value, place)) return;
    for (auto const& member : value.members()) {
        auto const name = variable_of(member.name(), language);
        if (!is_variable_name(name, limits_.name_length)) {
            schema(place.member(member.name()), "The variable name '" + std::string(name) + "' is not valid",
                   "letters, digits and _ make a name of up to 80 characters; it can't be 'states'");
        }
        for (std::size_t outer = 0; outer + 1 < scopes_.size(); ++outer) {
            if (!scopes_[outer].contains(name)) continue;
            schema(place.member(member.name()),
                   "The variable '" + std::string(name) + "' can't be assigned here, because an outer scope assigns it",
                   "choose another name for one of them");
            break;
        }
    }
    payload(value, place, language);
}

}  // namespace coworks::asl::checking
