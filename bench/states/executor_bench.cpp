/// The durable executor by itself: looping machines, recovery, memory. One JSON object on stdout; bench/states/run.sh
/// puts it beside what the AWS API and other emulators reach.

#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "asl/loader.hpp"
#include "local/states/executor.hpp"

using namespace coworks;
using namespace coworks::local::states;
using Stopwatch = std::chrono::steady_clock;

namespace {

/// Each turn enters three states; its Task is answered at once, after what led to it is safe on the disk: so every turn
/// is a durable step of its own.
constexpr char const* kLoop = R"({"StartAt":"Count","QueryLanguage":"JSONata","States":{
    "Count":{"Type":"Pass","Output":"{% {'n': $states.input.n - 1} %}","Next":"Call"},
    "Call":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},
        "Output":"{% $states.input %}","Next":"More"},
    "More":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.n > 0 %}","Next":"Count"}],"Default":"Done"},
    "Done":{"Type":"Succeed"}}})";
constexpr int kStatesPerTurn = 3;
constexpr char const* kSleep = R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":86400,"End":true}}})";

class Definitions final : public Revisions {
public:
    std::shared_ptr<Revision const> add(char const* definition) {
        auto revision = std::make_shared<Revision>();
        revision->id = revision->machine_id = static_cast<std::int64_t>(revisions_.size()) + 1;
        revision->machine_name = "m" + std::to_string(revision->id);
        revision->machine_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:" + revision->machine_name;
        revision->machine = asl::load(Json::parse(definition)).value();
        revisions_.push_back(revision);
        return revision;
    }
    std::shared_ptr<Revision const> revision(std::int64_t id) const override {
        return revisions_.at(static_cast<std::size_t>(id) - 1);
    }

private:
    std::vector<std::shared_ptr<Revision const>> revisions_;
};

/// Answers every task at once.
class Answerer final : public ActionHandler {
public:
    void invoke(Caller const& caller, asl::InvokeTask const& task) override {
        executor->tell(caller.id, asl::TaskStarted{.attempt = task.attempt, .worker_name = {}});
        executor->tell(caller.id, asl::TaskSucceeded{.attempt = task.attempt, .output = Json::object()});
    }
    void cancel(Caller const&, asl::Attempt const&) override {}
    void read_items(Caller const&, asl::ReadItems const&) override {}
    void write_results(Caller const&, asl::WriteResults const&) override {}
    void happened(Caller const&, std::span<asl::Event const>) override {}
    void ended(Caller const&, asl::Execution const&) override { ++ends; }
    void trouble(std::string_view what, Error const& error) override {
        std::cerr << what << ": " << error.text() << '\n';
    }
    bool has_activity(std::string_view) const override { return false; }
    std::size_t ends = 0;
    Executor* executor = nullptr;
};

struct Room {
    Room(std::string const& file, Definitions const& definitions)
        : journal(Journal::open(std::make_unique<local::emulator::Data>(loop, store::Database::open(file).value()))
                      .value()),
          executor(loop, clock, random, *journal, definitions, answerer) {
        answerer.executor = &executor;
    }
    ~Room() {
        executor.stop();
        journal->close();
    }
    template <class Until>
    void run(Until until) {
        while (!until()) {
            loop.restart();
            loop.run_one_for(std::chrono::milliseconds(100));
        }
    }
    void start(std::shared_ptr<Revision const> const& machine, int count, Json const& input) {
        int begun = 0;
        for (int i = 0; i < count; ++i)
            executor.start({.revision = machine, .name = random.uuid(), .input = input}, [&](auto const&) { ++begun; });
        run([&] { return begun == count && executor.quiet(); });
    }

    boost::asio::io_context loop{1};
    SystemClock clock;
    SeededRandom random{1};
    Answerer answerer;
    std::unique_ptr<Journal> journal;
    Executor executor;
};

double seconds_since(Stopwatch::time_point start) {
    return std::chrono::duration<double>(Stopwatch::now() - start).count();
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    file >> all >> resident;
    return static_cast<double>(resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) / (1 << 20);
}

double transitions(std::filesystem::path const& folder, int concurrent, int turns) {
    Definitions definitions;
    auto const machine = definitions.add(kLoop);
    Room room(folder / ("loop" + std::to_string(concurrent)), definitions);
    auto const start = Stopwatch::now();
    for (int i = 0; i < concurrent; ++i)
        room.executor.start({.revision = machine, .name = room.random.uuid(), .input = Json::object({{"n", turns}})},
                            {});
    room.run([&] { return room.answerer.ends == static_cast<std::size_t>(concurrent); });
    return concurrent * turns * kStatesPerTurn / seconds_since(start);
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder_name = (std::filesystem::path(argc > 1 ? argv[1] : "/var/tmp") / "cws-bench-XXXXXX").string();
    if (::mkdtemp(folder_name.data()) == nullptr) {
        std::cerr << "no temporary folder below " << folder_name << '\n';
        return 1;
    }
    std::filesystem::path const folder = folder_name;
    Json::ObjectBuilder result;
    result.set("transitions_per_second_1", transitions(folder, 1, 300));
    result.set("transitions_per_second_100", transitions(folder, 100, 100));
    result.set("transitions_per_second_1000", transitions(folder, 1000, 50));
    {
        Definitions definitions;
        auto const machine = definitions.add(kSleep);
        {
            Room room(folder / "recover", definitions);
            auto const start = Stopwatch::now();
            room.start(machine, 10'000, Json::object({{"a", 1}}));
            result.set("starts_per_second", 10'000 / seconds_since(start));
        }
        Room room(folder / "recover", definitions);
        auto const start = Stopwatch::now();
        bool read = false;
        room.executor.recover([&](auto const&) { read = true; });
        room.run([&] { return read && room.executor.quiet(); });
        result.set("recovery_of_10000_seconds", seconds_since(start));
    }
    {
        Definitions definitions;
        auto const machine = definitions.add(kSleep);
        Room room(folder / "large", definitions);
        for (int i = 0; i < 100; ++i) {
            std::string const text(200'000, static_cast<char>('a' + i % 26));
            room.start(machine, 10, Json::object({{"text", text}}));
        }
        result.set("resident_mb_1000_with_200_kb", resident_mb());
        result.set("open_1000", static_cast<std::int64_t>(room.executor.open_executions()));
    }
    {
        Definitions definitions;
        auto const machine = definitions.add(kSleep);
        Room room(folder / "sleeping", definitions);
        for (int i = 0; i < 100; ++i)
            room.start(machine, 1000, Json::object({{"a", i}}));
        result.set("resident_mb_100000_sleeping", resident_mb());
    }
    std::filesystem::remove_all(folder);
    std::cout << result.finish().dump({.indent = 2}) << '\n';
}
