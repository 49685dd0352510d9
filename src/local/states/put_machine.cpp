#include "local/states/put_machine.hpp"

namespace coworks::local::states {

void put_machine(StatesRoom& room, std::string const& name, std::string const& definition, asl::ExecutionType type,
                 std::function<void(Result<bool>)> done) {
    // Nobody looks at roles here; the API asks for one in the form that IAM gives.
    constexpr std::string_view kRole = "arn:aws:iam::000000000000:role/local";
    std::string_view const wanted = type == asl::ExecutionType::express ? "EXPRESS" : "STANDARD";
    auto const put = [done](Result<Json> const& outcome) {
        if (!outcome) return done(tl::unexpected(outcome.error()));
        done(true);
    };
    auto const compare = [=, &room](Result<Json> const& known) {
        if (!known) {
            return room.call(
                "CreateStateMachine",
                Json::object({{"name", name}, {"definition", definition}, {"type", wanted}, {"roleArn", kRole}}), put);
        }
        if ((*known)["type"] != Json(wanted)) {
            return done(fail("type_changed", "the type of a state machine can't be changed", name,
                             "delete the state machine, or give the file another name"));
        }
        if ((*known)["definition"] == Json(definition)) return done(false);
        room.call("UpdateStateMachine",
                  Json::object({{"stateMachineArn", (*known)["stateMachineArn"]}, {"definition", definition}}), put);
    };
    room.call("DescribeStateMachine", Json::object({{"stateMachineArn", room.machine_arn(name)}}), compare);
}

}  // namespace coworks::local::states
