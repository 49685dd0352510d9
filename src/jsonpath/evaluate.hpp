#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "jsonpath/program.hpp"

namespace coworks::jsonpath {

/// What one evaluation has used up, over all of its paths and filters.
struct Budget {
    Limits const& limits;
    std::size_t steps = 0;
};

/// Follows one path through one document.
class Walker {
public:
    Walker(Path::Program const& program, Scope const& scope, Json const& document, Budget& budget)
        : program_(program), scope_(scope), document_(document), budget_(budget) {}

    /// Everything that the path selects from `start`, in order; a failure where Jayway throws one.
    Outcome<std::vector<Json>> run(Json const& start);

private:
    bool step(std::size_t at, Json const& value, bool definite);
    bool next(std::size_t at, Json const& value, bool definite);
    bool members(std::size_t at, Json const& value, bool definite);
    bool merged_members(std::size_t at, Json const& value, bool definite);
    bool indices(std::size_t at, Json const& value, bool definite);
    bool slice(std::size_t at, Json const& value, bool definite);
    bool filtered(std::size_t at, Json const& value, bool definite);
    bool scan(std::size_t at, Json const& start);
    bool function(std::size_t at, Json const& value);
    bool item(std::size_t at, Json const& array, std::int64_t index, bool definite);
    bool needs_array(std::size_t at, Json const& value, bool definite);
    bool accepts_while_scanning(Segment const& segment, Json const& value) const;
    bool spend();
    bool missing(std::string message);
    bool give_up(Failure failure);
    std::string path_to(std::size_t segments) const;

    Path::Program const& program_;
    Scope const& scope_;
    Json const& document_;
    Budget& budget_;
    std::vector<Json> results_;
    std::optional<Failure> failure_;
};

/// What a path gives by itself: one value, or an array of all. Nothing selected by an indefinite path, also because a
/// member on the way is missing, is an empty array (recorded: `$.items[1:]` of {} is []).
Outcome<Json> evaluate(Path::Program const& program, Scope const& scope, Json const& document, Json const& start,
                       Budget& budget);

/// The document that a path's root stands for, or nullptr.
Json const* root_of(Path::Program const& program, Scope const& scope) noexcept;

/// Whether a filter accepts an item. A failure only for a used up budget.
Outcome<bool> accepts(Filter const& filter, Json const& item, Scope const& scope, Json const& document, Budget& budget);

/// An operand's value; nothing where Jayway has UNDEFINED.
Outcome<std::optional<Json>> value_of(Operand const& operand, Json const& item, Scope const& scope,
                                      Json const& document, Budget& budget);

/// A function at the end of a path.
Outcome<Json> call(Function function, Json const& value, std::vector<Json> const& arguments);

/// `$['a'][0]`: the normal form of the path's first steps, as Jayway quotes it.
std::string normal_form(Path::Program const& program, std::size_t segments);

}  // namespace coworks::jsonpath
