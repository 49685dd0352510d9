#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <coworks/json.hpp>
#include <csignal>
#include <filesystem>
#include <optional>
#include <set>

#include "local/functions/functions_room.hpp"

namespace coworks::local::functions {
namespace {

namespace asio = boost::asio;

class Lines final : public LogSink {
public:
    void line(std::string_view, std::string_view request_id, std::string_view text) override {
        all.push_back({std::string(request_id), std::string(text)});
    }
    bool has(std::string_view part) const {
        return std::ranges::any_of(all,
                                   [part](auto const& each) { return each.second.find(part) != std::string::npos; });
    }
    std::vector<std::pair<std::string, std::string>> all;
};

/// A runtime client as Lambda's documentation describes it, in twenty lines of another language.
constexpr char const* kPythonClient = R"(
import http.client, os, json, sys, time
api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
if "SLOW_START" in os.environ: time.sleep(float(os.environ["SLOW_START"]))
base = "/2018-06-01/runtime/"
if len(sys.argv) > 1:
    api.request("POST", base + "init/error", '{"errorType":"Init.Bad","errorMessage":"no"}', {"Lambda-Runtime-Function-Error-Type": "Init.Bad"})
    api.getresponse().read()
    sys.exit(1)
while True:
    api.request("GET", base + "invocation/next")
    answer = api.getresponse()
    event = json.loads(answer.read())
    id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    if event.get("do") == "crash": os._exit(9)
    if event.get("do") == "ask again":
        time.sleep(0.01)
        continue
    if event.get("do") == "large":
        api.request("POST", base + "invocation/" + id + "/response", '"' + "x" * (event["bytes"] - 2) + '"')
        answer = api.getresponse()
        assert answer.status == event["status"] and answer.read()
        if event["status"] == 413: api.close()
        continue
    if event.get("do") == "answer another":
        api.request("POST", base + "invocation/" + id + "/response", "{}", {"Lambda-Runtime-Invocation-Id": "another"})
        refused = api.getresponse()
        assert refused.read() and refused.status == 410
    if event.get("do") == "sleep": time.sleep(event["ms"] / 1000)
    if event.get("do") == "recurse":
        cause = {"Lambda-Runtime-Function-Error-Type": "RecursionError", "Lambda-Runtime-Function-Xray-Error-Cause": "x" * 1000000}
        api.request("POST", base + "invocation/" + id + "/error", '{"errorType":"RecursionError"}', cause)
        assert api.getresponse().read()
        continue
    if event.get("do") == "print": print("a line from python", flush=True)
    if event.get("do") == "wrong":
        api.request("POST", base + "invocation/other/response", "{}")
        refused = api.getresponse()
        assert refused.read() and refused.status == 400
    body = json.dumps({"pid": os.getpid(), "deadline": int(answer.headers["Lambda-Runtime-Deadline-Ms"])})
    api.request("POST", base + "invocation/" + id + "/response", body,
                {"Lambda-Runtime-Invocation-Id": answer.headers["Lambda-Runtime-Invocation-Id"]})
    assert api.getresponse().read()
)";

/// Nobody waits long for a worker to end.
Limits quick_to_end(Limits limits) {
    limits.grace = std::chrono::milliseconds(50);
    return limits;
}

class FunctionsTest : public ::testing::Test {
protected:
    explicit FunctionsTest(Limits limits = {}) : room_(loop_, lines_, random_, quick_to_end(limits)) {}

    FunctionSpec channel_spec() {
        return {.service = "test", .name = "shop-dev-test", .program = COWORKS_TEST_WORKER, .memory_mb = 4096};
    }
    FunctionSpec python_spec() {
        return {.service = "test",
                .name = "shop-dev-test",
                .program = "/usr/bin/python3",
                .arguments = {"-c", kPythonClient},
                .memory_mb = 4096};
    }

