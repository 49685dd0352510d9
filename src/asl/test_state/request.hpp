#pragma once

#include <optional>

#include "asl/test_state/test_state.hpp"

namespace coworks::asl::state_test {

enum class Inspection : std::uint8_t { info, debug, trace };

/// A request of TestState, read and found acceptable.
struct Request {
    Json definition;  ///< of the state
    QueryLanguage language = QueryLanguage::jsonpath;
    bool from_machine = false;  ///< it is one state of a whole definition
    Json input = Json::object();
    Json variables = Json::object();
    std::optional<Json> context;
    Inspection inspection = Inspection::info;
    Json role;  ///< roleArn, or null
    std::optional<Json> mocked_result;
    std::optional<Json> mocked_error;               ///< {error, cause}
    std::optional<Json> reader_items;               ///< stateConfiguration.mapItemReaderData
    std::int64_t retries = 0;                       ///< stateConfiguration.retrierRetryCount
    std::optional<std::int64_t> failed_iterations;  ///< stateConfiguration.mapIterationFailureCount

    bool mocked() const noexcept { return mocked_result || mocked_error; }
};

/// The name that a tested state goes by, whatever it is called in its machine.
inline constexpr std::string_view kStateName = "StateName";

tl::expected<Request, Refusal> read_request(Json const& request, Limits const& limits);

}  // namespace coworks::asl::state_test
