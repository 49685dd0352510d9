#pragma once

/// What the loader's files share. Internal to the loader.

#include <memory>
#include <string>
#include <string_view>

#include "asl/compile.hpp"
#include "asl/definition.hpp"

namespace coworks::asl {

/// Where the loader is.
struct LoadContext {
    StateMachine& machine;
    Limits const& limits;
    QueryLanguage language;
    std::string pointer;
    std::size_t depth;
    std::string within;   ///< "Catch[1]/": what error texts put before a field's name
    std::size_t& states;  ///< read so far

    LoadContext at(std::string_view more) const {
        LoadContext inner = *this;
        inner.pointer += more;
        return inner;
    }
};

inline tl::unexpected<Error> invalid(std::string pointer, std::string message) {
    return coworks::fail("invalid_definition", std::move(message), std::move(pointer));
}

/// A name within a JSON pointer (RFC 6901 section 3).
std::string escape_pointer(std::string_view name);
/// The QueryLanguage of a state or a machine, or what is around it.
QueryLanguage language_of(Json const& source, QueryLanguage around);

Result<void> load_workflow(LoadContext const& context, Json const& source, Workflow& workflow);
/// A nested workflow, registered with the machine.
Result<std::unique_ptr<Workflow const>> load_nested(LoadContext const& context, Json const& source);
Result<void> load_state_into(LoadContext const& context, Json const& source, Workflow const& workflow, State& state);
Result<void> load_choice(LoadContext const& context, Json const& source, Workflow const& workflow, ChoiceState& choice);
Result<void> load_map(LoadContext const& context, Json const& source, MapState& map);

// --- Fields ---------------------------------------------------------------------------------------------------------

/// The state that a field names.
Result<StateIndex> target(LoadContext const& context, Json const& source, std::string_view field,
                          Workflow const& workflow);
/// A template, or nothing if the field is absent.
Result<std::optional<Template>> optional_template(LoadContext const& context, Json const& source,
                                                  std::string_view field);
/// `name`, or `name` + "Path": a literal, an expression or a path. `with_intrinsics`: the path may be a call.
enum class Intrinsics : bool { no, yes };
Result<Field> field_of(LoadContext const& context, Json const& source, std::string_view name,
                       Intrinsics intrinsics = Intrinsics::no);
Result<PathOrNull> path_or_null(LoadContext const& context, Json const& source, std::string_view field);
Result<ResultPath> result_path(LoadContext const& context, Json const& source);

}  // namespace coworks::asl

/// Takes the value of a Result or returns its error.
#define COWORKS_ASL_TAKE(target, expression)                           \
    do {                                                               \
        auto taken_ = (expression);                                    \
        if (!taken_) return tl::unexpected(std::move(taken_).error()); \
        target = *std::move(taken_);                                   \
    } while (false)
