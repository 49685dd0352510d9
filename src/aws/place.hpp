#pragma once

#include <string>
#include <string_view>

namespace coworks::aws {

/// Where resources are: made once, and passed to whoever makes an ARN.
struct Place {
    std::string partition = "aws";
    std::string region = "us-east-1";
    std::string account = "000000000000";  ///< of the local cloud: 12 zeros, which no account has

    /// arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.
    std::string arn(std::string_view service, std::string_view resource) const;
    /// arn:PARTITION:SERVICE::ACCOUNT:RESOURCE: of services that are in no region (IAM).
    std::string global_arn(std::string_view service, std::string_view resource) const;
};

}  // namespace coworks::aws
