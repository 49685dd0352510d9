#pragma once

/// A room's rows: one SQLite file, one writer, many changes in one commit.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "store/database.hpp"
#include "store/group_commit.hpp"

namespace coworks::local::emulator {

/// Everything is called from, and calls back in, the event loop's thread; the work is done in the writer's. Errors are
/// those of store::Database.
class Data {
public:
    /// Opens a file, its folder is made; without a name one in memory, which ends with the process. The schema is the
    /// caller's (store::migrate), before the first run().
    static Result<std::unique_ptr<Data>> open(boost::asio::io_context& loop, std::string const& file);
    Data(boost::asio::io_context& loop, store::Database database);
    /// Closes as close() does.
    ~Data();
    Data(Data const&) = delete;
    Data& operator=(Data const&) = delete;

    /// For migrations, prepared statements and the first reading: until begin().
    store::Database& database() noexcept { return database_; }
    /// The database is the writer's from now on.
    void begin();

    using Work = store::GroupCommit::Work;
    using Done = std::function<void(Result<void>)>;
    /// Runs `work` in the writer's thread; `written` is called there when it is safe or has failed, `done` then in the
    /// loop's. Both may be empty.
    void run(Work work, Done done) { run(std::move(work), {}, std::move(done)); }
    void run(Work work, std::function<void(Result<void> const&)> written, Done done);
    /// Reads in the writer's thread, after all that was written before.
    template <class T, class Read>
    void read(std::function<void(Result<T>)> done, Read read) {
        auto const held = std::make_shared<std::optional<Result<T>>>();
        run(
            [held, read](store::Database& database) -> Result<void> {
                held->emplace(read(database));
                if (!**held) return tl::unexpected((*held)->error());
                return {};
            },
            [held, done = std::move(done)](Result<void> outcome) {
                // A read may fail with its batch: then it was not made at all.
                if (!outcome || !*held) return done(tl::unexpected(outcome.error()));
                done(std::move(**held));
            });
    }

    /// Whether nothing is being written or read.
    bool quiet() const noexcept { return under_way_ == 0; }
    /// Finishes what was begun and closes the file; callbacks that were not called yet never are.
    void close();

private:
    struct Outbox;

    store::Database database_;
    std::shared_ptr<Outbox> outbox_;
    std::unique_ptr<store::GroupCommit> commits_;
    std::size_t under_way_ = 0;
};

}  // namespace coworks::local::emulator
