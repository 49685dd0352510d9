// docs/project.md: its example is a project without faults, and its table has a row for every key that is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "project/load.hpp"
#include "project/reader.hpp"
#include "project/testing.hpp"

namespace coworks::project {
namespace {

std::string page() {
    std::ifstream in(COWORKS_SOURCE_DIR "/docs/project.md");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

TEST(PageOfTheProjectFile, its_example_is_a_project) {
    auto const text = page();
    constexpr std::string_view kBegin = "```yaml\n";
    auto const begin = text.find(kBegin) + kBegin.size();
    testing::Folder const folder;
    folder.write("project.cws.yml", text.substr(begin, text.find("```", begin) - begin));
    folder.write("src/service.hpp", "");
    folder.write("src/tax.cpp", "");
    for (auto const* stage : {"dev", "prod"}) {
        LoadOptions options;
        options.stage = stage;
        auto const loaded = load(folder.path(), options);
        for (auto const& fault : loaded.faults)
            ADD_FAILURE() << stage << ": " << fault.message;
        EXPECT_EQ(loaded.project.services.size(), 2U);
        EXPECT_EQ(loaded.project.history_keep, std::chrono::hours(24 * 90));
    }
}

template <class T>
void expect_rows(std::string const& text, std::span<Key<T> const> keys, std::string const& owner) {
    for (auto const& key : keys) {
        bool const there = text.find("| `" + owner + std::string(key.name) + "` |") != std::string::npos ||
                           text.find("| `…." + std::string(key.name) + "` |") != std::string::npos;
        EXPECT_TRUE(there) << owner << key.name;
    }
}

TEST(PageOfTheProjectFile, its_table_has_a_row_for_every_key) {
    auto const text = page();
    expect_rows(text, service_keys(), "services.NAME.");
    expect_rows(text, queue_keys(), "queues.NAME.");
    expect_rows(text, schedule_keys(), "schedules.NAME.");
    expect_rows(text, connection_keys(), "connections.NAME.");
    expect_rows(text, cors_keys(), "cors.");
    for (auto const* key :
         {"name", "history.keep", "events.NAME", "stages.NAME.protected", "stages.NAME.env", "stages.NAME.services"}) {
        EXPECT_NE(text.find("| `" + std::string(key) + "` |"), std::string::npos) << key;
    }
}

}  // namespace
}  // namespace coworks::project
