// Every row and rule of the design's page on projects (docs/project.md) has its test here, named after it.
#include "project/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "project/names.hpp"
#include "project/testing.hpp"

namespace coworks::project {
namespace {

using testing::Folder;
using namespace std::chrono_literals;

Loaded load_text(Folder const& folder, std::string_view text, std::string const& stage = {},
                 Variables environment = {}) {
    folder.write("project.cws.yml", text);
    LoadOptions options;
    options.stage = stage;
    options.environment = std::move(environment);
    options.current_folder = folder.path();
    return load(folder.path(), options);
}

/// "line:column message" of every fault.
std::vector<std::string> faults_of(Loaded const& loaded) {
    std::vector<std::string> out;
    for (auto const& fault : loaded.faults) {
        out.push_back(std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) + " " +
                      fault.message);
    }
    return out;
}

TEST(Project, AnEmptyFileIsAProject) {
    Folder const folder;
    folder.write("tech/pricing.hpp", "");
    auto const loaded = load_text(folder, "");
    EXPECT_THAT(faults_of(loaded), ::testing::IsEmpty());
    ASSERT_TRUE(loaded.project.services.contains("pricing"));
    auto const& pricing = loaded.project.services.at("pricing");
    EXPECT_EQ(pricing.header, "tech/pricing.hpp");
    EXPECT_EQ(pricing.memory, 128ULL << 20) << "Lambda's default";
    EXPECT_EQ(pricing.timeout, 3s) << "Lambda's default";
    EXPECT_FALSE(pricing.concurrency) << "a limit only if written";
    EXPECT_EQ(loaded.project.stage.name, "dev");
    EXPECT_EQ(loaded.project.history_keep, 90 * 24h);
}

TEST(Project, NameDefaultsToTheFoldersName) {
    Folder const folder;
    auto const loaded = load_text(folder, "");
    EXPECT_EQ(loaded.project.name, project_name_of_folder(folder.path().filename().string()));
    EXPECT_EQ(load_text(folder, "name: shop").project.name, "shop");
    EXPECT_EQ(project_name_of_folder("my shop (2)"), "my-shop--2");
    EXPECT_EQ(project_name_of_folder("2026"), "project");
}

TEST(Project, AnUnknownKeyIsAnErrorWithTheNearestKnownOne) {
    Folder const folder;
    folder.write("tech/pricing.hpp", "");
    auto const loaded = load_text(folder,
                                  "nmae: shop\n"
                                  "services:\n"
                                  "  pricing:\n"
                                  "    memroy: 128 MB\n"
                                  "    colour: red\n"
                                  "stages:\n"
                                  "  prod: {protectd: true}\n");
    ASSERT_EQ(loaded.faults.size(), 4U);
    EXPECT_EQ(loaded.faults[0].remedy, "did you mean 'name'?");
    EXPECT_EQ(loaded.faults[1].remedy, "did you mean 'memory'?");
    EXPECT_THAT(loaded.faults[2].remedy, ::testing::StartsWith("known here: header, sources"));
    EXPECT_EQ(loaded.faults[3].remedy, "did you mean 'protected'?");
    EXPECT_EQ(render(loaded.faults[1], loaded.texts.at("project.cws.yml")),
              "project.cws.yml:4:5: error: 'memroy' is no key of a service [unknown-key]\n"
              "    4 |     memroy: 128 MB\n"
              "      |     ^~~~~~\n"
              "  help: did you mean 'memory'?\n");
}

TEST(Project, EveryKeyOfTheExample) {
    Folder const folder;
    folder.write("src/service.hpp", "");
    folder.write("src/b.cpp", "");
    folder.write("src/a.cpp", "");
    auto const loaded = load_text(folder, R"(
name: shop
services:
  mail: coworks/mail
  pricing:
    header: src/service.hpp
    sources: [src/*.cpp]
    link: [pricing_core]
    memory: 256 MB
    timeout: 10 s
    concurrency: 4
    env: {RATE: "0.2"}
    secrets: [TOKEN]
cors: {origins: [https://shop.example.com]}
queues: {restock: {max_receives: 5, visibility: 45 s, fifo: true}}
events: {placed: {source: [shop.orders]}}
schedules: {nightly: {cron: 0 2 * * ? *, timezone: Europe/Paris}}
connections: {erp: {base: https://erp.example.com, api_key: secret ERP_KEY}}
history: {keep: 30 days}
stages:
  prod: {protected: true, env: {RATE: "0.25"}, services: {pricing: {memory: 512 MB}}}
)");
    EXPECT_THAT(faults_of(loaded), ::testing::IsEmpty());
    Project const& project = loaded.project;
    EXPECT_EQ(project.services.at("mail").predefined, "coworks/mail");
    auto const& pricing = project.services.at("pricing");
    EXPECT_EQ(pricing.header, "src/service.hpp");
    EXPECT_THAT(pricing.sources, ::testing::ElementsAre("src/a.cpp", "src/b.cpp"));
    EXPECT_THAT(pricing.link, ::testing::ElementsAre("pricing_core"));
    EXPECT_EQ(pricing.memory, 256ULL << 20);
    EXPECT_EQ(pricing.timeout, 10s);
    EXPECT_EQ(pricing.concurrency, 4);
    EXPECT_EQ(pricing.env, (Variables{{"RATE", "0.2"}}));
    EXPECT_THAT(pricing.secrets, ::testing::ElementsAre("TOKEN"));
    EXPECT_THAT(project.cors->origins, ::testing::ElementsAre("https://shop.example.com"));
    EXPECT_EQ(project.queues.at("restock").max_receives, 5);
    EXPECT_EQ(project.queues.at("restock").visibility, 45s);
    EXPECT_TRUE(project.queues.at("restock").fifo);
    EXPECT_EQ(project.events.at("placed").pattern.dump(), R"({"source":["shop.orders"]})");
    EXPECT_EQ(project.schedules.at("nightly").cron, "0 2 * * ? *");
    EXPECT_EQ(project.schedules.at("nightly").timezone, "Europe/Paris");
    EXPECT_EQ(project.connections.at("erp").base, "https://erp.example.com");
    EXPECT_EQ(project.connections.at("erp").api_key, "secret ERP_KEY");
    EXPECT_EQ(project.history_keep, 30 * 24h);
    EXPECT_THAT(project.stage_names, ::testing::ElementsAre("dev", "prod"));
}

TEST(Project, DefaultSourcesStandBesideTheHeader) {
    Folder const folder;
    for (auto const* file : {"tech/pricing.hpp", "tech/pricing.cpp", "tech/pricing/tax.cpp", "tech/other.cpp"}) {
        folder.write(file, "");
    }
    auto const loaded = load_text(folder, "services: {pricing: {memory: 1 GB}}");
    EXPECT_THAT(loaded.project.services.at("pricing").sources,
                ::testing::ElementsAre("tech/pricing.cpp", "tech/pricing/tax.cpp"));
}

TEST(Project, AStagesSettingsGoOverTheProjects) {
    Folder const folder;
    folder.write("tech/pricing.hpp", "");
    constexpr auto kText = R"(
services: {pricing: {memory: 256 MB, timeout: 5 s, env: {RATE: "0.2", MODE: plain}}}
stages:
  prod: {protected: true, env: {RATE: "0.25"}, services: {pricing: {memory: 512 MB}}}
)";
    auto const prod = load_text(folder, kText, "prod");
    EXPECT_TRUE(prod.project.stage.is_protected);
    EXPECT_EQ(prod.project.services.at("pricing").memory, 512ULL << 20);
    EXPECT_EQ(prod.project.services.at("pricing").timeout, 5s);
    EXPECT_EQ(prod.project.services.at("pricing").env, (Variables{{"RATE", "0.25"}, {"MODE", "plain"}}));
    auto const dev = load_text(folder, kText);
    EXPECT_FALSE(dev.project.stage.is_protected);
    EXPECT_EQ(dev.project.services.at("pricing").memory, 256ULL << 20);
    EXPECT_EQ(dev.project.services.at("pricing").env, (Variables{{"RATE", "0.2"}, {"MODE", "plain"}}));
}

TEST(Project, TheStageIsTheOptionElseCwsStageElseDev) {
    Folder const folder;
    EXPECT_EQ(load_text(folder, "", "prod", {{"CWS_STAGE", "test"}}).project.stage.name, "prod");
    EXPECT_EQ(load_text(folder, "", "", {{"CWS_STAGE", "test"}}).project.stage.name, "test");
    EXPECT_EQ(load_text(folder, "", "", {{"CWS_STAGE", ""}}).project.stage.name, "dev");
    EXPECT_FALSE(load_text(folder, "", "no stage").ok());
}

TEST(Project, AStageThatTheFileDoesNotNameIsAnError) {
    Folder const folder;
    auto const loaded = load_text(folder, "stages: {prod: {}}", "prd");
    EXPECT_THAT(faults_of(loaded), ::testing::ElementsAre("1:1 there is no stage 'prd'"));
    EXPECT_EQ(loaded.faults[0].remedy, "did you mean 'prod'?");
    EXPECT_TRUE(load_text(folder, "stages: {prod: {}}", "dev").ok());
}

TEST(Project, StagesThatAreNotChosenAreCheckedToo) {
    Folder const folder;
    folder.write("tech/pricing.hpp", "");
    auto const loaded = load_text(folder, "stages: {prod: {services: {pricng: {}, pricing: {timeout: 1 year}}}}");
    EXPECT_THAT(faults_of(loaded),
                ::testing::ElementsAre("1:28 there is no service 'pricng'", "1:59 \"1 year\" is no length of time"));
}

TEST(Project, ValuesAreHeldToLambdasBounds) {
    Folder const folder;
    folder.write("tech/a.hpp", "");
    struct Case {
        std::string_view setting;
        std::string_view fault;
    };
    for (auto const& [setting, fault] : {
             Case{"memory: 64 MB", "64 MB is out of range: from 128 MB to 10 GB"},
             Case{"memory: 128", "128 is no size"},
             Case{"memory: [1]", "a list is no size"},
             Case{"timeout: 16 min", "16 min is out of range: more than nothing, and at most 15 min"},
             Case{"timeout: 0 s", "0 ms is out of range: more than nothing, and at most 15 min"},
             Case{"timeout: 3", "3 is no length of time"},
             Case{"concurrency: 0", "this is a whole number from 1 to 1000, not 0"},
             Case{"concurrency: 1.5", "this is a whole number from 1 to 1000, not 1.5"},
             Case{"concurrency: many", "this is a whole number from 1 to 1000, not \"many\""},
             Case{"env: {RATE: 0.2}", "this is a text, not 0.2"},
             Case{"env: {2RATE: x}", "'2RATE' is no name of a variable"},
             Case{"env: {AWS_REGION: x}", "Lambda itself sets AWS_REGION"},
             Case{"env: [x]", "env is a mapping, not a list"},
             Case{"secrets: [no-name]", "'no-name' is no name of a secret"},
             Case{"secrets: {TOKEN: x}", "this is a list of texts, not a mapping"},
             Case{"header: src/none.hpp", "there is no file src/none.hpp"},
             Case{"sources: [src/*.cpp]", "no file matches src/*.cpp"},
             Case{"link: 3", "this is a list of texts, not 3"},
         }) {
        auto const loaded = load_text(folder, "services: {a: {" + std::string(setting) + "}}");
        ASSERT_EQ(loaded.faults.size(), 1U) << setting;
        EXPECT_EQ(loaded.faults[0].message, fault);
        EXPECT_EQ(loaded.faults[0].position.line, 1U) << setting;
    }
}

TEST(Project, TheEnvironmentOfAServiceIsAtMostFourKilobytes) {
    Folder const folder;
    folder.write("tech/a.hpp", "");
    auto const loaded = load_text(folder, "services: {a: {env: {X: " + std::string(4096, 'x') + "}}}");
    EXPECT_THAT(faults_of(loaded),
                ::testing::ElementsAre("1:12 the environment of 'a' takes 4097 bytes; Lambda takes 4096"));
}

TEST(Project, AServiceWithoutAHeaderIsAnError) {
    Folder const folder;
    auto const loaded = load_text(folder, "services:\n  pricing:\n");
    EXPECT_THAT(faults_of(loaded), ::testing::ElementsAre("2:3 service 'pricing' has no header"));
}

TEST(Project, AFunctionInAnotherLanguageHasACommandInstead) {
    Folder const folder;
    auto const loaded = load_text(folder, "services: {thumbs: {command: [python3, thumbs.py], memory: 256 MB}}");
    EXPECT_THAT(faults_of(loaded), ::testing::IsEmpty());
    EXPECT_THAT(loaded.project.services.at("thumbs").command, ::testing::ElementsAre("python3", "thumbs.py"));
    auto const both = load_text(folder, "services: {thumbs: {command: [python3], link: [x]}}");
    EXPECT_THAT(faults_of(both), ::testing::ElementsAre("1:12 'command' starts a function in another language"));
}

TEST(Project, NamesThatAwsWouldNotTakeAreErrors) {
    Folder const folder;
    folder.write("tech/my service.hpp", "");
    folder.write("tech/" + std::string(50, 'a') + ".hpp", "");
    auto const loaded = load_text(folder, "name: the shop\nservices: {9to5: {}}\nstages: {Prod!: {}}\n");
    auto const faults = faults_of(loaded);
    EXPECT_THAT(faults, ::testing::Contains("1:7 'the shop' is no name of a project"));
    EXPECT_THAT(faults, ::testing::Contains("2:12 '9to5' is no name of a service"));
    EXPECT_THAT(faults, ::testing::Contains("3:10 'Prod!' is no name of a stage"));
    EXPECT_THAT(faults, ::testing::Contains("0:0 'my service' is no name of a service"));
    EXPECT_THAT(faults, ::testing::Contains(::testing::HasSubstr("characters; Lambda takes 64")));
}

TEST(Project, QueuesEventsSchedulesAndConnectionsAreChecked) {
    Folder const folder;
    auto const loaded = load_text(folder, R"(
queues: {restock: {max_receives: 0}, event_x: {}, a-b: {}}
events: {placed: {sorce: [x]}, paid: {source: x}, all: {}}
schedules: {nightly: {cron: 0 2 * * *}, never: {timezone: Mars/Base}}
connections: {erp: {base: erp.example.com}, crm: {}}
cors: {origins: [example.com, https://a.example/path]}
history: {keep: forever}
)");
    EXPECT_THAT(faults_of(loaded),
                ::testing::ElementsAre(
                    "2:34 this is a whole number from 1 to 1000, not 0",
                    "2:38 'event_x' can't be a queue: on_event_x listens elsewhere", "2:51 'a-b' is no name of a queue",
                    "3:19 'sorce' is no key of an event's pattern", "3:47 a pattern's field is a list of values",
                    "3:51 an event without a pattern would match everything",
                    "4:29 a cron expression has six fields, this one has 5", "4:41 schedule 'never' doesn't say when",
                    "4:59 there is no time zone 'Mars/Base'", "5:27 'erp.example.com' is no web address",
                    "5:45 connection 'crm' has no address", "6:17 'example.com' is no origin",
                    "6:17 'https://a.example/path' is no origin", "7:17 \"forever\" is no length of time"));
}

TEST(Project, ConnectionsSayInOneWayWhoCalls) {
    Folder const folder;
    auto const of = [&](std::string const& keys) {
        return faults_of(load_text(folder, "connections: {erp: {base: \"https://e.example\", " + keys + "}}"));
    };
    EXPECT_THAT(of("api_key: a, api_key_header: X-A, headers: {X-B: b}"), ::testing::IsEmpty());
    EXPECT_THAT(of("user: a, password: secret B"), ::testing::IsEmpty());
    EXPECT_THAT(of("token_url: \"https://t.example\", client_id: a, client_secret: b, scope: c"), ::testing::IsEmpty());
    EXPECT_THAT(of("api_key: a, user: b, password: c"),
                ::testing::ElementsAre("1:15 connection 'erp' says in several ways who calls"));
    EXPECT_THAT(of("user: a"), ::testing::ElementsAre("1:15 connection 'erp' has no password"));
    EXPECT_THAT(of("token_url: \"https://t.example\""),
                ::testing::ElementsAre("1:15 connection 'erp' has no client_id"));
    EXPECT_THAT(
        of("client_id: a, token_url: nowhere"),
        ::testing::ElementsAre("1:15 connection 'erp' has no client_secret", "1:73 'nowhere' is no web address"));
    EXPECT_THAT(of("headers: {\"X B\": b}"), ::testing::ElementsAre("1:58 'X B' is no name of a header"));
    EXPECT_THAT(of("passwort: b"), ::testing::ElementsAre("1:48 'passwort' is no key of a connection"));
}

TEST(Project, CredentialsAreNeverForEveryOrigin) {
    Folder const folder;
    EXPECT_THAT(faults_of(load_text(folder, "cors: {origins: \"*\", credentials: true}")),
                ::testing::ElementsAre("1:1 credentials can't be allowed to every origin"));
    EXPECT_TRUE(load_text(folder, "cors: {origins: \"*\"}").ok());
}

TEST(Project, ABrokenFileIsToldWithItsPlace) {
    Folder const folder;
    for (auto const* text : {"services: [", "a: b: c", "\tname: x", "- 1", "name: {", "\"\\x\""}) {
        auto const loaded = load_text(folder, text);
        ASSERT_FALSE(loaded.faults.empty()) << text;
        EXPECT_EQ(loaded.faults[0].file, "project.cws.yml");
        EXPECT_GE(loaded.faults[0].position.line, 1U) << text;
    }
}

TEST(Project, SecretsOfAnEnvFileAreNeverQuoted) {
    Folder const folder;
    folder.write(".env", "TOKEN s3cret\n");
    auto const loaded = load_text(folder, "");
    ASSERT_EQ(loaded.faults.size(), 1U);
    EXPECT_EQ(loaded.faults[0].file, ".env");
    EXPECT_FALSE(loaded.texts.contains(".env"));
}

TEST(Project, TheRootIsTheNearestFolderUpwards) {
    Folder const folder;
    folder.write("project.cws.yml", "");
    folder.write("tech/pricing/tax.cpp", "");
    EXPECT_EQ(find_root(folder.path() / "tech" / "pricing"), folder.path());
    EXPECT_FALSE(find_root(folder.path().parent_path()));
}

TEST(Names, AFunctionIsProjectStageService) {
    Folder const folder;
    folder.write("tech/pricing.hpp", "");
    auto const project = load_text(folder, "name: shop", "prod").project;
    EXPECT_EQ(function_name(project, "pricing"), "shop-prod-pricing");
    EXPECT_EQ(service_of(project, "shop-prod-pricing"), "pricing");
    EXPECT_EQ(service_of(project, "pricing"), "pricing") << "locally the service's name works too";
    EXPECT_EQ(service_of(project, "arn:aws:lambda:us-east-1:000000000000:function:shop-prod-pricing:$LATEST"),
              "pricing");
    EXPECT_EQ(service_of(project, "shop-dev-pricing"), "");
    EXPECT_EQ(service_of(project, "arn:nonsense"), "");
    EXPECT_EQ(function_arn("us-east-1", kLocalAccount, "shop-prod-pricing"),
              "arn:aws:lambda:us-east-1:000000000000:function:shop-prod-pricing");
    EXPECT_EQ(secret_parameter(project, "TOKEN"), "/shop/prod/TOKEN");
}

TEST(Names, TheRegionIsAwsRegionElseUsEast1) {
    Folder const folder;
    EXPECT_EQ(region(Environment({}, folder.path(), "dev")), "us-east-1");
    EXPECT_EQ(region(Environment({{"AWS_REGION", "eu-west-3"}}, folder.path(), "dev")), "eu-west-3");
}

}  // namespace
}  // namespace coworks::project