    /// Calls and counts; the result is there after run().
    std::shared_ptr<InvokeResult> invoke(
        std::string event, std::chrono::milliseconds patience = std::chrono::seconds(60),
        Abandoned abandoned = [] { return false; }) {
        auto result = std::make_shared<InvokeResult>();
        ++open_;
        room_.invoke(
            {.function = "test", .event = std::move(event), .patience = patience},
            [this, result](InvokeResult ended) {
                *result = std::move(ended);
                --open_;
            },
            std::move(abandoned));
        return result;
    }

    /// Runs the loop until every call has ended.
    void run() {
        auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
        while (open_ > 0 && std::chrono::steady_clock::now() < until)
            loop_.run_one_for(std::chrono::milliseconds(100));
        ASSERT_EQ(0, open_);
    }

    Json call(std::string event) {
        auto const result = invoke(std::move(event));
        run();
        EXPECT_EQ(InvokeResult::Kind::result, result->kind) << result->payload;
        return result->kind == InvokeResult::Kind::result ? Json::parse(result->payload) : Json();
    }

    asio::io_context loop_;
    Lines lines_;
    SystemRandom random_;
    FunctionsRoom room_;
    int open_ = 0;
};

/// For what holds as long as one worker is quick enough, however slow the machine is.
class PatientTest : public FunctionsTest {
protected:
    PatientTest() : FunctionsTest(Limits{.patience = std::chrono::hours(1)}) {}
};

/// Whose init phase is short, so that one need not wait ten seconds for its end.
class InitTest : public FunctionsTest {
protected:
    InitTest() : FunctionsTest(Limits{.init = std::chrono::milliseconds(300)}) {}

    /// A runtime client that takes longer than that to start.
    FunctionSpec slow_spec(std::chrono::milliseconds timeout) {
        auto spec = python_spec();
        spec.environment = {"SLOW_START=0.5"};
        spec.timeout = timeout;
        return spec;
    }
};

TEST_F(InitTest, begins_again_with_the_call_within_the_functions_timeout) {
    room_.put(slow_spec(std::chrono::minutes(1)));
    auto const first = call("{}");
    EXPECT_TRUE(lines_.has("INIT_REPORT Init Duration: 300.00 ms\tPhase: init\tStatus: timeout"));
    EXPECT_EQ(first["pid"], call("{}")["pid"]) << "the worker stays";
    EXPECT_EQ(1U, room_.workers());
}

TEST_F(InitTest, counts_the_start_to_the_functions_timeout_the_second_time) {
    room_.put(slow_spec(std::chrono::milliseconds(200)));
    auto const late = invoke("{}");
    run();
    EXPECT_EQ("Sandbox.Timedout", late->error_type);
    EXPECT_NE(std::string::npos, late->payload.find("Task timed out after 0.20 seconds")) << late->payload;
}

TEST_F(InitTest, leaves_a_worker_alone_that_has_started_and_waits_for_its_first_call) {
    auto spec = channel_spec();
    spec.concurrency = 1;
    room_.put(spec);
    bool gone = false;
    room_.invoke({.function = "test", .event = R"({"do":"print"})"}, [](InvokeResult) {}, [&gone] { return gone; });
    gone = true;  // so that the worker which was started for it has nothing to do
    auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds(600);
    while (std::chrono::steady_clock::now() < until)
        loop_.run_one_for(std::chrono::milliseconds(100));
    EXPECT_TRUE(call("{}")["pid"].is_number());
    EXPECT_FALSE(lines_.has("INIT_REPORT"));
}

/// Of which two workers start at the same time, whatever the machine has.
class CrowdTest : public FunctionsTest {
protected:
    CrowdTest() : FunctionsTest(Limits{.patience = std::chrono::milliseconds(0), .starting_max = 2}) {}

