#include "local/emulator/data.hpp"

#include <boost/asio/post.hpp>
#include <filesystem>
#include <mutex>
#include <utility>
#include <vector>

namespace coworks::local::emulator {

/// What the writer's thread has finished, on its way to the event loop: many at a time.
struct Data::Outbox {
    explicit Outbox(boost::asio::io_context& to) : loop(to) {}

    void put(std::shared_ptr<Outbox> const& self, std::function<void()> finished) {
        std::lock_guard const lock(mutex);
        waiting.push_back(std::move(finished));
        if (std::exchange(posted, true)) return;
        boost::asio::post(loop, [self] { self->deliver(); });
    }
    void deliver() {
        std::vector<std::function<void()>> finished;
        {
            std::lock_guard const lock(mutex);
            finished.swap(waiting);
            posted = false;
        }
        for (auto& one : finished)
            if (!closed) one();
    }

    boost::asio::io_context& loop;
    std::mutex mutex;
    std::vector<std::function<void()>> waiting;
    bool posted = false;
    bool closed = false;  ///< the loop's thread's
};

Result<std::unique_ptr<Data>> Data::open(boost::asio::io_context& loop, std::string const& file) {
    auto const folder = std::filesystem::path(file).parent_path();
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) return fail("io", "the data folder can't be made", folder.string(), error.message());
    auto database = store::Database::open(file.empty() ? ":memory:" : file);
    if (!database) return tl::unexpected(database.error());
    return std::make_unique<Data>(loop, *std::move(database));
}

Data::Data(boost::asio::io_context& loop, store::Database database)
    : database_(std::move(database)), outbox_(std::make_shared<Outbox>(loop)) {}

Data::~Data() {
    close();
}

void Data::begin() {
    commits_ = std::make_unique<store::GroupCommit>(database_);
}

void Data::close() {
    outbox_->closed = true;
    if (commits_) commits_->stop();
}

void Data::run(Work work, std::function<void(Result<void> const&)> written, Done done) {
    ++under_way_;
    auto finished = [this, outbox = outbox_, written = std::move(written),
                     done = std::move(done)](Result<void> outcome) {
        if (written) written(outcome);
        outbox->put(outbox, [this, done, outcome = std::move(outcome)] {
            --under_way_;
            if (done) done(outcome);
        });
    };
    if (!commits_->post(std::move(work), std::move(finished))) --under_way_;
}

}  // namespace coworks::local::emulator
