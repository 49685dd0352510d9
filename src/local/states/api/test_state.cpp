#include <algorithm>
#include <array>

#include "asl/test_state/test_state.hpp"
#include "local/states/api/definitions.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

/// A test under way: it runs once to see whether a task is to be performed, and once more with its answer, from the
/// same seed and at the same time.
struct TestCall {
    Call call;
    std::uint64_t seed = 0;
    Clock::Time now{};
};

Outcome<Json> attempt(Rooms const& rooms, TestCall const& test,
                      std::function<asl::TaskAnswer(asl::Resource const&, Json const&)> perform) {
    SeededRandom random(test.seed);
    asl::TestSurroundings surroundings{.now = test.now, .random = random};
    surroundings.region = rooms.place.region;
    surroundings.account = rooms.place.account;
    surroundings.perform = std::move(perform);
    auto answer = asl::test_state(test.call.request, surroundings, rooms.limits);
    if (!answer) return tl::unexpected(fault_of(std::move(answer.error())));
    return *std::move(answer);
}

}  // namespace

static void test_state(Rooms& rooms, Call&& call) {
    auto const test = std::make_shared<TestCall>(
        TestCall{.call = std::move(call), .seed = rooms.random.next(), .now = rooms.clock.now()});
    std::optional<std::pair<asl::Resource, Json>> task;
    auto answer = attempt(rooms, *test, [&task](asl::Resource const& resource, Json const& arguments) {
        task.emplace(resource, arguments);
        return asl::TaskAnswer{};
    });
    if (!task || !answer) return test->call.answer(std::move(answer));
    if (auto const why = rooms.unsupported ? rooms.unsupported(task->first) : std::nullopt) {
        return test->call.answer(refuse("InvalidDefinition", "Invalid State Machine Definition: 'The resource " +
                                                                 task->first.arn + " is not available: " + *why +
                                                                 ", so a mock has to say what it answers'"));
    }
    rooms.perform(task->first, task->second, [&rooms, test](asl::TaskAnswer const& result) {
        test->call.answer(attempt(rooms, *test, [&result](asl::Resource const&, Json const&) { return result; }));
    });
}

static void validate_state_machine_definition(Rooms& rooms, Call&& call) {
    auto const type = call.text("type") == "EXPRESS" ? asl::ExecutionType::express : asl::ExecutionType::standard;
    auto const least =
        call.text("severity") == "WARNING" ? asl::Finding::Severity::warning : asl::Finding::Severity::error;
    // API reference, "maxResults": 100 if it is 0 or absent.
    constexpr std::size_t kResultsMax = 100;
    Json const& asked = call.request["maxResults"];
    std::size_t const most = asked.is_integer() && asked.as_uint64() > 0 ? asked.as_uint64() : kResultsMax;
    auto const findings = check_definition(rooms, call.request["definition"].as_string(), type);
    call.answer(asl::validation_response(findings, least, most));
}

std::span<Operation const> test_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"TestState", test_state},
        {"ValidateStateMachineDefinition", validate_state_machine_definition},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
