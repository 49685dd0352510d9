#pragma once

/// The real actions of executions, around it functions and services that answer what a test says.

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "local/states/tasks/local_actions.hpp"
#include "local/states/tasks/map_files.hpp"
#include "local/states/testing.hpp"

namespace coworks::local::states::testing {

/// Functions that answer what the test says, in the next turn of the loop.
class ScriptedFunctions final : public Functions {
public:
    explicit ScriptedFunctions(boost::asio::io_context& loop) : loop_(loop) {}
    void invoke(Invoke call, InvokeDone done, Abandoned abandoned) override {
        calls.push_back(call);
        if (busy) return queue.push_back({.done = std::move(done), .abandoned = std::move(abandoned)});
        boost::asio::post(loop_, [this, done = std::move(done), call] { done(answer(call)); });
    }
    std::vector<std::string> names() const override { return {"f"}; }
    bool has(std::string_view function) const override { return function == "f"; }

    std::function<InvokeResult(Invoke const&)> answer = [](Invoke const& call) {
        return InvokeResult{.payload = call.event};
    };
    std::vector<Invoke> calls;
    /// Calls that no worker has begun.
    struct Waiting {
        InvokeDone done;
        Abandoned abandoned;
    };
    bool busy = false;
    std::vector<Waiting> queue;

private:
    boost::asio::io_context& loop_;
};

/// A service that answers when the test says.
class ScriptedService final : public Integration {
public:
    bool offers(std::string_view service, std::string_view) const override { return service == "http"; }
    std::function<void()> call(IntegrationCall, std::function<void(IntegrationResult)> done) override {
        waiting.push_back(std::move(done));
        return [this] { ++cuts; };
    }

    std::vector<std::function<void(IntegrationResult)>> waiting;
    int cuts = 0;
};

class Lines final : public LogSink {
public:
    void line(std::string_view, std::string_view, std::string_view text) override { lines.emplace_back(text); }
    std::vector<std::string> lines;
};

/// Accepts every asynchronous call.
class DeliveriesOfTest final : public Target {
public:
    bool has_target(std::string_view) const override { return true; }
    void deliver(Delivery delivery, std::function<void(aws::Outcome<void>)> done) override {
        all.push_back(std::move(delivery));
        done({});
    }
    std::vector<Delivery> all;
};

/// One life of a process with the real actions in it.
class WorldLife {
public:
    WorldLife(std::string const& file, Clock& clock, Random& random, Definitions& definitions)
        : functions(loop),
          files(loop, objects),
          journal(Journal::open(std::make_unique<emulator::Data>(loop, store::Database::open(file).value())).value()),
          actions({.loop = loop,
                   .clock = clock,
                   .random = random,
                   .function_prefix = "arn:aws:lambda:us-east-1:000000000000:function:",
                   .functions = functions,
                   .targets = targets,
                   .integrations = {&service},
                   .storage = &files,
                   .logs = lines,
                   .find_machine = [&definitions](std::string_view arn) -> tl::expected<StartRequest, StartRefusal> {
                       auto const machine = definitions.find(arn);
                       if (!machine)
                           return tl::unexpected(StartRefusal{
                               "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + std::string(arn) + "'"});
                       return StartRequest{.revision = machine, .name = {}, .input = {}};
                   },
                   .has_activity = [](std::string_view) { return true; }}),
          executor(loop, clock, random, *journal, definitions, actions) {
        targets.add(later);
        actions.serve(executor, *journal);
        executor.recover([](Result<std::size_t> recovered) { EXPECT_TRUE(recovered); });
    }
    ~WorldLife() {
        executor.stop();
        journal->close();
    }
    void settle() {
        do {
            loop.restart();
            loop.poll();
            if (!executor.quiet()) loop.run_one_for(std::chrono::milliseconds(20));
        } while (!executor.quiet() || actions.busy());
    }
    /// The same, while calls that nobody answers are under way.
    void settle_executor() {
        do {
            loop.restart();
            loop.poll();
            if (!executor.quiet()) loop.run_one_for(std::chrono::milliseconds(20));
        } while (!executor.quiet());
    }
    ExecutionRecord begin(std::shared_ptr<Revision const> machine, std::string name, Json input) {
        ExecutionRecord record;
        executor.start({.revision = std::move(machine), .name = std::move(name), .input = std::move(input)},
                       [&](Result<Started> started) { record = started.value().record; });
        settle_executor();
        return record;
    }
    ExecutionRecord start(std::shared_ptr<Revision const> machine, std::string name, Json input) {
        ExecutionRecord record;
        executor.start({.revision = std::move(machine), .name = std::move(name), .input = std::move(input)},
                       [&](Result<Started> started) { record = started.value().record; });
        settle();
        return record;
    }
    /// How an execution that has ended did.
    asl::Execution ended(std::string const& arn) {
        std::optional<asl::Execution> found;
        journal->find(arn, [&](Result<std::optional<ExecutionRecord>> record) {
            ASSERT_TRUE(record && *record) << arn;
            journal->rows((*record)->tail, [&, record](Result<std::vector<std::string>> rows) {
                found = executor.rebuild(**record, *rows).value();
            });
        });
        settle();
        if (!found) throw std::runtime_error("no execution " + arn);
        return *found;
    }

    boost::asio::io_context loop{1};
    ScriptedFunctions functions;
    ScriptedService service;
    MemoryObjects objects;
    MapFiles files;
    Lines lines;
    DeliveriesOfTest later;
    Targets targets;
    std::unique_ptr<Journal> journal;
    LocalActions actions;
    Executor executor;
};

class LocalActionsTest : public ::testing::Test {
protected:
    std::unique_ptr<WorldLife> live() { return std::make_unique<WorldLife>(folder.file(), clock, random, definitions); }
    static std::string task(std::string const& resource, std::string const& parameters, std::string const& more = "") {
        return R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":")" + resource + R"(","Parameters":)" +
               parameters + more + R"(,"End":true}}})";
    }

    Folder folder;
    ManualClock clock{Clock::Time(std::chrono::hours(24 * 365 * 50))};
    SeededRandom random{1};
    Definitions definitions;
};

}  // namespace coworks::local::states::testing
