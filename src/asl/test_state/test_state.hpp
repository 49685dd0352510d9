#pragma once

/// The TestState API (API reference, TestState): one state by itself, with what every step of its data flow made.

#include <coworks/json.hpp>
#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "asl/definition.hpp"
#include "asl/refusal.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"

namespace coworks::asl {

/// What a task answered that was really performed.
struct TaskAnswer {
    Json output;
    Json error;  ///< null: it succeeded
    Json cause;
};

/// The world around a tested state.
struct TestSurroundings {
    Clock::Time now{};
    Random& random;
    std::string region = "us-east-1";
    std::string account = "111111111111";
    /// Performs a Task that has no mock. Without it such a task fails with States.Runtime.
    std::function<TaskAnswer(Resource const& resource, Json const& arguments)> perform;
};

/// Answers a request as the service does: `definition`, `input`, `variables`, `context` and `mock.result` are texts, as
/// are the data in the response. A refusal is the API's exception. Pure but for what the surroundings do.
tl::expected<Json, Refusal> test_state(Json const& request, TestSurroundings const& surroundings,
                                       Limits const& limits = {});

}  // namespace coworks::asl
