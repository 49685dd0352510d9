#pragma once

#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// Finishes the deletion of machines that the last process began to delete. To be called once, after
/// Executor::recover().
void resume_deletions(Rooms& rooms);

}  // namespace coworks::local::states::api