    /// Eight calls of a function that never ends to start have two workers; of its next version all are served.
    void expect_two_of_eight(std::optional<std::size_t> concurrency) {
        auto spec = channel_spec();
        spec.arguments = {"stuck"};
        spec.concurrency = concurrency;
        room_.put(spec);
        for (int i = 0; i < 8; ++i)
            invoke("{}");
        auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
        while (std::chrono::steady_clock::now() < until) {
            loop_.run_one_for(std::chrono::milliseconds(20));
            ASSERT_LE(room_.workers(), 2U);
        }
        EXPECT_EQ(2U, room_.workers());
        spec.arguments = {};
        room_.put(spec);
        run();
    }
};

TEST_F(CrowdTest, starts_no_more_workers_at_the_same_time_than_it_may) {
    expect_two_of_eight(std::nullopt);
}

TEST_F(CrowdTest, starts_no_more_workers_at_the_same_time_behind_a_limit_either) {
    expect_two_of_eight(8);
}

TEST_F(PatientTest, serves_calls_one_after_the_other_with_one_warm_worker) {
    room_.put(channel_spec());
    auto const first = call(R"({"n":1})");
    auto const second = call(R"({"n":2})");
    EXPECT_EQ(1, first["event"]["n"].as_int64());
    EXPECT_EQ(first["pid"], second["pid"]);
    EXPECT_EQ(1U, room_.workers());
}

TEST_F(PatientTest, serves_a_runtime_client_of_any_language) {
    room_.put(python_spec());
    auto const first = call("{}");
    EXPECT_EQ(first["pid"], call(R"({"do":"print"})")["pid"]);
    EXPECT_GT(first["deadline"].as_int64(), 1'700'000'000'000);
    EXPECT_TRUE(lines_.has("a line from python"));
    EXPECT_TRUE(call(R"({"do":"wrong"})")["pid"].is_number());
    auto const deep = invoke(R"({"do":"recurse"})");
    run();
    EXPECT_EQ("RecursionError", deep->error_type) << "with all that X-Ray is told";
    EXPECT_EQ(first["pid"], call("{}")["pid"]);
}

TEST_F(FunctionsTest, starts_more_workers_for_slow_calls_than_for_quick_ones) {
    room_.put(channel_spec());
    std::vector<std::shared_ptr<InvokeResult>> results;
    for (int i = 0; i < 6; ++i)
        results.push_back(invoke(R"({"do":"sleep","ms":300})"));
    auto const begun = std::chrono::steady_clock::now();
    run();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(6 * 300));
    std::set<std::int64_t> workers;
    for (auto const& result : results)
        workers.insert(Json::parse(result->payload)["pid"].as_int64());
    EXPECT_GT(workers.size(), 1U);
}

TEST_F(FunctionsTest, answers_for_the_one_call_that_crashed_and_goes_on) {
    room_.put(channel_spec());
    std::vector<std::shared_ptr<InvokeResult>> good;
    good.push_back(invoke(R"({"n":1})"));
    auto const bad = invoke(R"({"do":"crash"})");
    for (int i = 0; i < 10; ++i)
        good.push_back(invoke(R"({"n":2})"));
    run();
    EXPECT_EQ(InvokeResult::Kind::function_error, bad->kind);
    EXPECT_EQ("Runtime.ExitError", bad->error_type);
    EXPECT_NE(std::string::npos, bad->payload.find("signal 9")) << bad->payload;
    for (auto const& result : good)
        EXPECT_EQ(InvokeResult::Kind::result, result->kind) << result->payload;
    EXPECT_TRUE(lines_.has("Runtime.ExitError"));
}

TEST_F(FunctionsTest, answers_for_a_crash_of_a_runtime_client) {
    room_.put(python_spec());
    auto const bad = invoke(R"({"do":"crash"})");
    auto const good = invoke("{}");
    run();
    EXPECT_NE(std::string::npos, bad->payload.find("exit status 9")) << bad->payload;
    EXPECT_EQ(InvokeResult::Kind::result, good->kind);
}

