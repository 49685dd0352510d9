#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

emulator::Operations<Rooms> const& operations() {
    static emulator::Operations<Rooms> const kAll{activity_operations(),  alias_operations(),   deletion_operations(),
                                                  execution_operations(), history_operations(), machine_operations(),
                                                  map_run_operations(),   start_operations(),   tag_operations(),
                                                  task_operations(),      test_operations(),    version_operations()};
    return kAll;
}

emulator::ServiceApi states_api(Rooms& rooms) {
    return {aws::model::service("sfn"), rooms.random,
            [&rooms](std::string_view operation) { return operations().find(rooms, operation); }, kApiOptions};
}

}  // namespace coworks::local::states::api
