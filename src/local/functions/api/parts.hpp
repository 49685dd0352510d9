#pragma once

#include "aws/place.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "local/emulator/call.hpp"
#include "local/emulator/operations.hpp"
#include "local/functions/event_calls.hpp"
#include "local/functions/functions_room.hpp"

namespace coworks::local::functions::api {

/// What the operations of Lambda's API work with.
struct Parts {
    FunctionsRoom& functions;
    EventCalls& events;
    Random& random;
    aws::Place place;
};

using emulator::Call;
using Operation = emulator::Operation<Parts>;

/// The function that a request names, with its qualifier; refuses one that is not there.
aws::Outcome<FunctionSpec const*> find_function(Parts const& parts, Json const& request);

}  // namespace coworks::local::functions::api
