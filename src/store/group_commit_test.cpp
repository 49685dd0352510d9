#include "store/group_commit.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace coworks::store {
namespace {

Database memory_database() {
    auto database = Database::open(":memory:").value();
    EXPECT_TRUE(database.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b)"));
    return database;
}

std::int64_t rows(Database& database) {
    auto statement = database.prepare("SELECT count(*) FROM t").value();
    EXPECT_TRUE(statement.step().value());
    return statement.integer(0);
}

auto insert(int key) {
    return
        [key](Database& database) { return database.execute("INSERT INTO t VALUES (" + std::to_string(key) + ", 0)"); };
}

TEST(GroupCommit, stores_what_many_threads_post_and_tells_each_once) {
    auto database = memory_database();
    std::atomic<int> told = 0;
    {
        GroupCommit writer(database);
        std::vector<std::thread> posters;
        for (int thread = 0; thread < 4; ++thread) {
            posters.emplace_back([&, thread] {
                for (int i = 0; i < 500; ++i) {
                    EXPECT_TRUE(
                        writer.post(insert(thread * 500 + i), [&](Result<void> result) { told += result ? 1 : 0; }));
                }
            });
        }
        for (std::thread& poster : posters)
            poster.join();
    }
    EXPECT_EQ(2000, told);
    EXPECT_EQ(2000, rows(database));
}

TEST(GroupCommit, fails_one_work_alone_and_undoes_its_half) {
    auto database = memory_database();
    GroupCommit writer(database);
    ASSERT_TRUE(writer.write(insert(1)));
    auto const twice = writer.write([](Database& inner) -> Result<void> {
        if (auto first = inner.execute("INSERT INTO t VALUES (2, 0)"); !first) return first;
        return inner.execute("INSERT INTO t VALUES (1, 0)");
    });
    ASSERT_FALSE(twice);
    EXPECT_EQ("constraint", twice.error().code);
    ASSERT_TRUE(writer.write(insert(3)));
    writer.stop();
    EXPECT_EQ(2, rows(database));
}

TEST(GroupCommit, keeps_a_works_own_error) {
    auto database = memory_database();
    GroupCommit writer(database);
    auto const refused =
        writer.write([](Database&) -> Result<void> { return fail("name_taken", "there is one already"); });
    ASSERT_FALSE(refused);
    EXPECT_EQ("name_taken", refused.error().code);
    EXPECT_TRUE(writer.write(insert(1)));
}

TEST(GroupCommit, tells_every_poster_of_a_batch_when_the_disk_is_full) {
    auto database = memory_database();
    ASSERT_TRUE(database.execute("PRAGMA max_page_count = 20"));
    GroupCommit writer(database);
    std::promise<void> gate;
    auto opened = gate.get_future().share();
    std::atomic<int> full = 0;
    std::atomic<int> stored = 0;
    ASSERT_TRUE(writer.post(
        [opened](Database&) -> Result<void> {
            opened.wait();
            return {};
        },
        [](Result<void>) {}));
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(writer.post(
            [](Database& inner) { return inner.execute("INSERT INTO t (b) VALUES (randomblob(40000))"); },
            [&](Result<void> result) { result ? ++stored : full += result.error().code == "disk_full" ? 1 : 0; }));
    }
    gate.set_value();
    writer.stop();
    EXPECT_EQ(4, full + stored);
    EXPECT_GT(full, 0);
    EXPECT_EQ(stored, rows(database));
}

TEST(GroupCommit, lets_a_done_post_the_next_work) {
    auto database = memory_database();
    GroupCommit writer(database, {.works_max = 4, .waiting_max = 1});
    std::promise<void> finished;
    ASSERT_TRUE(writer.post(insert(1), [&](Result<void>) {
        for (int key = 2; key < 9; ++key) {
            EXPECT_TRUE(writer.post(insert(key), [&finished, key](Result<void>) {
                if (key == 8) finished.set_value();
            }));
        }
    }));
    finished.get_future().wait();
    writer.stop();
    EXPECT_EQ(8, rows(database));
}

TEST(GroupCommit, refuses_work_after_it_was_stopped) {
    auto database = memory_database();
    GroupCommit writer(database);
    writer.stop();
    EXPECT_FALSE(writer.post(insert(1), [](Result<void>) {}));
    EXPECT_EQ("stopped", writer.write(insert(1)).error().code);
}

}  // namespace
}  // namespace coworks::store
