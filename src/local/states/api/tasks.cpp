#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "json/text_of.hpp"
#include "local/states/api/arn.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/api/start.hpp"

namespace coworks::local::states::api {

namespace {

// API reference, GetActivityTask: "The maximum time the service holds on to the request before responding is 60
// seconds."
constexpr std::chrono::seconds kPoll{60};

TaskTokens::Done answer_to(Call call) {
    return [call = std::move(call)](Result<TokenAnswer> const& told) {
        if (!told) return call.answer(tl::unexpected(internal(told.error())));
        switch (*told) {
            case TokenAnswer::accepted:
                return call.answer(Json::object());
            case TokenAnswer::malformed:
                return call.answer(refuse("InvalidToken", "Invalid Token: 'Invalid token'"));
            case TokenAnswer::unknown:
                return call.answer(refuse("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'"));
            case TokenAnswer::over:
                return call.answer(refuse("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"));
        }
    };
}

}  // namespace

static void send_task_success(Rooms& rooms, Call&& call) {
    auto output = read_data(call, "output", "InvalidOutput", "Invalid Output");
    if (!output) return call.answer(tl::unexpected(output.error()));
    auto token = call.text("taskToken");
    rooms.tokens.succeed(std::move(token), *std::move(output), answer_to(std::move(call)));
}

static void send_task_failure(Rooms& rooms, Call&& call) {
    auto token = call.text("taskToken");
    Json error = call.request["error"];
    Json cause = call.request["cause"];
    rooms.tokens.fail(std::move(token), std::move(error), std::move(cause), answer_to(std::move(call)));
}

static void send_task_heartbeat(Rooms& rooms, Call&& call) {
    auto token = call.text("taskToken");
    rooms.tokens.heartbeat(std::move(token), answer_to(std::move(call)));
}

static void get_activity_task(Rooms& rooms, Call&& call) {
    auto const arn = parse_arn(call.text("activityArn"), {"activity"});
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    if (rooms.registry.activity(arn->text) == nullptr)
        return call.answer(refuse("ActivityDoesNotExist", fmt::format("Activity Does Not Exist: '{}'", arn->text)));
    std::string worker = call.text("workerName");
    // Whoever comes first, the task or the end of the minute, takes the call; then nothing is left that waits.
    auto const waiting = std::make_shared<std::optional<Call>>(std::move(call));
    auto const answer = [waiting](Json token, Json input) {
        if (!*waiting) return;
        Call const taken = *std::exchange(*waiting, std::nullopt);
        taken.answer(Json::object({{"taskToken", std::move(token)}, {"input", std::move(input)}}));
    };
    rooms.timers.after(kPoll, [answer] { answer(nullptr, nullptr); });
    rooms.tokens.poll(
        arn->text, std::move(worker),
        [answer](ActivityTask const& task) { answer(task.token, source_text(task.input)); },
        [waiting] { return !*waiting || (*waiting)->abandoned(); });
}

std::span<Operation const> task_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"SendTaskSuccess", send_task_success},
        {"SendTaskFailure", send_task_failure},
        {"SendTaskHeartbeat", send_task_heartbeat},
        {"GetActivityTask", get_activity_task},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