TEST_F(FunctionsTest, ends_a_call_that_takes_too_long) {
    auto spec = channel_spec();
    spec.timeout = std::chrono::milliseconds(100);
    room_.put(spec);
    auto const late = invoke(R"({"do":"hang"})");
    auto const good = invoke("{}");
    run();
    EXPECT_EQ("Sandbox.Timedout", late->error_type);
    EXPECT_NE(std::string::npos, late->payload.find("Task timed out after 0.10 seconds"));
    EXPECT_EQ(InvokeResult::Kind::result, good->kind);
}

TEST_F(PatientTest, keeps_the_deadline_of_a_call_that_a_runtime_asks_for_again) {
    auto spec = python_spec();
    spec.timeout = std::chrono::milliseconds(300);
    room_.put(spec);
    auto const never = invoke(R"({"do":"ask again"})");
    run();
    EXPECT_EQ("Sandbox.Timedout", never->error_type);
    EXPECT_NE(std::string::npos, never->payload.find("Task timed out after 0.30 seconds")) << never->payload;
    EXPECT_TRUE(call("{}")["pid"].is_number()) << "by another worker";
}

TEST_F(PatientTest, takes_no_answer_for_one_of_another_invocation) {
    room_.put(python_spec());
    EXPECT_TRUE(call(R"({"do":"answer another"})")["pid"].is_number());
}

TEST_F(PatientTest, passes_on_results_of_lambdas_size_and_no_larger_ones) {
    auto spec = python_spec();
    spec.timeout = std::chrono::seconds(60);
    room_.put(spec);
    auto const large = [this](int bytes, int status) {
        auto result = invoke(Json::object({{"do", "large"}, {"bytes", bytes}, {"status", status}}).dump());
        run();
        return result;
    };
    EXPECT_EQ(6'291'556U, large(6'291'556, 202)->payload.size());
    for (int const bytes : {6'291'557, 11 << 20}) {
        auto const refused = large(bytes, 413);
        EXPECT_EQ("Function.ResponseSizeTooLarge", refused->error_type) << bytes;
        EXPECT_NE(std::string::npos, refused->payload.find("(6291556 bytes)")) << refused->payload;
    }
    EXPECT_TRUE(call("{}")["pid"].is_number());
}

TEST_F(FunctionsTest, gives_each_worker_a_tmp_of_its_own) {
    std::string const name = "/tmp/functions_test_" + std::to_string(::getpid());
    auto spec = python_spec();
    spec.arguments[1].replace(spec.arguments[1].find("while True"), 0, "open('" + name + "', 'x')\n");
    room_.put(spec);
    auto const first = invoke(R"({"do":"sleep","ms":300})");
    auto const second = invoke(R"({"do":"sleep","ms":300})");
    run();
    bool const is_shared = std::filesystem::remove(name);
    if (!os::can_have_own_tmp()) GTEST_SKIP() << "this system does not";
    EXPECT_FALSE(is_shared);
    EXPECT_EQ(InvokeResult::Kind::result, first->kind) << first->payload;
    EXPECT_EQ(InvokeResult::Kind::result, second->kind) << second->payload;
}

TEST_F(FunctionsTest, serves_the_calls_that_a_function_has_when_it_is_removed) {
    room_.put(channel_spec());
    std::vector<std::shared_ptr<InvokeResult>> results;
    for (int i = 0; i < 4; ++i)
        results.push_back(invoke(R"({"do":"sleep","ms":100})"));
    room_.remove("test");
    room_.remove("nobody");
    EXPECT_EQ(nullptr, room_.find("test"));
    EXPECT_EQ(InvokeResult::Kind::not_found, invoke("{}")->kind);
    run();
    for (auto const& result : results)
        EXPECT_EQ(InvokeResult::Kind::result, result->kind) << result->payload;
    room_.put(channel_spec());
    EXPECT_TRUE(call("{}")["pid"].is_number()) << "and comes again";
    bool stopped = false;
    room_.stop([&stopped] { stopped = true; });
    while (!stopped)
        loop_.run_one_for(std::chrono::milliseconds(100));
    EXPECT_EQ(0U, room_.workers());
}

