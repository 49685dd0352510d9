#pragma once

/// biz/NAME.mocks.yml: what the Tasks of a workflow are answered whose service the local cloud doesn't have. The form
/// is that of the MockedResponses of AWS' Step Functions Local, by state
/// (https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html):
///
///     Notify:
///       Return: {MessageId: 17}          every time
///     Charge:
///       0-1: {Throw: {Error: Bank.Busy}} the first two times
///       2-: {Return: {paid: true}}       from then on

#include <coworks/json.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace coworks::project {

/// The answer to one invocation of a state's Task, or to several in a row. They are counted from 0, within one
/// execution, retries and iterations included.
struct MockedAnswer {
    std::int64_t first = 0;
    std::int64_t last = std::numeric_limits<std::int64_t>::max();
    std::optional<Json> result{};  ///< Return
    std::string error{};           ///< Throw, where there is no result
    std::optional<std::string> cause{};
};

struct MockedState {
    SourcePosition position{};  ///< of its name in the file
    std::vector<MockedAnswer> answers;

    /// The one to that invocation; nullptr: the file has none.
    MockedAnswer const* answer(std::int64_t invocation) const;
};

struct Mocks {
    std::string file;        ///< as it is shown
    bool of_client = false;  ///< for a machine that a client makes, not for a workflow of the project
    std::map<std::string, MockedState, std::less<>> states;
};

/// Reads such a file; every fault has its place, and what is faultless is there.
struct ReadMocks {
    Mocks mocks;
    std::vector<Diagnostic> faults;
};
ReadMocks read_mocks(std::string_view text, std::string_view file);

/// A state of the workflow that mocks are for.
struct MockableState {
    enum class Kind : std::uint8_t {
        missing,  ///< a Task whose service is not here
        here,     ///< a Task whose service is
        no_task,
    };
    std::string name;
    Kind kind = Kind::no_task;
    std::string resource{};  ///< of a Task: "sns:publish", a function's ARN
};

/// What is wrong with mocks for those states: a state that is not there, or one whose answer would never be used.
std::vector<Diagnostic> check_mocks(Mocks const& mocks, std::vector<MockableState> const& states);

}  // namespace coworks::project
