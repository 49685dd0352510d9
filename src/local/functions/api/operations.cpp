#include "local/functions/api/operations.hpp"

namespace coworks::local::functions::api {

emulator::Operations<Parts> const& operations() {
    static emulator::Operations<Parts> const kAll{invoke_operations(), function_operations()};
    return kAll;
}

}  // namespace coworks::local::functions::api
