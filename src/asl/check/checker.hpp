#pragma once

/// What the files of the validator share. Internal to the room.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "asl/check/check.hpp"
#include "asl/check/place.hpp"
#include "jsonata/jsonata.hpp"

namespace coworks::asl::checking {

inline constexpr std::string_view kSchema = "SCHEMA_VALIDATION_FAILED";

/// Collects what is wrong with one definition.
class Checker {
public:
    Checker(ExecutionType type, Limits const& limits) : type_(type), limits_(limits) {}

    /// The machine, a branch or a processor. `machine` is its query language, inherited by every state.
    void workflow(Json const& workflow, Place const& place, QueryLanguage machine, std::size_t depth);
    void state(Json const& state, std::string_view name, Place const& place, QueryLanguage machine, std::size_t depth);
    /// The whole definition: its own fields, its states, names that occur twice.
    void definition(Json const& definition);

    std::vector<Finding> take() { return std::move(findings_); }

private:
    // fields.cpp
    void fields(Json const& state, StateKind kind, Place const& place, QueryLanguage language);
    void field_value(std::string_view name, Json const& value, Place const& place, QueryLanguage language);
    void known_members(Json const& object, std::initializer_list<std::string_view> known, Place const& place);
    void exclusive(Json const& object, std::initializer_list<std::string_view> names, Place const& place);
    // values.cpp
    void text(Json const& value, Place const& place);
    void whole_number(Json const& value, Place const& place, std::int64_t least, std::int64_t most);
    void number(Json const& value, Place const& place, double least, double most);
    void boolean(Json const& value, Place const& place);
    void one_of(Json const& value, std::string_view field, std::initializer_list<std::string_view> allowed,
                Place const& place);
    void path(Json const& value, Place const& place);
    /// What the author of a path or call may not expect of it.
    void advise(std::vector<std::string> const& remarks, Place const& place);
    /// A path or call under a name that ends with ".$".
    void computed(std::string_view name, Json const& value, Place const& place);
    void path_or_null(Json const& value, Place const& place);
    void path_or_call(Json const& value, Place const& place);
    void reference_path(Json const& value, Place const& place);
    void timestamp(Json const& value, Place const& place);
    // jsonata.cpp
    /// A text {% … %}, which is checked; false if the value is none.
    bool expression(Json const& value, Place const& place, QueryLanguage language);
    using Refuse = std::function<void(std::string, std::size_t, std::string)>;
    void check_references(std::vector<jsonata::Reference> const& references, Refuse const& refuse) const;
    // values.cpp
    void payload(Json const& value, Place const& place, QueryLanguage language, std::size_t depth = 0);
    void static_result(Json const& value, Place const& place, std::size_t depth = 0);
    // variables.cpp
    void assigned(Json const& value, Place const& place, QueryLanguage language);
    // resource.cpp
    void task_resource(Json const& value, Place const& place);
    void reader_resource(Json const& value, Place const& place, std::initializer_list<std::string_view> allowed);
    void credentials(Json const& value, Place const& place, QueryLanguage language);
    // errors.cpp
    void retry(Json const& value, Place const& place);
    void catchers(Json const& value, Place const& place, QueryLanguage language);
    void error_names(Json const& value, Place const& place, bool last);
    // choice.cpp
    void choices(Json const& value, Place const& place, QueryLanguage language);
    void rule(Json const& value, Place const& place, QueryLanguage language, bool top, std::size_t depth);
    void comparison(std::string_view name, Json const& value, Place const& place);
    // map.cpp
    void processor(Json const& value, Place const& place, QueryLanguage machine, std::size_t depth);
    void item_reader(Json const& value, Place const& place, QueryLanguage language);
    void item_batcher(Json const& value, Place const& place, QueryLanguage language);
    void result_writer(Json const& value, Place const& place, QueryLanguage language);
    void label(Json const& value, Place const& place);
    void branches(Json const& value, Place const& place, QueryLanguage machine, std::size_t depth);
    // graph.cpp
    void transitions(Json const& workflow, Place const& place);

    void schema(Place const& place, std::string message, std::string remedy = {});
    void report(std::string_view code, Place const& place, std::string message, std::string remedy = {});
    void warn(std::string_view code, Place const& place, std::string message, std::string remedy = {});
    bool require_object(Json const& value, Place const& place);
    bool require_array(Json const& value, Place const& place);
    void require_fields(Json const& object, std::initializer_list<std::string_view> names, Place const& place);

    ExecutionType type_;
    Limits const& limits_;
    std::vector<Finding> findings_;
    std::set<std::string, std::less<>> names_;   ///< of all states: unique within the whole machine
    std::set<std::string, std::less<>> labels_;  ///< of the distributed maps: likewise
    /// Of the workflow that is checked and those around it, the outermost first: the variables that its states assign.
    std::vector<std::set<std::string, std::less<>>> scopes_;
    std::size_t states_ = 0;
    bool has_result_ = false;        ///< where the check is, $states.result is there
    bool has_error_output_ = false;  ///< likewise $states.errorOutput
};

/// The kind of that Type, if there is one.
std::optional<StateKind> kind_of(Json const& type) noexcept;
/// The variables that the states of a workflow assign themselves, not those within them. Those of catchers don't count:
/// a Parallel whose catcher assigns what its branch does was accepted (recorded).
std::set<std::string, std::less<>> assigned_names(Json const& states, QueryLanguage machine);
QueryLanguage language_of(Json const& object, QueryLanguage inherited) noexcept;
/// "did you mean 'Next'?", or nothing. Names and lists too long to compare cheaply get no suggestion.
std::string did_you_mean(std::string_view name, std::span<std::string_view const> candidates);

}  // namespace coworks::asl::checking
