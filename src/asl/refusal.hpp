#pragma once

#include <string>

namespace coworks::asl {

/// A call that the service refuses.
struct Refusal {
    std::string code;
    std::string message;
};

}  // namespace coworks::asl
