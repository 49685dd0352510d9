#include "base/error.hpp"

namespace coworks {

std::string Error::text() const {
    std::string out = message;
    if (!where.empty()) out += ": " + where;
    if (!cause.empty()) out += " (" + cause + ")";
    return out;
}

}  // namespace coworks
