#include "base/descriptors.hpp"

#include <sys/resource.h>

namespace coworks {

std::size_t descriptors_max() {
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<std::size_t>(limit.rlim_cur) : 1024;
}

}  // namespace coworks
