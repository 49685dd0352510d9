#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jsonpath/program.hpp"

namespace coworks::jsonpath {

/// What one evaluation has used up, over all of its paths and filters.
struct Budget {
    Limits const& limits;
    std::size_t steps = 0;
};

/// Why a path gave no value. Some places let what is absent pass (PathNotFoundException), and nothing else.
struct Stop {
    enum class Kind : std::uint8_t { absent, broken };
    Kind kind = Kind::broken;
    Failure failure;
};

template <class T>
using Followed = tl::expected<T, Stop>;

/// Whether members that are missing are an error everywhere (Option.REQUIRE_PROPERTIES), as in [?(@.name)].
enum class Missing : std::uint8_t { lenient, strict };

/// Follows one path through one document.
class Walker {
public:
    Walker(Path::Program const& program, Json const& document, Budget& budget, Missing missing)
        : program_(program), document_(document), budget_(budget), missing_(missing) {}

    /// One value for a definite path, an array of all for another.
    Followed<Json> run(Json const& start);

private:
    enum class Flow : std::uint8_t { on, absent, broken };
    /// A step taken: a member's name or an item's index.
    using Part = std::variant<std::string_view, std::size_t>;

    Flow step(std::size_t at, Json const& value);
    Flow next_member(std::size_t at, std::string_view name, Json const& value);
    Flow next_item(std::size_t at, std::size_t index, Json const& value);
    Flow root(std::size_t at, Json const& value);
    Flow members(std::size_t at, Json const& value);
    Flow missing_member(std::size_t at, std::string_view name);
    Flow merged_members(std::size_t at, Json const& value);
    Flow wildcard(std::size_t at, Json const& value);
    Flow items(std::size_t at, Json const& value);
    Flow slice(std::size_t at, Json const& array);
    Flow item(std::size_t at, Json const& array, std::int64_t index);
    Flow filtered(std::size_t at, Json const& value);
    Flow scan(std::size_t at, Json const& start);
    Flow visit(std::size_t at, Json const& value);
    Flow matches_scan(Segment const& wanted, Json const& value, bool& matches);
    Flow accept(Filter const& filter, Json const& item, bool& accepted);

    bool is_leaf(std::size_t at) const noexcept { return at + 1 == program_.segments.size(); }
    Flow spend();
    Flow absent(std::string message);
    Flow broken(Failure failure);
    std::string here() const;

    Path::Program const& program_;
    Json const& document_;
    Budget& budget_;
    Missing missing_;
    std::vector<Part> trail_;
    std::vector<Json> results_;
    Failure failure_;
};

/// What a path gives by itself.
Outcome<Json> evaluate(Path::Program const& program, Json const& document, Budget& budget);

/// The document that a path's root stands for, or nullptr.
Json const* root_of(Path::Program const& program, Scope const& scope) noexcept;

/// Whether a filter accepts an item.
Outcome<bool> accepts(Filter const& filter, Json const& item, Json const& document, Budget& budget);

/// `$['a'][0]`: the library's text of the steps from `from` on.
std::string fragments(Path::Program const& program, std::size_t from);

}  // namespace coworks::jsonpath
