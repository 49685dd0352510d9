#include "local/states/names.hpp"

#include "base/digest.hpp"

namespace coworks::local::states {

namespace {

std::string replaced(std::string_view arn, std::string_view kind, std::string_view by) {
    auto const at = arn.find(kind);
    if (at == std::string_view::npos) return std::string(arn);
    return std::string(arn.substr(0, at)) + std::string(by) + std::string(arn.substr(at + kind.size()));
}

}  // namespace

std::string execution_arn(std::string_view machine_arn, std::string_view execution) {
    return replaced(machine_arn, ":stateMachine:", ":execution:") + ":" + std::string(execution);
}

std::string express_arn(std::string_view machine_arn, std::string_view execution, std::string_view uuid) {
    return replaced(machine_arn, ":stateMachine:", ":express:") + ":" + std::string(execution) + ":" +
           std::string(uuid);
}

std::string map_run_machine_arn(std::string_view map_run_arn) {
    return replaced(map_run_arn.substr(0, map_run_arn.rfind(':')), ":mapRun:", ":stateMachine:");
}

std::string derived_name(std::string_view of, std::string_view and_of) {
    return derived_uuid(std::string(of) + '\n' + std::string(and_of));
}

}  // namespace coworks::local::states
