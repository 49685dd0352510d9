#pragma once

/// Names of resources, the same locally and on AWS.

#include <string>
#include <string_view>

#include "project/environment.hpp"
#include "project/project.hpp"

namespace coworks::project {

inline constexpr std::string_view kLocalAccount = "000000000000";

/// Name of a service's function: PROJECT-STAGE-SERVICE.
std::string function_name(Project const& project, std::string_view service);

/// The service that a function's name, its ARN (also with a qualifier) or the service's own name means; empty for
/// another project's, another stage's or an unknown one.
std::string service_of(Project const& project, std::string_view function);

/// AWS_REGION, else us-east-1.
std::string region(Environment const& environment);

/// arn:aws:lambda:REGION:ACCOUNT:function:NAME
std::string function_arn(std::string_view region, std::string_view account, std::string_view function);

/// arn:aws:events:REGION:ACCOUNT:connection/PROJECT-STAGE-NAME/ID; the id is made of the name.
std::string connection_arn(Project const& project, std::string_view region, std::string_view connection);

/// Where a secret lies in AWS' parameter store: /PROJECT/STAGE/NAME.
std::string secret_parameter(Project const& project, std::string_view secret);

/// A folder's name as a project's: characters that no function's name may have become hyphens.
std::string project_name_of_folder(std::string_view folder);

/// Letters, digits, - and _, a letter first: what AWS takes in every name that is built from it.
bool is_project_name(std::string_view name) noexcept;
/// The stem of a header: letters, digits, - and _, a letter first.
bool is_service_name(std::string_view name) noexcept;
/// Letters, digits and -, a letter first (it stands in file names and parameters, too).
bool is_stage_name(std::string_view name) noexcept;

}  // namespace coworks::project
