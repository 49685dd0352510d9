#pragma once

/// The kinds of cases, and how each is run. Whoever adds a kind adds its function here and its line to kinds.cpp.

#include <coworks/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client.hpp"
#include "compare.hpp"

namespace asl_cases {

/// How a run is done.
struct Options {
    bool rebuild = false;              ///< rebuild every execution from its events after each of them
    bool through_api = false;          ///< ask the API of a service in a process of its own
    bool transitions = false;          ///< report the transitions that no case took
    std::optional<Endpoint> endpoint;  ///< ask the API of another's service (only with through_api)
};

struct Verdict {
    std::vector<Difference> differences;  ///< none: passed
    bool other_events = false;            ///< the history has events of other types than the recorded one
    std::string skipped;                  ///< why it could not be run, a fact about the recording; empty: it was
};

using Runner = Verdict (*)(Json const& test_case, Options const& options);

struct Kind {
    std::string_view name;
    Runner run;                ///< nullptr: skipped
    std::string_view skipped;  ///< and why
};
std::span<Kind const> kinds();
/// The same, asked of the API of a service (client.hpp).
std::span<Kind const> kinds_through_api();

// kinds_execution.cpp
Verdict run_execution(Json const& test_case, Options const& options);

// kinds_test_state.cpp
Verdict run_test_state(Json const& test_case, Options const& options);

// kinds_api.cpp
Verdict run_rejected(Json const& test_case, Options const& options);

// kinds_definition.cpp
Verdict run_validate(Json const& test_case, Options const& options);
Verdict run_describe(Json const& test_case, Options const& options);

}  // namespace asl_cases
