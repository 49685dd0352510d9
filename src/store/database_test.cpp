#include "store/database.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "store/migrations.hpp"

namespace coworks::store {
namespace {

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "cws-store-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string file(std::string const& name = "data.db") const { return path_ + "/" + name; }

private:
    std::string path_;
};

std::int64_t count(Database& database, std::string const& table) {
    auto statement = database.prepare("SELECT count(*) FROM " + table);
    EXPECT_TRUE(statement && statement->step().value_or(false));
    return statement->integer(0);
}

TEST(Database, keeps_every_type_exactly) {
    Folder folder;
    auto database = Database::open(folder.file()).value();
    ASSERT_TRUE(database.execute("CREATE TABLE t (a, b, c, d, e)"));
    auto insert = database.prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)").value();
    std::string const bytes("\0\xff\x01", 3);
    ASSERT_TRUE(
        insert.bind(1, std::int64_t{INT64_MIN}).bind(2, -0.1).bind(3, "").bind_blob(4, bytes).bind_null(5).run());
    auto row = database.prepare("SELECT * FROM t").value();
    ASSERT_TRUE(row.step().value());
    EXPECT_EQ(INT64_MIN, row.integer(0));
    EXPECT_EQ(-0.1, row.real(1));
    EXPECT_FALSE(row.is_null(2));
    EXPECT_EQ(bytes, row.bytes(3));
    EXPECT_TRUE(row.is_null(4));
}

TEST(Database, tells_a_second_user_of_the_file_at_once) {
    Folder folder;
    auto first = Database::open(folder.file()).value();
    auto second = Database::open(folder.file());
    ASSERT_FALSE(second);
    EXPECT_EQ("locked", second.error().code);
    EXPECT_NE(std::string::npos, second.error().text().find("data.db"));
}

TEST(Database, tells_a_file_that_is_no_database) {
    Folder folder;
    std::ofstream(folder.file()) << std::string(8192, 'x');
    auto database = Database::open(folder.file());
    ASSERT_FALSE(database);
    EXPECT_EQ("corrupt", database.error().code);
}

TEST(Database, finds_a_damaged_last_page) {
    Folder folder;
    {
        auto database = Database::open(folder.file()).value();
        ASSERT_TRUE(database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(100000))"));
        ASSERT_TRUE(database.checkpoint());
    }
    std::filesystem::resize_file(folder.file(), std::filesystem::file_size(folder.file()) - 4096);
    auto database = Database::open(folder.file());
    auto const checked = database ? database->check_integrity() : tl::unexpected(database.error());
    ASSERT_FALSE(checked);
    EXPECT_EQ("corrupt", checked.error().code);
}

TEST(Database, tells_a_folder_that_does_not_exist) {
    auto database = Database::open("/nonexistent/data.db");
    ASSERT_FALSE(database);
    EXPECT_EQ("io", database.error().code);
}

TEST(Database, rolls_a_transaction_back_that_was_not_committed) {
    Folder folder;
    auto database = Database::open(folder.file()).value();
    ASSERT_TRUE(database.execute("CREATE TABLE t (a)"));
    {
        auto transaction = Transaction::begin(database).value();
        ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1)"));
    }
    EXPECT_EQ(0, count(database, "t"));
}

TEST(Database, keeps_what_was_committed_when_the_process_is_killed) {
    Folder folder;
    pid_t const child = ::fork();
    if (child == 0) {
        auto database = Database::open(folder.file());
        bool const stored = database && database->execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        bool const begun = stored && database->execute("BEGIN; INSERT INTO t VALUES (2)");
        if (begun) ::raise(SIGKILL);
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(child, ::waitpid(child, &status, 0));
    ASSERT_TRUE(WIFSIGNALED(status));
    auto database = Database::open(folder.file()).value();
    EXPECT_EQ(1, count(database, "t"));
    EXPECT_TRUE(database.check_integrity());
}

TEST(Migrations, run_once_and_in_order) {
    Folder folder;
    Migration const first[] = {{1, "CREATE TABLE t (a); INSERT INTO t VALUES (1)"}};
    Migration const second[] = {first[0], {2, "ALTER TABLE t ADD COLUMN b; UPDATE t SET b = a + 1"}};
    auto database = Database::open(folder.file()).value();
    ASSERT_TRUE(migrate(database, "states", first));
    ASSERT_TRUE(migrate(database, "states", second));
    ASSERT_TRUE(migrate(database, "states", second));
    auto row = database.prepare("SELECT a, b FROM t").value();
    ASSERT_TRUE(row.step().value());
    EXPECT_EQ(2, row.integer(1));
    EXPECT_FALSE(row.step().value());
}

TEST(Migrations, refuse_a_file_of_a_newer_version_and_leave_it_alone) {
    Folder folder;
    Migration const steps[] = {{1, "CREATE TABLE t (a)"}, {2, "ALTER TABLE t ADD COLUMN b"}};
    auto database = Database::open(folder.file()).value();
    ASSERT_TRUE(migrate(database, "states", steps));
    auto const older = migrate(database, "states", std::span(steps).first(1));
    ASSERT_FALSE(older);
    EXPECT_EQ("newer_schema", older.error().code);
}

TEST(Migrations, that_fail_change_nothing) {
    Folder folder;
    Migration const broken[] = {{1, "CREATE TABLE t (a)"}, {2, "CREATE TABLE t (a)"}};
    auto database = Database::open(folder.file()).value();
    EXPECT_FALSE(migrate(database, "states", broken));
    EXPECT_FALSE(database.prepare("SELECT * FROM t"));
    Migration const mended[] = {{1, "CREATE TABLE t (a)"}};
    EXPECT_TRUE(migrate(database, "states", mended));
}

}  // namespace
}  // namespace coworks::store
