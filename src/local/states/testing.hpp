#pragma once

/// What the tests of this room share: a actions that is told what to answer, and a cloud's worth of parts around it.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "asl/loader.hpp"
#include "base/base64.hpp"
#include "base/digest.hpp"
#include "local/ports/objects.hpp"
#include "local/states/executor.hpp"

namespace coworks::local::states::testing {

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "cws-states-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    std::string file(std::string const& name = "states.db") const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// Buckets in memory.
class MemoryObjects final : public Objects {
public:
    aws::Outcome<std::string> get(std::string_view bucket, std::string_view key) const override {
        auto const found = all_.find(name(bucket, key));
        if (found != all_.end()) return found->second;
        bool const there = std::ranges::any_of(
            all_, [&](auto const& each) { return each.first.starts_with(std::string(bucket) + "/"); });
        if (!there) return aws::refuse("NoSuchBucket", "The specified bucket does not exist");
        return aws::refuse("NoSuchKey", "The specified key does not exist.");
    }
    aws::Outcome<std::vector<ObjectInfo>> list(std::string_view bucket, std::string_view prefix) const override {
        std::vector<ObjectInfo> found;
        for (auto const& [each, text] : all_)
            if (each.starts_with(name(bucket, prefix)))
                found.push_back({.key = each.substr(bucket.size() + 1),
                                 .size = text.size(),
                                 .etag = "\"" + hex_encode(digest(DigestKind::md5, text)) + "\""});
        return found;
    }
    aws::Outcome<void> put(std::string_view bucket, std::string_view key, std::string_view bytes) override {
        all_[name(bucket, key)] = bytes;
        return {};
    }

private:
    static std::string name(std::string_view bucket, std::string_view key) {
        return std::string(bucket) + "/" + std::string(key);
    }
    std::map<std::string, std::string> all_;
};

/// Machines that never change.
class Definitions final : public Revisions {
public:
    std::shared_ptr<Revision const> add(std::string const& name, std::string const& definition,
                                        asl::ExecutionType type = asl::ExecutionType::standard) {
        auto revision = std::make_shared<Revision>();
        revision->id = revision->machine_id = static_cast<std::int64_t>(revisions_.size()) + 1;
        revision->machine_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:" + name;
        revision->machine_name = name;
        revision->type = type;
        revision->definition = definition;
        auto machine = asl::load(Json::parse(definition));
        EXPECT_TRUE(machine) << (machine ? "" : machine.error().text());
        if (machine) revision->machine = *machine;
        revisions_[revision->id] = revision;
        return revision;
    }
    std::shared_ptr<Revision const> revision(std::int64_t id) const override {
        auto const found = revisions_.find(id);
        return found == revisions_.end() ? nullptr : found->second;
    }
    /// By the machine's ARN.
    std::shared_ptr<Revision const> find(std::string_view arn) const {
        for (auto const& [id, revision] : revisions_)
            if (revision->machine_arn == arn) return revision;
        return nullptr;
    }

private:
    std::map<std::int64_t, std::shared_ptr<Revision const>> revisions_;
};

/// Notes what is asked of it, and answers what the test says.
class ScriptedActions final : public ActionHandler {
public:
    /// Called for every task; empty: nobody answers.
    std::function<void(ExecutionId, asl::InvokeTask const&)> on_invoke;
    std::function<void(ExecutionId, asl::ReadItems const&)> on_read;

    void invoke(Caller const& caller, asl::InvokeTask const& task) override {
        ++invoked;
        if (on_invoke) on_invoke(caller.id, task);
    }
    void cancel(Caller const&, asl::Attempt const&) override { ++cancelled; }
    void read_items(Caller const& caller, asl::ReadItems const& read) override {
        if (on_read) on_read(caller.id, read);
    }
    void write_results(Caller const&, asl::WriteResults const&) override {}
    void happened(Caller const& caller, std::span<asl::Event const> told) override {
        for (asl::Event const& event : told)
            if (!event.internal()) events[caller.record.arn].push_back(event);
    }
    void ended(Caller const& caller, asl::Execution const& execution) override {
        EXPECT_TRUE(ends.emplace(caller.record.arn, execution.status).second) << caller.record.arn << " ended twice";
        outputs[caller.record.arn] = execution.output;
    }
    void trouble(std::string_view what, Error const& error) override {
        troubles.push_back(std::string(what) + ": " + error.text());
    }
    bool has_activity(std::string_view) const override { return true; }

    int invoked = 0;
    int cancelled = 0;
    std::map<std::string, std::vector<asl::Event>> events;
    std::map<std::string, asl::Status> ends;
    std::map<std::string, Json> outputs;
    std::vector<std::string> troubles;
};

/// One life of a process: opened on a file, gone at the end without a word.
class Life {
public:
    Life(std::string const& file, Clock& clock, Random& random, Revisions const& revisions, ActionHandler& actions,
         ExecutorOptions options = {}, store::DatabaseOptions const& database = {})
        : journal_(open(loop_, file, database)),
          executor(loop_, clock, random, *journal_, revisions, actions, options) {
        executor.recover([](Result<std::size_t> recovered) { EXPECT_TRUE(recovered) << recovered.error().text(); });
        settle();
    }
    ~Life() {
        executor.stop();
        journal_->close();
    }

    /// Lets everything happen that does not wait for the clock or the actions.
    void settle() {
        do {
            loop_.restart();
            loop_.poll();
            if (!executor.quiet()) loop_.run_one_for(std::chrono::milliseconds(20));
        } while (!executor.quiet());
    }
    Result<Started> start(StartRequest order) {
        Result<Started> result = fail("unanswered", "nobody answered");
        executor.start(std::move(order), [&](Result<Started> started) { result = std::move(started); });
        settle();
        return result;
    }
    Result<bool> tell(ExecutionId id, asl::Message message) {
        Result<bool> result = fail("unanswered", "nobody answered");
        executor.tell(id, std::move(message), [&](Result<bool> told) { result = std::move(told); });
        settle();
        return result;
    }
    Journal& journal() { return *journal_; }
    boost::asio::io_context& loop() { return loop_; }

private:
    static std::unique_ptr<Journal> open(boost::asio::io_context& loop, std::string const& file,
                                         store::DatabaseOptions const& options) {
        auto database = store::Database::open(file, options);
        if (!database) throw std::runtime_error(database.error().text());
        auto journal = Journal::open(std::make_unique<emulator::Data>(loop, *std::move(database)));
        if (!journal) throw std::runtime_error(journal.error().text());
        return *std::move(journal);
    }

    boost::asio::io_context loop_{1};
    std::unique_ptr<Journal> journal_;

public:
    Executor executor;
};

}  // namespace coworks::local::states::testing
