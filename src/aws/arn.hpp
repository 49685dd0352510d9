#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coworks::aws {

/// An ARN's parts, as views into its text
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, "ARN format").
struct Arn {
    std::string_view partition;
    std::string_view service;
    std::string_view region;    ///< empty for services that are in none
    std::string_view account;   ///< likewise
    std::string_view resource;  ///< what comes after the account's colon, with its own colons and slashes
};
/// Nothing for a text that does not begin with "arn:", has fewer parts, or names no resource.
std::optional<Arn> parse_arn(std::string_view text) noexcept;

/// A Lambda function as calls name it
/// (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, "FunctionName"): NAME, NAME:QUALIFIER,
/// ACCOUNT:function:NAME, or an ARN, each with a qualifier or without.
struct FunctionName {
    std::string name;
    std::string qualifier;  ///< a version or an alias; empty: none was given
};
FunctionName parse_function_name(std::string_view text);

}  // namespace coworks::aws
