#include "aws/model/service.hpp"

#include <gtest/gtest.h>

#include "aws/model/data/data.hpp"

namespace coworks::aws::model {
namespace {

TEST(ServiceTest, reads_the_model_of_every_service) {
    for (Data const& data : service_data()) {
        Service const* const service = find_service(data.name);
        ASSERT_NE(service, nullptr) << data.name;
        EXPECT_FALSE(service->operations().empty()) << data.name;
        EXPECT_FALSE(service->sdk().empty()) << data.name;
        for (auto const& [name, operation] : service->operations()) {
            EXPECT_EQ(service->find(name), &operation);
            std::string action = name;
            action.front() = static_cast<char>(action.front() - 'A' + 'a');
            EXPECT_EQ(service->find_action(action), &operation);
            EXPECT_EQ(service->find_action(name), nullptr) << "actions begin with a small letter";
        }
    }
    EXPECT_EQ(find_service("nothing"), nullptr);
}

TEST(ServiceTest, knows_the_status_of_every_fault) {
    Service const& lambda = service("lambda");
    EXPECT_EQ(lambda.status(Fault("TooManyRequestsException", "")), 429U);
    EXPECT_EQ(lambda.status(Fault("ServiceException", "")), 500U);
    EXPECT_EQ(lambda.status(Fault("ServiceException", "", 503)), 503U);
    EXPECT_EQ(lambda.status(Fault("Unknown", "")), 400U);
    EXPECT_EQ(lambda.status(Fault::internal("")), 500U);
}

}  // namespace
}  // namespace coworks::aws::model
