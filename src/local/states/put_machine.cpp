#include "local/states/put_machine.hpp"

namespace coworks::local::states {

void put_machine(StatesRoom& room, std::string const& name, std::string const& definition, asl::ExecutionType type,
                 std::function<void(Result<bool>)> done) {
    // Nobody looks at roles here; the API asks for one in the form that IAM gives.
    std::string const role = room.place().global_arn("iam", "role/local");
    auto const ask = [&room](std::string_view operation, Json const& request,
                             std::function<void(aws::Outcome<Json> const&)> const& answered) {
        room.call(operation, request, answered, [] { return false; });
    };
    std::string_view const wanted = type == asl::ExecutionType::express ? "EXPRESS" : "STANDARD";
    auto const put = [done](aws::Outcome<Json> const& outcome) {
        if (!outcome) return done(fail(outcome.error().code, outcome.error().message));
        done(true);
    };
    auto const compare = [=](aws::Outcome<Json> const& known) {
        if (!known) {
            return ask("CreateStateMachine",
                       Json::object({{"name", name}, {"definition", definition}, {"type", wanted}, {"roleArn", role}}),
                       put);
        }
        if ((*known)["type"] != Json(wanted)) {
            return done(fail("type_changed", "the type of a state machine can't be changed", name,
                             "delete the state machine, or give the file another name"));
        }
        if ((*known)["definition"] == Json(definition)) return done(false);
        ask("UpdateStateMachine",
            Json::object({{"stateMachineArn", (*known)["stateMachineArn"]}, {"definition", definition}}), put);
    };
    ask("DescribeStateMachine", Json::object({{"stateMachineArn", room.machine_arn(name)}}), compare);
}

}  // namespace coworks::local::states
