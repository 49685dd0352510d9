#pragma once

/// Evaluating the computed parts of a definition, with the error texts of the service.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "asl/expression.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"

namespace coworks::asl {

/// Why a state could not go on. The interpreter puts "An error occurred while executing the state …" before the cause.
struct Fault {
    enum class Kind : std::uint8_t {
        runtime,     ///< States.Runtime of a JSONPath state: nothing catches it, no event tells it
        evaluation,  ///< States.QueryEvaluationError of a JSONata state: an EvaluationFailed event tells it
        misplaced,   ///< States.ResultPathMatchFailure: told like a runtime error, but it can be caught
        named        ///< an error with a name of its own and a cause without preamble; can be caught
    };
    Kind kind = Kind::runtime;
    std::string error = "States.Runtime";
    std::string cause{};
    std::string location{};  ///< the field, for EvaluationFailed; may be empty
};

template <class T>
using Evaluated = tl::expected<T, Fault>;

/// The context object (`$$`, `$states.context`), made when it is first asked for.
class LazyContext {
public:
    explicit LazyContext(std::function<Json()> make) : make_(std::move(make)) {}
    Json const& get() const {
        if (make_) made_ = std::exchange(make_, nullptr)();
        return made_;
    }

private:
    mutable std::function<Json()> make_;
    mutable Json made_;
};

/// What the expressions of a state can see. The pointers are borrowed for the time of an evaluation.
struct View {
    Json input{};      ///< `$` of JSONPath; `$states.input` of JSONata
    Json variables{};  ///< an object
    LazyContext const* context = nullptr;
    Clock::Time now{};
    Random* random = nullptr;
    Json const* result = nullptr;        ///< `$states.result`
    Json const* error_output = nullptr;  ///< `$states.errorOutput`

    /// The same view of another input.
    View of(Json other) const {
        View view = *this;
        view.input = std::move(other);
        return view;
    }
};

/// What JSONata may give for a field. Anything else is the service's error about the result's type. `items` is what a
/// distributed Map iterates over, an array or an object; the error tells of the array.
enum class Expected : std::uint8_t { anything, array, items, object, string, number, integer, boolean };

/// The value of an expression; `field` is what error texts call the place it stands at.
Evaluated<Json> evaluate(Expression const& expression, std::string_view field, View const& view,
                         Expected expected = Expected::anything);
Evaluated<Json> evaluate(Template const& payload, View const& view);

/// A path as InputPath, OutputPath, TimeoutSecondsPath and their like are read: "Invalid path '…' : …" where it leads
/// nowhere.
Evaluated<Json> evaluate_path(Expression const& path, View const& view);
/// A path that may lead nowhere: nothing then.
Evaluated<std::optional<Json>> evaluate_optional(Expression const& path, View const& view);

/// `input` with `value` put at a reference path (ResultPath).
Evaluated<Json> put_at(Expression const& path, Json const& input, Json const& value);

}  // namespace coworks::asl
