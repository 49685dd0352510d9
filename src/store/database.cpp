#include "store/database.hpp"

#include <sqlite3.h>

#include <utility>

namespace coworks::store {

namespace {

std::string_view code_of(int result) {
    switch (result & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "locked";
        case SQLITE_FULL:
            return "disk_full";
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return "corrupt";
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return "io";
        case SQLITE_CONSTRAINT:
            return "constraint";
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return "readonly";
        default:
            return "sql";
    }
}

std::string_view sentence_of(std::string_view code) {
    if (code == "locked") return "another process is using the database";
    if (code == "disk_full") return "the disk is full; nothing of this was stored";
    if (code == "corrupt") return "the database file is damaged";
    if (code == "io") return "the database file can't be read or written";
    if (code == "constraint") return "the row contradicts what is stored";
    if (code == "readonly") return "the database file may not be written";
    return "the database refused a statement";
}

tl::unexpected<Error> error_of(sqlite3* handle, int result) {
    auto const code = code_of(result);
    char const* file = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
    return fail(std::string(code), std::string(sentence_of(code)), file != nullptr ? file : "",
                handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result));
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const noexcept {
    sqlite3_close_v2(handle);
}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(std::string const& path, DatabaseOptions const& options) {
    sqlite3* handle = nullptr;
    int const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int const result =
        sqlite3_open_v2(path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
    Database database(handle);
    if (result != SQLITE_OK) {
        auto error = error_of(handle, result);
        error.value().where = path;
        return error;
    }
    // EXCLUSIVE keeps other processes out for as long as we live and spares the shared-memory index
    // (https://www.sqlite.org/wal.html, section 8).
    auto setup = database.execute(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA wal_autocheckpoint=" +
        std::to_string(options.checkpoint_pages) +
        ";"
        "BEGIN IMMEDIATE; COMMIT;");
    if (!setup) return tl::unexpected(setup.error());
    return database;
}

Result<void> Database::execute(std::string_view sql) {
    int const result = sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return error_of(handle_.get(), result);
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    int const result = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) return error_of(handle_.get(), result);
    return Statement(statement);
}

std::int64_t Database::changes() const noexcept {
    return sqlite3_changes64(handle_.get());
}
std::int64_t Database::last_insert_id() const noexcept {
    return sqlite3_last_insert_rowid(handle_.get());
}

bool Database::in_transaction() const noexcept {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

Result<void> Database::checkpoint() {
    int const result = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (result != SQLITE_OK) return error_of(handle_.get(), result);
    return {};
}

Result<void> Database::check_integrity() {
    auto statement = prepare("PRAGMA integrity_check(1)");
    if (!statement) return tl::unexpected(statement.error());
    auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    if (statement->bytes(0) == "ok") return {};
    return fail("corrupt", "the database file is damaged", sqlite3_db_filename(handle_.get(), "main"),
                std::string(statement->bytes(0)));
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const noexcept {
    sqlite3_finalize(handle);
}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

void Statement::note(int result) noexcept {
    if (bind_result_ == SQLITE_OK) bind_result_ = result;
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    note(sqlite3_bind_int64(handle_.get(), parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, double value) {
    note(sqlite3_bind_double(handle_.get(), parameter, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    // An empty view may hold a null pointer, which SQLite would take for NULL.
    note(sqlite3_bind_text64(handle_.get(), parameter, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                             SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
    note(sqlite3_bind_blob64(handle_.get(), parameter, bytes.empty() ? "" : bytes.data(), bytes.size(),
                             SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    note(sqlite3_bind_null(handle_.get(), parameter));
    return *this;
}

Result<bool> Statement::step() {
    int const bound = std::exchange(bind_result_, SQLITE_OK);
    int const result = bound != SQLITE_OK ? bound : sqlite3_step(handle_.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) {
        reset();
        return false;
    }
    auto error = error_of(sqlite3_db_handle(handle_.get()), result);
    reset();
    return error;
}

Result<void> Statement::run() {
    auto row = step();
    if (!row) return tl::unexpected(row.error());
    reset();
    return {};
}

void Statement::reset() noexcept {
    sqlite3_reset(handle_.get());
}

bool Statement::is_null(int column) const noexcept {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const noexcept {
    return sqlite3_column_int64(handle_.get(), column);
}
double Statement::real(int column) const noexcept {
    return sqlite3_column_double(handle_.get(), column);
}

std::string_view Statement::bytes(int column) const noexcept {
    auto const* data = static_cast<char const*>(sqlite3_column_blob(handle_.get(), column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return data == nullptr ? std::string_view() : std::string_view(data, size);
}

Result<Transaction> Transaction::begin(Database& database) {
    auto begun = database.execute("BEGIN IMMEDIATE");
    if (!begun) return tl::unexpected(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    // A failed rollback leaves nothing to do: SQLite has rolled back by itself (disk full, I/O error).
    if (database_ != nullptr) static_cast<void>(database_->execute("ROLLBACK"));
}

Result<void> Transaction::commit() {
    auto committed = database_->execute("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

}  // namespace coworks::store
