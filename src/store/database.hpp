#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace coworks::store {

class Statement;

/// How a database file is opened.
struct DatabaseOptions {
    /// Pages of the write-ahead log after which it is copied back into the database (SQLite's own default is 1000;
    /// 4 MB of 4 KiB pages keep the log bounded without a checkpoint in every group of commits).
    int checkpoint_pages = 1000;
    /// Name of a registered SQLite VFS, for tests that make the file system fail; empty for the system's.
    std::string vfs;
};

/// One connection to one SQLite file: write-ahead log, synchronous=FULL (a commit is on the disk when it returns),
/// foreign keys on. For one thread at a time; a second process that has the file open for writing is an error
/// ("locked") at once, never a wait.
///
/// Errors carry one of these codes: "locked", "disk_full", "corrupt", "io", "constraint", "readonly", "sql".
class Database {
public:
    static Result<Database> open(std::string const& path, DatabaseOptions const& options = {});

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Runs statements without parameters or rows, separated by semicolons.
    Result<void> execute(std::string_view sql);
    /// Compiles one statement.
    Result<Statement> prepare(std::string_view sql);

    /// Rows changed by the last INSERT, UPDATE or DELETE.
    std::int64_t changes() const noexcept;
    std::int64_t last_insert_id() const noexcept;

    /// Whether a transaction is open: SQLite ends one by itself when the disk is full or fails.
    bool in_transaction() const noexcept;

    /// Copies the whole write-ahead log back and truncates it.
    Result<void> checkpoint();
    /// SQLite's own check of every page; an error "corrupt" tells the first fault.
    Result<void> check_integrity();

private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept;
    };
    explicit Database(sqlite3* handle) : handle_(handle) {}

    std::unique_ptr<sqlite3, Close> handle_;
};

/// A compiled statement; must not outlive its database. Parameters count from 1, columns from 0.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, double value);
    /// The text is copied.
    Statement& bind(int parameter, std::string_view text);
    Statement& bind_blob(int parameter, std::string_view bytes);
    Statement& bind_null(int parameter);

    /// Goes to the next row: true if there is one. After false the statement is ready to run again, parameters kept.
    Result<bool> step();
    /// Runs a statement that gives no rows, and makes it ready to run again.
    Result<void> run();
    /// Gives up the rows that are left.
    void reset() noexcept;

    bool is_null(int column) const noexcept;
    std::int64_t integer(int column) const noexcept;
    double real(int column) const noexcept;
    /// Text or blob; valid until the next step, run or reset.
    std::string_view bytes(int column) const noexcept;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const noexcept;
    };
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}

    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    int bind_result_ = 0;  ///< the first error of a bind, told by the next step
    void note(int result) noexcept;
};

/// Everything until commit() happens wholly or not at all; destroyed without it, it is rolled back.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);

    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace coworks::store
