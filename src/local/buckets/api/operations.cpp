#include "local/buckets/api/operations.hpp"

namespace coworks::local::buckets::api {

emulator::Operations<Parts> const& operations() {
    static emulator::Operations<Parts> const kAll{bucket_operations(), object_operations(), list_operations()};
    return kAll;
}

}  // namespace coworks::local::buckets::api
