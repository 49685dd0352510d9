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

TEST(Workflows, InYamlAreWorkflowsToo) {
    Folder const folder;
    folder.write("project.cws.yml", "name: shop");
    folder.write("biz/order.asl.yaml", "");
    folder.write("biz/pack.express.asl.yml", "");
    folder.write("biz/quote.asl.json", "{}");
    folder.write("biz/order.mocks.yml", "");
    folder.write("biz/theirs.mocks.yaml", "");
    auto const project = load(folder.path(), {}).project;
    auto const found = find_workflows(project);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].name, "order");
    EXPECT_EQ(found[0].notation, Notation::yaml);
    EXPECT_EQ(found[1].name, "pack");
    EXPECT_TRUE(found[1].express);
    EXPECT_EQ(found[1].notation, Notation::yaml);
    EXPECT_EQ(found[2].notation, Notation::json);
    EXPECT_THAT(find_mocks(project), ::testing::ElementsAre(::testing::Pair("order", "biz/order.mocks.yml"),
                                                            ::testing::Pair("theirs", "biz/theirs.mocks.yaml")));
    EXPECT_EQ(workflow_of("template.yaml").notation, Notation::yaml) << "wherever it lies";
}

TEST(Workflows, PseudoParametersAndPlacesInListsAreNames) {
    Substitution const done("arn:${AWS::Partition}:x:${AWS::Region}:${AWS::AccountId}", "f",
                            pseudo_parameters("eu-west-3"));
    EXPECT_EQ(done.text(), "arn:aws:x:eu-west-3:000000000000");
    Substitution const foreign("${aws_lambda_function.price[0].arn} ${Token[AWS.Region.4]} {% ${a: b} %} ${a[} ", "f",
                               {}, Substitution::Unknown::warning);
    ASSERT_EQ(foreign.faults().size(), 2U) << "what groups in JSONata is no placeholder";
    EXPECT_EQ(foreign.faults()[0].severity, Diagnostic::Severity::warning);
    EXPECT_EQ(foreign.faults()[0].remedy, "give it: --define aws_lambda_function.price[0].arn=VALUE");
    EXPECT_EQ(foreign.faults()[1].position, (SourcePosition{1, 37}));
    EXPECT_TRUE(has_placeholder("x ${AWS::Region}"));
    EXPECT_FALSE(has_placeholder("$ {a} ${ a } ${a: b}"));
}

}  // namespace
}  // namespace coworks::project