TEST_F(FunctionsTest, leaves_turns_to_others_while_one_prints_without_an_end) {
    auto spec = channel_spec();
    spec.timeout = std::chrono::milliseconds(300);
    room_.put(spec);
    auto const loud = invoke(R"({"do":"flood"})");
    auto const calm = invoke(R"({"n":1})");
    run();
    EXPECT_EQ("Sandbox.Timedout", loud->error_type);
    EXPECT_EQ(InvokeResult::Kind::result, calm->kind) << calm->payload;
}

TEST_F(FunctionsTest, ends_a_call_that_takes_too_much_memory) {
    auto spec = channel_spec();
    spec.memory_mb = 100;
    spec.timeout = std::chrono::seconds(60);
    room_.put(spec);
    auto const large = invoke(R"({"do":"grow"})");
    run();
    EXPECT_EQ("Runtime.OutOfMemory", large->error_type);
    EXPECT_TRUE(call("{}")["pid"].is_number()) << "the next call has a worker of its own";
}

TEST_F(FunctionsTest, gives_a_functions_own_error_on) {
    room_.put(channel_spec());
    auto const failed = invoke(R"({"do":"fail"})");
    run();
    EXPECT_EQ(InvokeResult::Kind::function_error, failed->kind);
    EXPECT_TRUE(failed->handled);
    EXPECT_EQ("NotFound", failed->error_type);
}

TEST_F(FunctionsTest, throttles_only_where_a_limit_is_written) {
    auto spec = channel_spec();
    spec.concurrency = 2;
    room_.put(spec);
    std::vector<std::shared_ptr<InvokeResult>> results;
    for (int i = 0; i < 4; ++i)
        results.push_back(invoke(R"({"do":"sleep","ms":50})"));
    run();
    int throttled = 0;
    for (auto const& result : results)
        throttled += result->kind == InvokeResult::Kind::throttled ? 1 : 0;
    EXPECT_EQ(2, throttled);
}

TEST_F(FunctionsTest, bounds_the_calls_that_wait) {
    room_.put(channel_spec());
    std::vector<std::shared_ptr<InvokeResult>> results;
    for (int i = 0; i < 1100; ++i)
        results.push_back(invoke("{}"));
    int throttled = 0;
    for (auto const& result : results)
        throttled += result->kind == InvokeResult::Kind::throttled ? 1 : 0;
    EXPECT_GT(throttled, 50);
    EXPECT_LT(throttled, 101);
    run();
}

TEST_F(FunctionsTest, forgets_calls_whose_caller_has_gone_or_has_waited_long_enough) {
    auto spec = channel_spec();
    spec.concurrency = std::nullopt;
    room_.put(spec);
    for (int i = 0; i < 64; ++i)
        invoke(R"({"do":"sleep","ms":200})");
    auto const impatient = invoke(R"({"n":1})", std::chrono::milliseconds(20));
    bool gone = false;
    room_.invoke(
        {.function = "test", .event = R"({"do":"print"})"}, [](InvokeResult) { FAIL() << "nobody waits for this"; },
        [&gone] { return gone; });
    gone = true;
    run();
    EXPECT_EQ(InvokeResult::Kind::expired, impatient->kind);
    EXPECT_FALSE(lines_.has("a line of"));
}

TEST_F(PatientTest, tells_a_caller_whose_patience_ends_while_its_call_goes_on) {
    for (FunctionSpec const& spec : {channel_spec(), python_spec()}) {
        room_.put(spec);
        auto const pid = call("{}")["pid"];
        auto const late = invoke(R"({"do":"sleep","ms":300})", std::chrono::milliseconds(30));
        run();
        EXPECT_EQ(InvokeResult::Kind::expired, late->kind) << spec.program;
        EXPECT_EQ(pid, call("{}")["pid"]) << "the worker has come to no harm";
    }
}

