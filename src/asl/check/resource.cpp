#include <algorithm>
#include <array>

#include "asl/check/checker.hpp"
#include "asl/compile.hpp"
#include "aws/model/service.hpp"
#include "base/http_text.hpp"

namespace coworks::asl::checking {

namespace {

// What an integration offers besides request and response.
constexpr unsigned kPlain = 1;
constexpr unsigned kSync = 2;
constexpr unsigned kSync2 = 4;
constexpr unsigned kToken = 8;

struct Integration {
    std::string_view service;
    std::string_view action;
    unsigned patterns;
};

/// The optimized integrations (Developer Guide, "Integrating optimized services with Step Functions").
constexpr auto kIntegrations = std::to_array<Integration>({
    {"apigateway", "invoke", kPlain | kToken},
    {"athena", "startQueryExecution", kPlain | kSync},
    {"athena", "stopQueryExecution", kPlain},
    {"athena", "getQueryExecution", kPlain},
    {"athena", "getQueryResults", kPlain},
    {"batch", "submitJob", kPlain | kSync},
    {"bedrock", "invokeModel", kPlain},
    {"bedrock", "createModelCustomizationJob", kPlain | kSync},
    {"codebuild", "startBuild", kPlain | kSync},
    {"codebuild", "stopBuild", kPlain},
    {"codebuild", "batchDeleteBuilds", kPlain},
    {"codebuild", "batchGetReports", kPlain},
    {"codebuild", "startBuildBatch", kPlain | kSync},
    {"codebuild", "stopBuildBatch", kPlain},
    {"codebuild", "retryBuildBatch", kPlain | kSync},
    {"codebuild", "deleteBuildBatch", kPlain},
    {"databrew", "startJobRun", kPlain | kSync},
    {"dynamodb", "getItem", kPlain},
    {"dynamodb", "putItem", kPlain},
    {"dynamodb", "updateItem", kPlain},
    {"dynamodb", "deleteItem", kPlain},
    {"ecs", "runTask", kPlain | kSync | kToken},
    {"eks", "createCluster", kPlain | kSync},
    {"eks", "deleteCluster", kPlain | kSync},
    {"eks", "createFargateProfile", kPlain | kSync},
    {"eks", "deleteFargateProfile", kPlain | kSync},
    {"eks", "createNodegroup", kPlain | kSync},
    {"eks", "deleteNodegroup", kPlain | kSync},
    {"eks", "runJob", kPlain | kSync},
    {"eks", "call", kPlain},
    {"elasticmapreduce", "createCluster", kPlain | kSync},
    {"elasticmapreduce", "terminateCluster", kPlain | kSync},
    {"elasticmapreduce", "setClusterTerminationProtection", kPlain},
    {"elasticmapreduce", "addStep", kPlain | kSync},
    {"elasticmapreduce", "cancelStep", kPlain},
    {"elasticmapreduce", "modifyInstanceFleetByName", kPlain},
    {"elasticmapreduce", "modifyInstanceGroupByName", kPlain},
    {"emr-containers", "createVirtualCluster", kPlain},
    {"emr-containers", "deleteVirtualCluster", kPlain | kSync},
    {"emr-containers", "startJobRun", kPlain | kSync},
    {"emr-serverless", "createApplication", kPlain | kSync},
    {"emr-serverless", "startApplication", kPlain | kSync},
    {"emr-serverless", "stopApplication", kPlain | kSync},
    {"emr-serverless", "deleteApplication", kPlain | kSync},
    {"emr-serverless", "startJobRun", kPlain | kSync},
    {"emr-serverless", "cancelJobRun", kPlain | kSync},
    {"events", "putEvents", kPlain | kToken},
    {"glue", "startJobRun", kPlain | kSync},
    {"http", "invoke", kPlain},
    {"lambda", "invoke", kPlain | kToken},
    {"mediaconvert", "createJob", kPlain | kSync},
    {"sagemaker", "createEndpoint", kPlain},
    {"sagemaker", "createEndpointConfig", kPlain},
    {"sagemaker", "createHyperParameterTuningJob", kPlain | kSync},
    {"sagemaker", "createLabelingJob", kPlain | kSync},
    {"sagemaker", "createModel", kPlain},
    {"sagemaker", "createProcessingJob", kPlain | kSync},
    {"sagemaker", "createTrainingJob", kPlain | kSync},
    {"sagemaker", "createTransformJob", kPlain | kSync},
    {"sagemaker", "updateEndpoint", kPlain},
    {"sns", "publish", kPlain | kToken},
    {"sqs", "sendMessage", kPlain | kToken},
    {"states", "startExecution", kPlain | kSync | kSync2 | kToken},
});

unsigned pattern_of(std::string_view suffix) {
    if (suffix.empty()) return kPlain;
    if (suffix == ".sync") return kSync;
    if (suffix == ".sync:2") return kSync2;
    return suffix == ".waitForTaskToken" ? kToken : 0;
}

/// Whether a service has such an operation, as far as its model is known here.
bool is_operation(std::string_view service, std::string_view action) {
    if (aws::model::Service const* const known = aws::model::find_service(service))
        return known->find_action(action) != nullptr;
    // Names of services are in small letters.
    return aws::model::find_service(lower_case(service)) == nullptr;
}

/// Whether the service offers what a Resource asks for.
bool recognized(Resource const& resource) {
    if (resource.via != Resource::Via::service) return true;
    std::string_view const action = resource.action;
    auto const dot = std::min(action.find('.'), action.size());
    auto const pattern = pattern_of(action.substr(dot));
    auto const name = action.substr(0, dot);
    if (resource.service.starts_with("aws-sdk:")) {
        if (!is_operation(std::string_view(resource.service).substr(8), name)) return false;
        return (pattern == kPlain || pattern == kToken) && !name.empty() && std::islower(name.front()) != 0 &&
               std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0; });
    }
    return std::ranges::any_of(kIntegrations, [&](Integration const& offered) {
        return offered.service == resource.service && offered.action == name && (offered.patterns & pattern) != 0;
    });
}

