#include "cli/execution_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/tree_text.hpp"

namespace coworks::cli {
namespace {

using ::testing::ElementsAre;

/// A history, written short: each event happens 100 ms after the one before.
class History {
public:
    /// Adds an event after `previous`; `details` are its members.
    History& event(std::string_view type, std::int64_t previous, Json const& details = Json::object()) {
        ++last_;
        Json const made = Json::object({{"id", last_},
                                        {"previousEventId", previous},
                                        {"timestamp", static_cast<double>(last_) / 10},
                                        {"type", type},
                                        {"someEventDetails", details}});
        StateNode const* const node = tree.add(made);
        if (auto line = event_line(node, made, Colour::never); !line.empty()) lines.push_back(line);
        return *this;
    }
    History& event(std::string_view type, std::int64_t previous, char const* name) {
        return event(type, previous, Json::object({{"name", name}}));
    }
    std::vector<std::string> shown() const { return tree_lines(tree, {.now = tree.last_time()}); }

    ExecutionTree tree;
    std::vector<std::string> lines;

private:
    std::int64_t last_ = 0;
};

Json failure(std::string_view error, std::string_view cause) {
    return Json::object({{"error", error}, {"cause", cause}});
}

TEST(ExecutionTree, StatesStandInTheOrderOfTheirFirstEntryWithWhatTheyTook) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("PassStateEntered", 0, "A")
        .event("PassStateExited", 2, "A")
        .event("WaitStateEntered", 3, "B");
    EXPECT_THAT(history.shown(), ElementsAre("✓ A  100 ms", "▸ B  0 ms"));
    EXPECT_FALSE(history.tree.ended());
    history.event("WaitStateExited", 4, "B").event("ExecutionSucceeded", 5);
    EXPECT_THAT(history.shown(), ElementsAre("✓ A  100 ms", "✓ B  100 ms"));
    EXPECT_EQ(history.tree.status(), "SUCCEEDED");
}

TEST(ExecutionTree, AnswersOfMocksAreSaid) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("TaskStateEntered", 0, "Notify")
        .event("TaskScheduled", 2)
        .event("TaskSucceeded", 3, Json::object({{"output", "{}"}, {"mocked", true}}))
        .event("TaskStateExited", 4, "Notify")
        .event("TaskStateEntered", 5, "Real")
        .event("TaskScheduled", 6)
        .event("TaskSucceeded", 7)
        .event("TaskStateExited", 8, "Real");
    EXPECT_THAT(history.shown(), ElementsAre("✓ Notify  300 ms  mocked", "✓ Real  300 ms"));
    EXPECT_THAT(history.tree.mocked(), ElementsAre("Notify"));
}

TEST(ExecutionTree, RetriesAreCountedAndAnErrorThatWasCaughtIsShown) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("TaskStateEntered", 0, "Charge")
        .event("TaskScheduled", 2)
        .event("TaskFailed", 3, failure("Refused", "no\nmoney"))
        .event("TaskScheduled", 4)
        .event("TaskFailed", 5, failure("Refused", "again"))
        .event("TaskStateExited", 6, "Charge");
    EXPECT_THAT(history.shown(), ElementsAre("! Charge  500 ms  1 retry  Refused: again"));
    EXPECT_THAT(history.lines, ElementsAre("▸ Charge", "! Charge  Refused: no money", "! Charge  Refused: again",
                                           "! Charge  500 ms  1 retry  Refused: again"));
}

TEST(ExecutionTree, ATaskThatSucceedsAtLastHasNoError) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("TaskStateEntered", 0, "Charge")
        .event("LambdaFunctionScheduled", 2)
        .event("LambdaFunctionTimedOut", 3, failure("States.Timeout", ""))
        .event("LambdaFunctionScheduled", 4)
        .event("LambdaFunctionSucceeded", 5)
        .event("TaskStateExited", 6, "Charge");
    EXPECT_THAT(history.shown(), ElementsAre("✓ Charge  500 ms  1 retry"));
}

TEST(ExecutionTree, AFailureEndsItsStateAndAllThatIsAroundIt) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("ParallelStateEntered", 0, "Both")
        .event("ParallelStateStarted", 2)
        .event("WaitStateEntered", 3, "Left")
        .event("FailStateEntered", 3, "Right")
        .event("ParallelStateFailed", 5)
        .event("ExecutionFailed", 6, failure("Broken", "by hand"));
    EXPECT_THAT(history.shown(), ElementsAre("✗ Both  500 ms  failed", "  ├ branch 1", "    – Left  300 ms",
                                             "  └ branch 2", "    – Right  200 ms"));
    EXPECT_EQ(history.tree.status(), "FAILED");
}