TEST_F(PatientTest, takes_calls_back_that_wait_at_a_busy_worker_and_nobody_waits_for) {
    room_.put(channel_spec());
    auto const busy = invoke(R"({"do":"sleep","ms":500})");
    bool gone = false;
    room_.invoke(
        {.function = "test", .event = R"({"do":"print"})"}, [](InvokeResult) { FAIL() << "nobody waits for this"; },
        [&gone] { return gone; });
    auto const late = invoke(R"({"do":"print"})", std::chrono::milliseconds(30));
    auto const good = invoke(R"({"n":1})");
    gone = true;
    run();
    EXPECT_EQ(InvokeResult::Kind::result, busy->kind);
    EXPECT_EQ(InvokeResult::Kind::expired, late->kind);
    EXPECT_EQ(InvokeResult::Kind::result, good->kind);
    EXPECT_FALSE(lines_.has("a line of"));
}

TEST_F(FunctionsTest, swaps_a_new_version_in_without_losing_a_call) {
    room_.put(channel_spec());
    auto const old = call("{}")["pid"];
    std::vector<std::shared_ptr<InvokeResult>> results;
    for (int i = 0; i < 20; ++i)
        results.push_back(invoke(R"({"do":"sleep","ms":5})"));
    room_.put(channel_spec());
    for (int i = 0; i < 20; ++i)
        results.push_back(invoke(R"({"do":"sleep","ms":5})"));
    run();
    for (auto const& result : results)
        EXPECT_EQ(InvokeResult::Kind::result, result->kind) << result->payload;
    EXPECT_NE(old, call("{}")["pid"]);
}

TEST_F(FunctionsTest, tells_why_a_worker_does_not_start) {
    auto spec = channel_spec();
    spec.arguments = {"broken"};
    room_.put(spec);
    auto const ended = invoke("{}");
    run();
    EXPECT_NE(std::string::npos, ended->payload.find("exit status 4")) << ended->payload;
    spec.program = "/nonexistent/bootstrap";
    room_.put(spec);
    auto const missing = invoke("{}");
    run();
    EXPECT_EQ("Runtime.InvalidEntrypoint", missing->error_type);
    EXPECT_NE(std::string::npos, missing->payload.find("No such file"));
}

TEST_F(FunctionsTest, gives_an_init_error_on_to_the_call_that_started_the_worker) {
    auto spec = python_spec();
    spec.arguments.push_back("broken");
    room_.put(spec);
    auto const ended = invoke("{}");
    run();
    EXPECT_EQ("Init.Bad", ended->error_type);
    EXPECT_EQ(R"({"errorType":"Init.Bad","errorMessage":"no"})", ended->payload);
}

TEST_F(FunctionsTest, stops_every_worker) {
    room_.put(channel_spec());
    auto const pid = static_cast<pid_t>(call("{}")["pid"].as_int64());
    bool stopped = false;
    room_.stop([&] { stopped = true; });
    while (!stopped)
        loop_.run_one_for(std::chrono::milliseconds(100));
    EXPECT_EQ(-1, ::kill(pid, 0));
    auto const late = invoke("{}");
    EXPECT_EQ(InvokeResult::Kind::stopped, late->kind);
}

TEST_F(FunctionsTest, stops_at_once_whatever_is_under_way) {
    auto spec = channel_spec();
    spec.timeout = std::chrono::minutes(15);
    room_.put(spec);
    auto const pid = static_cast<pid_t>(call("{}")["pid"].as_int64());
    auto const hanging = invoke(R"({"do":"hang"})");
    loop_.run_one_for(std::chrono::milliseconds(100));
    bool stopped = false;
    room_.stop([&] { stopped = true; });
    while (!stopped)
        loop_.run_one_for(std::chrono::milliseconds(100));
    EXPECT_EQ(-1, ::kill(pid, 0));
    EXPECT_EQ(InvokeResult::Kind::stopped, hanging->kind);
}

TEST_F(FunctionsTest, does_not_know_every_name) {
    auto const result = invoke("{}");
    EXPECT_EQ(InvokeResult::Kind::not_found, result->kind);
}

}  // namespace
}  // namespace coworks::local::functions
