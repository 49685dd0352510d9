#pragma once

#include "local/gateway/gateway.hpp"
#include "local/ports/integrations.hpp"

namespace coworks::local::gateway {

/// `arn:aws:states:::apigateway:invoke`: a workflow's call of a service of this project, through the gateway with all
/// that it checks, without a socket
/// (https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html). The event loop's thread alone.
///
/// ApiEndpoint is `localhost` (with or without a port), or the host of an API on AWS (`…execute-api…`), which stands
/// for this project's own. Stage is left out of the path, as in all local addresses.
class ApiTask final : public Integration {
public:
    explicit ApiTask(Gateway& gateway) : gateway_(gateway) {}

    bool offers(std::string_view service, std::string_view action) const override;
    std::function<void()> call(IntegrationCall call, std::function<void(IntegrationResult)> done) override;

private:
    Gateway& gateway_;
};

}  // namespace coworks::local::gateway