TEST(ExecutionTree, BranchesOfBranchesFindTheirOwnEnd) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("ParallelStateEntered", 0, "Outer")
        .event("ParallelStateStarted", 2)
        .event("ParallelStateEntered", 3, "Inner")
        .event("ParallelStateStarted", 4)
        .event("PassStateEntered", 5, "Deep")
        .event("PassStateExited", 6, "Deep")
        .event("ParallelStateSucceeded", 7)
        .event("ParallelStateExited", 8, "Inner")
        .event("ParallelStateSucceeded", 9)
        .event("ParallelStateExited", 10, "Outer")
        .event("PassStateEntered", 11, "After");
    EXPECT_THAT(history.shown(),
                ElementsAre("✓ Outer  900 ms", "  ✓ Inner  500 ms", "    ✓ Deep  100 ms", "▸ After  0 ms"));
}

TEST(ExecutionTree, FewIterationsAreListedAndManyAreCounted) {
    for (std::int64_t const items : {2, 7}) {
        History history;
        history.event("ExecutionStarted", 0)
            .event("MapStateEntered", 0, "Each")
            .event("MapStateStarted", 2, Json::object({{"length", items}}));
        std::int64_t before = 3;
        for (std::int64_t index = 0; index < items; ++index) {
            Json const iteration = Json::object({{"name", "Each"}, {"index", index}});
            history.event("MapIterationStarted", before, iteration)
                .event("PassStateEntered", before + (index == 0 ? 1 : 2), "Pack");
            std::int64_t const entered = history.tree.last_event();
            history.event("PassStateExited", entered, "Pack").event("MapIterationSucceeded", entered + 1, iteration);
            before = entered + 1;  // as AWS has it: the last state of the iteration before
        }
        if (items == 2) {
            EXPECT_THAT(history.shown(), ElementsAre("▸ Each  900 ms", "  ✓ item 0", "    ✓ Pack  100 ms", "  ✓ item 1",
                                                     "    ✓ Pack  100 ms"));
        } else {
            EXPECT_THAT(history.shown(), ElementsAre("▸ Each  2.9 s", "  ▸ 7 of 7 done"));
            EXPECT_EQ(std::ranges::count_if(history.lines, [](auto const& line) { return line.starts_with("✓"); }), 5)
                << "a line for each of the first iterations alone";
        }
    }
}

TEST(ExecutionTree, ALoopKeepsItsPlaceAndCountsItsRounds) {
    History history;
    history.event("ExecutionStarted", 0);
    std::int64_t before = 0;
    for (int round = 0; round < 3; ++round) {
        history.event("PassStateEntered", before, "Step");
        history.event("PassStateExited", history.tree.last_event(), "Step");
        before = history.tree.last_event();
    }
    EXPECT_THAT(history.shown(), ElementsAre("✓ Step  100 ms  ×3"));
}

TEST(ExecutionTree, ARedriveGoesOnWhereTheEndWas) {
    History history;
    history.event("ExecutionStarted", 0)
        .event("WaitStateEntered", 0, "Hold")
        .event("ExecutionAborted", 0)
        .event("ExecutionRedriven", 3);
    EXPECT_FALSE(history.tree.ended());
    history.event("WaitStateExited", 2, "Hold");
    EXPECT_THAT(history.shown(), ElementsAre("✓ Hold  300 ms"));
}

TEST(ExecutionTree, LinesAreCutToTheTerminalsWidth) {
    History history;
    history.event("ExecutionStarted", 0).event("PassStateEntered", 0, "A name that is rather long");
    EXPECT_THAT(tree_lines(history.tree, {.now = history.tree.last_time(), .columns = 14}),
                ElementsAre("▸ A name that…"));
}

TEST(ExecutionTree, TimesAreTextsThatPeopleRead) {
    using namespace std::chrono_literals;
    EXPECT_EQ(elapsed_text(999ms), "999 ms");
    EXPECT_EQ(elapsed_text(3250ms), "3.2 s");
    EXPECT_EQ(elapsed_text(125s), "2 min 5 s");
    EXPECT_EQ(elapsed_text(3h + 2min), "3 h 2 min");
    EXPECT_EQ(elapsed_text(51h), "2 d 3 h");
}

}  // namespace
}  // namespace coworks::cli
