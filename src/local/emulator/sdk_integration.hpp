#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "local/ports/emulator.hpp"
#include "local/ports/integrations.hpp"

namespace coworks::local::emulator {

/// `arn:aws:states:::aws-sdk:SERVICE:ACTION` for every operation of every service that is here: a room with a table is
/// a Task integration with no further line. The event loop's thread.
class SdkIntegration final : public Integration {
public:
    /// Asked at each call: services are added while the cloud is put together.
    using List = std::function<std::vector<Emulator*>()>;
    SdkIntegration(List emulators, Random& random) : emulators_(std::move(emulators)), random_(random) {}

    bool offers(std::string_view service, std::string_view action) const override;
    /// Errors are the Java SDK's names (aws/sdk.hpp); States.Runtime for arguments that the operation doesn't take.
    std::function<void()> call(IntegrationCall call, std::function<void(IntegrationResult)> done) override;

private:
    Emulator* find(std::string_view service, std::string_view action) const;

    List emulators_;
    Random& random_;
};

}  // namespace coworks::local::emulator
