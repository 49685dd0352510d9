#include "aws/place.hpp"

#include <fmt/format.h>

namespace coworks::aws {

std::string Place::arn(std::string_view service, std::string_view resource) const {
    return fmt::format("arn:{}:{}:{}:{}:{}", partition, service, region, account, resource);
}

std::string Place::global_arn(std::string_view service, std::string_view resource) const {
    return fmt::format("arn:{}:{}::{}:{}", partition, service, account, resource);
}

}  // namespace coworks::aws
