#pragma once

/// The state machines, with their revisions, versions, aliases and tags, and the activities.

#include <coworks/json.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "asl/limits.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "local/emulator/changes.hpp"
#include "local/states/revision.hpp"
#include "store/database.hpp"
#include "store/group_commit.hpp"

namespace coworks::local::states {

using Tags = std::vector<std::pair<std::string, std::string>>;

/// A revision with a number, which never changes.
struct Version {
    std::int64_t number = 0;
    std::int64_t revision = 0;  ///< Revision::id
    std::string description;
    Clock::Time created{};
};

/// A name for one version, or for two that share the executions by their weights, which add up to 100.
struct Alias {
    struct Route {
        std::int64_t version = 0;
        std::int64_t weight = 0;
        bool operator==(Route const&) const = default;
    };
    std::string name;
    std::string description;
    std::vector<Route> routes;
    Clock::Time created{};
    std::optional<Clock::Time> updated{};
};

struct Machine {
    std::int64_t id = 0;
    std::string name;
    std::string arn;
    asl::ExecutionType type = asl::ExecutionType::standard;
    bool deleting = false;      ///< starts nothing any more; goes as soon as its executions have ended
    std::int64_t revision = 0;  ///< the current one
    Clock::Time created{};
    std::int64_t last_version = 0;  ///< number of the newest there ever was
    std::map<std::int64_t, Version> versions;
    std::map<std::string, Alias, std::less<>> aliases;
    Tags tags;

    std::string version_arn(std::int64_t number) const { return arn + ":" + std::to_string(number); }
    std::string alias_arn(std::string_view alias) const { return arn + ":" + std::string(alias); }
    /// The version of a revision; nullptr.
    Version const* version_of(std::int64_t revision) const;
};

struct Activity {
    std::string name;
    std::string arn;
    Clock::Time created{};
    Tags tags;
};

/// One change of the registry, all of it or nothing.
struct RegistryChange {
    std::optional<Machine> put;  ///< the machine as it is from now on, a new one (its id from next_machine()) or not
    std::shared_ptr<Revision const> revision;  ///< a new one (its id from next_revision()) of that machine
    Clock::Time revised{};                     ///< when it was made
    std::optional<std::string> drop;           ///< ARN of a machine that goes, with all its revisions
    std::optional<Activity> put_activity;
    std::optional<std::string> drop_activity;  ///< its ARN

    bool empty() const noexcept { return !put && !revision && !drop && !put_activity && !drop_activity; }
};

/// In memory, written through to its own tables of the store. One thread: the event loop's.
class Registry final : public Revisions {
public:
    /// Runs a write in the store's thread, and its end in the loop's (Journal::run).
    using Store = std::function<void(store::GroupCommit::Work, std::function<void(Result<void>)>)>;

    /// Brings the schema up to date and reads everything. The database is used during this call alone. Errors: those of
    /// store::migrate; "corrupt" for a row that this class did not write.
    static Result<std::unique_ptr<Registry>> open(store::Database& database, asl::Limits limits = {});
    /// Where changes go; to be set before the first one.
    void write_to(Store store) { store_ = std::move(store); }

    Machine const* machine(std::string_view arn) const;
    std::map<std::string, Machine, std::less<>> const& machines() const noexcept { return machines_; }
    Activity const* activity(std::string_view arn) const;
    std::map<std::string, Activity, std::less<>> const& activities() const noexcept { return activities_; }

    /// Reads its definition when it is first asked for.
    std::shared_ptr<Revision const> revision(std::int64_t id) const override;
    /// Without its definition's tree (Revision::machine may be null); nullptr.
    Revision const* described(std::int64_t id) const;
    /// When a revision was made; only of one that is there.
    Clock::Time revised(std::int64_t id) const;

    /// Never given twice, also after a restart.
    std::int64_t next_machine() noexcept { return ++last_machine_; }
    std::int64_t next_revision() noexcept { return ++last_revision_; }

    /// A change, in its turn (emulator::Changes).
    template <class Refusal>
    void change(std::function<tl::expected<RegistryChange, Refusal>()> decide,
                std::function<void(tl::expected<Result<void>, Refusal>)> done) {
        changes_.change<Refusal>(std::move(decide), std::move(done));
    }

    /// Whether no change is under way.
    bool quiet() const noexcept { return changes_.quiet(); }

private:
    struct Kept {
        std::shared_ptr<Revision> revision;
        Clock::Time created;
    };

    explicit Registry(asl::Limits limits);
    Result<void> read(store::Database& database);
    void write(std::shared_ptr<RegistryChange const> change, std::function<void(Result<void>)> done);
    void apply(RegistryChange& change);

    asl::Limits limits_;
    Store store_;
    std::map<std::string, Machine, std::less<>> machines_;  ///< by ARN
    std::map<std::string, Activity, std::less<>> activities_;
    mutable std::unordered_map<std::int64_t, Kept> revisions_;
    std::int64_t last_machine_ = 0;
    std::int64_t last_revision_ = 0;
    emulator::Changes<RegistryChange> changes_;
};

}  // namespace coworks::local::states
