// The text of an input goes on as it came, until a state changes the value.

#include <gtest/gtest.h>

#include "asl/test_play.hpp"
#include "json/text_of.hpp"

namespace coworks::asl {
namespace {

using testing::machine_of;
using testing::Play;

Json kept(std::string_view text) {
    return Json::parse(text, {.keep_source = true});
}

Play played(std::string_view definition, std::string_view input) {
    Play made(machine_of(definition));
    made.start(kept(input));
    return made;
}

/// What the API shows of each event's data.
std::vector<std::string> texts(std::vector<Event> const& events) {
    std::vector<std::string> found;
    for (Event const& event : events) {
        Json const shown = to_api(event);
        for (auto const& member : shown.members()) {
            if (!member.value.is_object()) continue;
            for (std::string_view const name : {"input", "output", "parameters"})
                if (Json const* const data = member.value.find(name)) found.emplace_back(data->as_string());
        }
    }
    return found;
}

std::string output(Play const& play) {
    return source_text(play.execution().output);
}

constexpr char const* kInputs[] = {
    R"({"my": "data"})", R"(["a", "b"])", "1e3", "1.50", " true ", "12345678901234567890.123", "-0", R"("\u00e9")"};

TEST(SourceText, goes_on_as_it_came_where_no_state_changes_the_value) {
    for (char const* const input : kInputs) {
        Play const play = played(
            R"({"StartAt":"P","States":{"P":{"Type":"Pass","Next":"C"},
                "C":{"Type":"Choice","Choices":[{"Variable":"$","IsPresent":true,"Next":"S"}]},
                "S":{"Type":"Succeed"}}})",
            input);
        EXPECT_EQ(std::vector<std::string>(8, input), texts(play.events()));
        EXPECT_EQ(input, output(play));
    }
}

TEST(SourceText, stays_in_jsonata_states_without_output) {
    EXPECT_EQ(R"({"my": "data"})",
              output(played(R"({"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})",
                            R"({"my": "data"})")));
}

TEST(SourceText, stands_in_the_output_of_parallel_and_map) {
    EXPECT_EQ(R"([{"my": "data"},{"x":1.5},{"my": "data"}])",
              output(played(R"({"StartAt":"L","States":{"L":{"Type":"Parallel","End":true,"Branches":[
                  {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
                  {"StartAt":"B","States":{"B":{"Type":"Pass","Result":{"x": 1.50},"End":true}}},
                  {"StartAt":"C","States":{"C":{"Type":"Succeed"}}}]}}})",
                            R"({"my": "data"})")));
    Play play = played(R"({"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"T",
        "States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:1:function:f","End":true}}}}}})",
                       "[1, 2]");
    play.succeed(0, kept("[1.0]")).succeed(1, kept("{ }"));
    EXPECT_EQ("[[1.0],{ }]", output(play));
}

TEST(SourceText, is_what_a_function_is_given_and_gives) {
    Play play = played(
        R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:1:function:f","End":true}}})",
        R"({"my": "data"})");
    EXPECT_EQ(R"({"my": "data"})", source_text(play.invoked().at(0).arguments));
    EXPECT_EQ(R"({"a": 1})", output(play.succeed(0, kept(R"({"a": 1})"))));
}

TEST(SourceText, is_printed_anew_for_what_a_state_made) {
    auto const passed = [](std::string const& fields, std::string const& language = "JSONPath") {
        return output(played(R"({"QueryLanguage":")" + language +
                                 R"(","StartAt":"P","States":{"P":{"Type":"Pass","End":true,)" + fields + "}}}",
                             R"({"a": {"b": 1.50}})"));
    };
    EXPECT_EQ(R"({"b":1.5})", passed(R"("OutputPath":"$.a")"));
    EXPECT_EQ(R"({"all":{"a":{"b":1.5}}})", passed(R"("Parameters":{"all.$":"$"})"));
    EXPECT_EQ(R"({"a":{"b":1.5},"c":{"a":{"b":1.5}}})", passed(R"("ResultPath":"$.c")"));
    EXPECT_EQ(R"({"a":{"b":1.5}})", passed(R"("OutputPath":"$$.Execution.Input")"));
    EXPECT_EQ(R"({"a":{"b":1.5}})", passed(R"("Output":"{% $states.input %}")", "JSONata"));
    EXPECT_EQ(R"({"a":{"b":1.5}})",
              output(played(R"({"StartAt":"P","States":{"P":{"Type":"Pass","Assign":{"x.$":"$"},"Next":"Q"},
                  "Q":{"Type":"Pass","OutputPath":"$x","End":true}}})",
                            R"({"a": {"b": 1.50}})")));
}

TEST(SourceText, is_stored_with_the_events) {
    for (char const* const input : kInputs) {
        Play const play = played(R"({"StartAt":"L","States":{"L":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}]}}})",
                                 input);
        Execution again = make_execution(machine_of(R"({"StartAt":"L","States":{"L":{"Type":"Parallel","End":true,
            "Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}]}}})"));
        std::vector<Event> events;
        for (Event const& event : play.events()) {
            // As text, the way the store keeps it.
            auto read = from_stored(Json::parse(to_stored(event).dump()));
            ASSERT_TRUE(read) << read.error().text();
            apply(again, *read);
            events.push_back(*std::move(read));
        }
        EXPECT_EQ(texts(play.events()), texts(events));
        EXPECT_EQ("[" + std::string(input) + "]", source_text(again.output));
    }
}

TEST(SourceText, that_can_not_be_read_is_no_event) {
    Json const stored = Json::object({{"type", "ExecutionStarted"}, {"time", 1}});
    EXPECT_TRUE(from_stored(stored.with("dataText", "{ }")));
    EXPECT_FALSE(from_stored(stored.with("dataText", "{")));
    EXPECT_FALSE(from_stored(stored.with("dataText", 7)));
    EXPECT_FALSE(from_stored(stored.with("inputText", "[")));
}

TEST(ContextObject, has_no_redrive_count_where_somebody_waits_for_an_express_execution) {
    auto const counted = [](ExecutionType type, bool synchronous) {
        Play made(
            machine_of(R"({"StartAt":"P","States":{"P":{"Type":"Pass","OutputPath":"$$.Execution","End":true}}})"));
        Start start;
        start.input = Json::object();
        start.type = type;
        start.synchronous = synchronous;
        return made.tell(start).execution().output.contains("RedriveCount");
    };
    EXPECT_TRUE(counted(ExecutionType::standard, false));
    EXPECT_TRUE(counted(ExecutionType::express, false));
    EXPECT_FALSE(counted(ExecutionType::express, true));
}

}  // namespace
}  // namespace coworks::asl