std::string not_recognized(std::string_view arn) {
    return "The resource provided " + std::string(arn) +
           " is not recognized. The value is not a valid resource ARN, or the resource is not available in this "
           "region.";
}

}  // namespace

void Checker::task_resource(Json const& value, Place const& place) {
    if (!value.is_string()) return schema(place, "Expected value of type String");
    auto const arn = value.as_string();
    auto const resource = parse_resource(arn);
    if (!resource) {
        return schema(place,
                      arn.starts_with("arn:aws:states:::") ? not_recognized(arn) : "Value is not a valid resource ARN");
    }
    if (!recognized(*resource)) return schema(place, not_recognized(arn));
    if (type_ != ExecutionType::express) return;
    if (resource->via == Resource::Via::activity) {
        schema(place, "Express state machine does not support Activity ARN");
    } else if (resource->pattern == Resource::Pattern::wait_for_task_token) {
        schema(place, "Express state machine does not support '.waitForTaskToken' service integration ");
    } else if (resource->pattern == Resource::Pattern::sync) {
        schema(place, "Express state machine does not support '.sync' service integration");
    }
}

void Checker::reader_resource(Json const& value, Place const& place, std::initializer_list<std::string_view> allowed) {
    if (!value.is_string()) return schema(place, "Expected value of type String");
    auto const arn = value.as_string();
    auto const colon = arn.find(":::");
    if (!arn.starts_with("arn:") || colon == std::string_view::npos ||
        std::ranges::find(allowed, arn.substr(colon + 3)) == allowed.end()) {
        schema(place, not_recognized(arn));
    }
}

void Checker::credentials(Json const& value, Place const& place, QueryLanguage language) {
    if (expression(value, place, language)) return;
    if (!require_object(value, place)) return;
    bool const computed = language == QueryLanguage::jsonpath && value.contains("RoleArn.$");
    if (!value.contains("RoleArn") && !computed)
        return schema(place, "The field 'RoleArn' is required but was missing");
    known_members(value, {"RoleArn", language == QueryLanguage::jsonpath ? "RoleArn.$" : "RoleArn"}, place);
    payload(value, place, language);
}

}  // namespace coworks::asl::checking
