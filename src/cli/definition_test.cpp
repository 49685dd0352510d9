#include "cli/definition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/mocks.hpp"

namespace coworks::cli {
namespace {

using project::Notation;
using Unknown = project::Substitution::Unknown;

/// "LINE:COLUMN severity CODE" of each fault, told of the file "d".
std::vector<std::string> told(CheckedDefinition const& checked) {
    std::vector<std::string> out;
    for (Diagnostic const& fault : checked.faults) {
        EXPECT_EQ("d", fault.file);
        out.push_back(std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) + " " +
                      std::string(name_of(fault.severity)) + " " + fault.code);
    }
    return out;
}

CheckedDefinition read(std::string text, Notation notation, Unknown unknown = Unknown::error) {
    return check_definition(std::move(text), {.shown = "d",
                                              .notation = notation,
                                              .placeholders = {{"price", "arn:aws:lambda:::function:price"}},
                                              .unknown = unknown});
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Definition, YamlIsReadAsTheJsonThatItMeans) {
    auto const checked =
        read("StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: ${price}\n    End: true\n", Notation::yaml);
    EXPECT_THAT(told(checked), IsEmpty());
    EXPECT_EQ(
        checked.definition,
        R"({"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:lambda:::function:price","End":true}}})");
}

TEST(Definition, FaultsOfYamlHaveTheCodesAndPlacesOfJson) {
    auto const checked = read(
        "QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Nxt: B\n    Output: >-\n      {% "
        "$states.input.a\n"
        "        + $nothing( %}\n    End: true\n",
        Notation::yaml);
    EXPECT_THAT(told(checked),
                ElementsAre("6:5 error SCHEMA_VALIDATION_FAILED", "9:19 error INVALID_JSONATA_EXPRESSION"));
    EXPECT_FALSE(checked.ok);
}

TEST(Definition, WhatIsNeitherJsonNorYamlHasACode) {
    EXPECT_THAT(told(read("{\"a\": }", Notation::json)), ElementsAre("1:7 error INVALID_JSON_DESCRIPTION"));
    EXPECT_THAT(told(read("a: [\n", Notation::yaml)), ElementsAre(::testing::HasSubstr("error invalid-yaml")));
    EXPECT_THAT(told(read("a: 1\n---\nb: 2\n", Notation::yaml)), ElementsAre("2:1 error two-documents"));
    EXPECT_THAT(told(read("a:\n\tb: 2\n", Notation::yaml)), ElementsAre("2:3 error invalid-yaml"));
    EXPECT_THAT(told(read(std::string(5U << 20, ' '), Notation::yaml)), ElementsAre("1:1 error too-large"));
    EXPECT_THAT(told(read("a: " + std::string(150, '[') + std::string(150, ']'), Notation::yaml)),
                ElementsAre("1:103 error too-deep"));
    EXPECT_THAT(told(read("", Notation::yaml)), ElementsAre("1:1 error SCHEMA_VALIDATION_FAILED"));
}

TEST(Definition, AByteOrderMarkIsSkippedOrNamed) {
    std::string const pass = R"({"StartAt":"A","States":{"A":{"Type":"Succeed"}}})";
    auto const checked = read("\xef\xbb\xbf" + pass, Notation::json);
    EXPECT_THAT(told(checked), IsEmpty());
    EXPECT_EQ(checked.definition, pass);
    EXPECT_THAT(told(read("\xef\xbb\xbfStartAt: A\nStates: {A: {Type: Succeed}}\n", Notation::yaml)), IsEmpty());
    auto const wide = read(std::string("\xff\xfe{\0", 4), Notation::json);
    EXPECT_THAT(told(wide), ElementsAre("1:1 error invalid-utf8"));
    EXPECT_EQ(wide.faults[0].remedy, "save the file as UTF-8");
}

TEST(Definition, APlaceholderThatNobodyKnowsIsAWarningOutsideOfAProjectAndHidesNothingElse) {
    std::string const text =
        R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${aws_lambda_function.x.arn}", "Nxt": 1, "End": true}}})";
    EXPECT_THAT(told(read(text, Notation::json, Unknown::warning)),
                ElementsAre("1:64 warning unknown-placeholder", "1:95 error SCHEMA_VALIDATION_FAILED"));
    EXPECT_THAT(told(read(text, Notation::json, Unknown::error)),
                ElementsAre("1:64 error unknown-service", "1:95 error SCHEMA_VALIDATION_FAILED"));
    auto const number = read(R"({"TimeoutSeconds": ${Most}})", Notation::json, Unknown::warning);
    EXPECT_THAT(told(number),
                ElementsAre("1:20 warning unknown-placeholder", ::testing::HasSubstr("INVALID_JSON_DESCRIPTION")));
    EXPECT_FALSE(number.ok);
    EXPECT_EQ(number.faults[1].remedy, "a placeholder stands in this line; give it: --define Most=VALUE");
}

TEST(Definition, StandardInputIsYamlWhereItLooksLikeIt) {
    EXPECT_EQ(notation_of("StartAt: A\nStates:\n"), Notation::yaml);
    EXPECT_EQ(notation_of("# a comment\nType: Pass\n"), Notation::yaml);
    EXPECT_EQ(notation_of("\n {\"States\": {}}"), Notation::json);
    EXPECT_EQ(notation_of("nonsense"), Notation::json);
    EXPECT_EQ(notation_of(""), Notation::json);
}

TEST(Definition, AServiceThatIsMissingIsWarnedOfOnceAndAMockStandsInForIt) {
    std::string const text =
        "StartAt: A\nStates:\n  A: {Type: Task, Resource: arn:aws:states:::sns:publish, Parameters: {Message: m}, Next: B}\n"
        "  B: {Type: Task, Resource: arn:aws:states:::sns:publish, Parameters: {Message: m}, Next: C}\n"
        "  C: {Type: Task, Resource: arn:aws:states:::lambda:invoke, Parameters: {FunctionName: f}, End: true}\n";
    auto const check = [&](std::string const& mocks_text) {
        MocksText mocks = read_mocks_text("m.mocks.yml", mocks_text);
        auto const checked = check_definition(
            text,
            {.shown = "d", .notation = Notation::yaml, .more = compare_with(mocks, [](asl::Resource const& resource) {
                                                           return resource.service == "sns";
                                                       })});
        std::vector<std::string> out;
        for (std::vector<Diagnostic> const& faults : {checked.faults, mocks.faults})
            for (Diagnostic const& fault : faults)
                out.push_back(std::to_string(fault.position.line) + " " + fault.code + ": " + fault.message);
        return out;
    };
    EXPECT_THAT(check(""), ElementsAre("3 SERVICE_NOT_HERE: the local cloud has no sns:publish (states A, B)"));
    EXPECT_THAT(check("A: {Return: 1}\n"),
                ElementsAre("4 SERVICE_NOT_HERE: the local cloud has no sns:publish (state B)"));
    EXPECT_THAT(check("A: {Return: 1}\nB: {Return: 1}\n"), IsEmpty());
    EXPECT_THAT(check("A: {Return: 1}\nB: {Return: 1}\nC: {Return: 1}\n"),
                ElementsAre("3 not-missing: the local cloud has lambda:invoke: the state 'C' calls it, and no mock"));
}

}  // namespace
}  // namespace coworks::cli
