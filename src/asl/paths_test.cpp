#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "asl/test_play.hpp"

/// The dialect of paths, seen through states: what published definitions and reports of AWS' service hold.

namespace coworks::asl {
namespace {

/// How an execution ends whose only state, a Pass, has such fields.
std::string take(std::string_view fields, std::string_view input) {
    auto const definition =
        R"({"StartAt": "Take", "States": {"Take": {"Type": "Pass", "End": true, )" + std::string(fields) + "}}}";
    return testing::play(definition, input).end();
}

std::string pass(std::string_view parameters, std::string_view input) {
    return take(R"("Parameters": )" + std::string(parameters), input);
}

constexpr std::string_view kFailed =
    "FAILED States.Runtime: An error occurred while executing the state 'Take' (entered at the event id #2). ";

constexpr std::string_view kItems = R"([{"text": "a", "size": 5, "name": "n"}])";
constexpr std::string_view kSteps = R"({"steps": [{"name": "a"}, {"name": "b"}]})";

TEST(Paths, MeanTheSameWithADotBeforeABracket) {
    EXPECT_EQ(pass(R"({"first.$": "$.[0].text"})", kItems), R"(SUCCEEDED {"first":"a"})");
    EXPECT_EQ(pass(R"({"big.$": "$.[?(@.size > 3)]", "pairs.$": "$.[*].['name', 'size']"})", kItems),
              R"(SUCCEEDED {"big":[{"text":"a","size":5,"name":"n"}],"pairs":[{"name":"n","size":5}]})");
    EXPECT_EQ(pass(R"-({"b.$": "$.abc.['def ghi']", "c.$": "States.Array($.abc.['def ghi'])"})-",
                   R"({"abc": {"def ghi": 1}})"),
              R"(SUCCEEDED {"b":1,"c":[1]})");
}

TEST(Paths, CompareWithBareWords) {
    EXPECT_EQ(
        pass(R"({"open.$": "$.tickets[?(@.state==open)].id", "by-path.$": "$.settings[?(@.name==/shop/tax)].value"})",
             R"({"tickets": [{"state": "open", "id": 1}], "settings": [{"name": "/shop/tax", "value": 2}]})"),
        R"(SUCCEEDED {"open":[1],"by-path":[2]})");
}

TEST(Paths, MayEndWithBlanks) {
    EXPECT_EQ(pass(R"-({"name.$": "$$.State.Name ", "list.$": "States.Array($.a )"})-", R"({"a": 1})"),
              R"(SUCCEEDED {"name":"Take","list":[1]})");
}

TEST(Paths, FindTheLastItemByItsLengthAndNotByANegativeIndex) {
    EXPECT_EQ(pass(R"({"last.$": "$.steps[(@.length-1)]"})", kSteps), R"(SUCCEEDED {"last":{"name":"b"}})");
    EXPECT_EQ(pass(R"({"last.$": "$.steps[-1].name"})", kSteps),
              std::string(kFailed) +
                  "The JSONPath '$.steps[-1].name' specified for the field 'last.$' could not be found in the input "
                  R"('{"steps":[{"name":"a"},{"name":"b"}]}')");
}

TEST(Paths, HaveSlicesWhoseStepMeansNothing) {
    EXPECT_EQ(pass(R"({"some.$": "$.steps[1:3:1]"})", R"({"steps": [1, 2, 3]})"), R"(SUCCEEDED {"some":[2,3]})");
}

// https://github.com/awsdocs/aws-step-functions-developer-guide/pull/5 and a question on re:Post quote the texts.
TEST(Paths, HaveNoFunctions) {
    EXPECT_EQ(pass(R"-({"Jobs.$": "$.Jobs.sum()"})-", R"({"Jobs": [0, 1]})"),
              std::string(kFailed) +
                  "The JSONPath '$.Jobs.sum()' specified for the field 'Jobs.$' could not be found in the input "
                  R"('{"Jobs":[0,1]}')");
    EXPECT_EQ(
        take(R"-("InputPath": "$.list.length()")-", R"({"list": []})"),
        std::string(kFailed) + "Invalid path '$.list.length()' : Property ['length()'] not found in path $['list']");
}

// https://gist.github.com/deric4/733eb129a10b13530cebaa3b70031c77 quotes the text.
TEST(Paths, MayHaveSeveralMembersAtTheEndAlone) {
    constexpr std::string_view kInput = R"({"a": {"v": 1}, "b": {"v": 2}, "c": 3})";
    EXPECT_EQ(take(R"("InputPath": "$['a', 'b']")", kInput), R"(SUCCEEDED {"a":{"v":1},"b":{"v":2}})");
    EXPECT_EQ(take(R"("InputPath": "$['a', 'b'].v")", kInput),
              std::string(kFailed) +
                  "Invalid path '$['a', 'b'].v' : Multi properties can only be used as path leafs: $['a', 'b']");
}

}  // namespace
}  // namespace coworks::asl
