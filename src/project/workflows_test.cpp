#include "project/workflows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "project/load.hpp"
#include "project/testing.hpp"

namespace coworks::project {
namespace {

using testing::Folder;

TEST(Workflows, AreTheFilesOfBizAndTheirNames) {
    Folder const folder;
    folder.write("project.cws.yml", "name: shop");
    folder.write("biz/order.asl.json", "{}");
    folder.write("biz/quote.express.asl.json", "{}");
    folder.write("biz/notes.json", "{}");
    auto const loaded = load(folder.path(), {});
    auto const found = find_workflows(loaded.project);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].name, "order");
    EXPECT_FALSE(found[0].express);
    EXPECT_EQ(found[1].name, "quote");
    EXPECT_TRUE(found[1].express);
    EXPECT_EQ(found[1].file, "biz/quote.express.asl.json");
    EXPECT_EQ(machine_name(loaded.project, "order"), "shop-dev-order");
}

TEST(Workflows, AReferenceStandsForAFunctionElseForAStateMachine) {
    Folder const folder;
    folder.write("project.cws.yml", "name: shop");
    folder.write("tech/pricing.hpp", "");
    folder.write("tech/order.hpp", "");
    folder.write("biz/order.asl.json", "{}");
    folder.write("biz/pack.asl.json", "{}");
    auto const project = load(folder.path(), {}).project;
    auto const arns = substitutes(project, "eu-west-3", find_workflows(project));
    EXPECT_EQ(arns.at("pricing"), "arn:aws:lambda:eu-west-3:000000000000:function:shop-dev-pricing");
    EXPECT_EQ(arns.at("order"), "arn:aws:lambda:eu-west-3:000000000000:function:shop-dev-order");
    EXPECT_EQ(arns.at("pack"), "arn:aws:states:eu-west-3:000000000000:stateMachine:shop-dev-pack");
}

TEST(Workflows, AReferenceThatMeansNothingIsAFaultWithTheNearestName) {
    Substitution const done("{\n  \"Resource\": \"${prising}\"}", "biz/order.asl.json", {{"pricing", "arn"}});
    ASSERT_EQ(done.faults().size(), 1U);
    EXPECT_EQ(done.faults()[0].position, (SourcePosition{2, 16}));
    EXPECT_EQ(done.faults()[0].message, "there is no service, workflow or connection 'prising'");
    EXPECT_EQ(done.faults()[0].remedy, "did you mean ${pricing}?");
}

TEST(Workflows, TwoDollarsAreOneAndWhatIsNoNameStays) {
    Substitution const done("$${a} ${a} ${ a } ${} ${a", "f", {{"a", "ARN"}});
    EXPECT_EQ(done.text(), "${a} ARN ${ a } ${} ${a");
    EXPECT_THAT(done.faults(), ::testing::IsEmpty());
}

TEST(Workflows, APlaceBehindAReferenceIsToldAsInTheSource) {
    std::string const source = "first\n${a} x ${bb} $${ y\nlast";
    Substitution const done(source, "f", {{"a", "1234567890"}, {"bb", "1"}});
    ASSERT_EQ(done.text(), "first\n1234567890 x 1 ${ y\nlast");
    for (char const* const word : {"first", "x", "y", "last"}) {
        EXPECT_EQ(done.in_source(position_of(done.text(), done.text().find(word))),
                  position_of(source, source.find(word)))
            << word;
    }
    EXPECT_EQ(done.in_source({2, 5}), (SourcePosition{2, 1})) << "inside what a reference became: the reference";
}

}  // namespace
}  // namespace coworks::project
