#pragma once

/// The API over a real registry and a real executor, on a file of its own.

#include <boost/beast/http/verb.hpp>
#include <list>

#include "local/emulator/testing.hpp"
#include "local/states/api/delete_machine.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/testing.hpp"

namespace coworks::local::states::testing {

/// Notes what workers say, and answers what the test wants.
class ScriptedTokens final : public TaskTokens {
public:
    void succeed(std::string token, Json output, Done done) override {
        said.push_back("succeed " + token + " " + output.dump());
        done(answer);
    }
    void fail(std::string token, Json error, Json cause, Done done) override {
        said.push_back("fail " + token + " " + error.dump() + " " + cause.dump());
        done(answer);
    }
    void heartbeat(std::string token, Done done) override {
        said.push_back("heartbeat " + token);
        done(answer);
    }
    void poll(std::string activity_arn, std::string worker_name, std::function<void(ActivityTask)> done,
              std::function<bool()> abandoned) override {
        said.push_back("poll " + activity_arn + " " + worker_name);
        polls.push_back({std::move(done), std::move(abandoned)});
    }

    struct Poll {
        std::function<void(ActivityTask)> done;
        std::function<bool()> abandoned;
    };
    TokenAnswer answer = TokenAnswer::accepted;
    std::vector<std::string> said;
    std::list<Poll> polls;
};

/// One life of the service; a second one on the same file finds what the first left.
class Service {
public:
    struct Answer {
        unsigned status = 0;  ///< 0: none yet
        Json body;
        std::string request_id;

        /// "Code: message" of a refusal.
        std::string fault() const {
            return body["__type"].is_string()
                       ? std::string(body["__type"].as_string()) + ": " + std::string(body["message"].as_string())
                       : "";
        }
    };

    Service(std::string const& file, ManualClock& clock, Random& random, ActionHandler& actions)
        : registry(open(file)),
          life(file, clock, random, *registry, actions),
          rooms({.clock = clock,
                 .random = random,
                 .registry = *registry,
                 .executor = life.executor,
                 .journal = life.journal(),
                 .tokens = tokens,
                 .timers = timers,
                 .unsupported = [this](asl::Resource const& resource) -> std::optional<std::string> {
                     if (missing.contains(resource.service)) return "there is no " + resource.service;
                     return std::nullopt;
                 },
                 .mocked =
                     [this](std::string_view machine, std::string_view state) {
                         return mocked.contains({std::string(machine), std::string(state)});
                     },
                 .warn =
                     [this](std::string_view machine, asl::Finding const& warning) {
                         warnings.push_back(std::string(machine) + ": " + warning.message);
                     },
                 .perform =
                     [this](asl::Resource const&, Json const& arguments,
                            std::function<void(asl::TaskAnswer)> const& done) {
                         performed.push_back(arguments);
                         done({.output = "performed", .error = {}, .cause = {}});
                     }}),
          api(api::states_api(rooms)) {
        registry->write_to([this](store::GroupCommit::Work work, std::function<void(Result<void>)> done) {
            life.journal().run(std::move(work), std::move(done));
        });
        api::resume_deletions(rooms);
        api.open();
        life.settle();
    }

    /// Asks and lets everything happen that needs no time; the answer may come later.
    std::shared_ptr<Answer> ask(std::string_view operation, std::string const& body) {
        net::HttpRequest request(boost::beast::http::verb::post, "/", 11);
        request.set("X-Amz-Target", "AWSStepFunctions." + std::string(operation));
        request.body() = body;
        return ask(request);
    }
    std::shared_ptr<Answer> ask(net::HttpRequest const& request) {
        auto const answer = std::make_shared<Answer>();
        api.handle(
            request,
            [answer](net::HttpResponse const& response) {
                EXPECT_EQ(0U, answer->status) << "answered twice";
                answer->status = response.status;
                answer->body = Json::parse(response.body);
                for (auto const& [name, value] : response.headers)
                    if (name == "x-amzn-requestid") answer->request_id = value;
            },
            [this] { return gone; });
        life.settle();
        return answer;
    }
    Answer call(std::string_view operation, Json const& request) {
        auto const answer = ask(operation, request.dump());
        EXPECT_NE(0U, answer->status) << operation << " was not answered";
        return *answer;
    }
    /// The body of a request that is accepted.
    Json ok(std::string_view operation, Json const& request) {
        Answer answer = call(operation, request);
        EXPECT_EQ(200U, answer.status) << operation << " " << request.dump() << ": " << answer.body.dump();
        return answer.body;
    }
    std::string fault(std::string_view operation, Json const& request) {
        Answer const answer = call(operation, request);
        EXPECT_EQ(400U, answer.status) << operation << " " << request.dump() << ": " << answer.body.dump();
        return answer.fault();
    }

    ScriptedTokens tokens;
    emulator::testing::ManualTimers timers;
    std::set<std::pair<std::string, std::string>> mocked;  ///< machine and state
    std::vector<std::string> warnings;
    std::set<std::string> missing;
    std::vector<Json> performed;
    bool gone = false;
    std::unique_ptr<Registry> registry;
    Life life;
    api::Rooms rooms;
    emulator::ServiceApi api;

private:
    static std::unique_ptr<Registry> open(std::string const& file) {
        auto database = store::Database::open(file);
        if (!database) throw std::runtime_error(database.error().text());
        auto registry = Registry::open(*database);
        if (!registry) throw std::runtime_error(registry.error().text());
        return *std::move(registry);
    }
};

inline constexpr char const* kPass = R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})";
inline constexpr char const* kWait = R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}})";
inline constexpr char const* kTask =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}}})";
inline constexpr char const* kRole = "arn:aws:iam::000000000000:role/r";
inline constexpr char const* kMachine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

/// A service, the machines of the tests, and shorthands.
class ApiTest : public ::testing::Test {
protected:
    ApiTest() { begin(); }
    void begin() {
        service.reset();
        service = std::make_unique<Service>(folder.file(), clock, random, actions);
    }
    Json create(std::string_view name, std::string_view definition, std::string_view type = "STANDARD",
                bool publish = false) {
        return service->ok("CreateStateMachine", Json::object({{"name", name},
                                                               {"definition", definition},
                                                               {"roleArn", kRole},
                                                               {"type", type},
                                                               {"publish", publish}}));
    }
    std::string start(Json const& request) {
        return std::string(service->ok("StartExecution", request)["executionArn"].as_string());
    }
    Json describe(std::string const& execution) {
        return service->ok("DescribeExecution", Json::object({{"executionArn", execution}}));
    }
    Json update(std::string_view definition, bool publish = false) {
        return service->ok(
            "UpdateStateMachine",
            Json::object({{"stateMachineArn", kMachine}, {"definition", definition}, {"publish", publish}}));
    }
    static std::vector<std::string> texts(Json const& list, std::string_view member) {
        std::vector<std::string> found;
        for (Json const& item : list.items())
            found.emplace_back(item[member].as_string());
        return found;
    }

    Folder folder;
    ManualClock clock{Clock::Time(std::chrono::hours(24 * 365 * 50))};
    SeededRandom random{1};
    ScriptedActions actions;
    std::unique_ptr<Service> service;
};

}  // namespace coworks::local::states::testing
