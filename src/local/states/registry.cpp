#include "local/states/registry.hpp"

#include <algorithm>

#include "asl/loader.hpp"
#include "local/states/registry_rows.hpp"

namespace coworks::local::states {

namespace {

/// The highest number that AUTOINCREMENT ever gave.
Result<std::int64_t> last_number(store::Database& database, std::string_view table) {
    auto statement = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
    if (!statement) return tl::unexpected(statement.error());
    auto const found = statement->bind(1, table).step();
    if (!found) return tl::unexpected(found.error());
    return *found ? statement->integer(0) : 0;
}

/// Calls `see` for each row of a query without parameters; false of it is a corrupt row.
Result<void> each_row(store::Database& database, std::string_view sql,
                      std::function<bool(store::Statement const&)> const& see) {
    auto statement = database.prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    while (true) {
        auto const more = statement->step();
        if (!more) return tl::unexpected(more.error());
        if (!*more) return {};
        bool read = false;
        try {
            read = see(*statement);
        } catch (JsonError const&) {
            read = false;
        }
        if (!read) return fail("corrupt", "a row of the state machines' tables can't be read", std::string(sql));
    }
}

}  // namespace

Version const* Machine::version_of(std::int64_t wanted) const {
    auto const found =
        std::ranges::find_if(versions, [&](auto const& version) { return version.second.revision == wanted; });
    return found == versions.end() ? nullptr : &found->second;
}

Registry::Registry(asl::Limits limits)
    : limits_(limits),
      changes_([this](std::shared_ptr<RegistryChange const> change,
                      std::function<void(Result<void>)> done) { write(std::move(change), std::move(done)); },
               [this](RegistryChange& change) { apply(change); }) {}

Result<std::unique_ptr<Registry>> Registry::open(store::Database& database, asl::Limits limits) {
    if (auto migrated = migrate_registry(database); !migrated) return tl::unexpected(migrated.error());
    std::unique_ptr<Registry> registry(new Registry(limits));
    if (auto read = registry->read(database); !read) return tl::unexpected(read.error());
    return registry;
}

Result<void> Registry::read(store::Database& database) {
    auto read = each_row(database, "SELECT record FROM machines", [this](store::Statement const& row) {
        auto machine = machine_from(Json::parse(row.bytes(0)));
        if (!machine) return false;
        auto arn = machine->arn;
        machines_.emplace(std::move(arn), std::move(*machine));
        return true;
    });
    if (!read) return read;
    read = each_row(database, "SELECT record FROM activities", [this](store::Statement const& row) {
        auto activity = activity_from(Json::parse(row.bytes(0)));
        if (!activity) return false;
        auto arn = activity->arn;
        activities_.emplace(std::move(arn), std::move(*activity));
        return true;
    });
    if (!read) return read;
    std::unordered_map<std::int64_t, Machine const*> by_id;
    for (auto const& [arn, machine] : machines_)
        by_id[machine.id] = &machine;
    read = each_row(database, "SELECT * FROM revisions", [&](store::Statement const& row) {
        auto const owner = by_id.find(row.integer(1));
        if (owner == by_id.end()) return false;
        auto revision = std::make_shared<Revision>(Revision{.id = row.integer(0),
                                                            .machine_id = row.integer(1),
                                                            .revision_id = std::string(row.bytes(2)),
                                                            .machine_arn = owner->second->arn,
                                                            .machine_name = owner->second->name,
                                                            .role_arn = std::string(row.bytes(3)),
                                                            .type = owner->second->type,
                                                            .definition = std::string(row.bytes(4)),
                                                            .machine = nullptr,
                                                            .logging = Json::parse(row.bytes(5)),
                                                            .tracing = Json::parse(row.bytes(6))});
        auto const id = revision->id;
        revisions_[id] = {.revision = std::move(revision),
                          .created = Clock::Time(std::chrono::nanoseconds(row.integer(7)))};
        return true;
    });
    if (!read) return read;
    for (auto [table, last] : {std::pair("machines", &last_machine_), std::pair("revisions", &last_revision_)}) {
        auto number = last_number(database, table);
        if (!number) return tl::unexpected(number.error());
        *last = *number;
    }
    return {};
}

Machine const* Registry::machine(std::string_view arn) const {
    auto const found = machines_.find(arn);
    return found == machines_.end() ? nullptr : &found->second;
}

Activity const* Registry::activity(std::string_view arn) const {
    auto const found = activities_.find(arn);
    return found == activities_.end() ? nullptr : &found->second;
}

std::shared_ptr<Revision const> Registry::revision(std::int64_t id) const {
    auto const found = revisions_.find(id);
    if (found == revisions_.end()) return nullptr;
    if (found->second.revision->machine == nullptr) {
        try {
            auto loaded = asl::load(Json::parse(found->second.revision->definition), limits_);
            if (!loaded) return nullptr;
            // Nobody else has it yet: it is handed out from here alone.
            found->second.revision->machine = std::move(*loaded);
        } catch (JsonError const&) {
            return nullptr;
        }
    }
    return found->second.revision;
}

Revision const* Registry::described(std::int64_t id) const {
    auto const found = revisions_.find(id);
    return found == revisions_.end() ? nullptr : found->second.revision.get();
}

Clock::Time Registry::revised(std::int64_t id) const {
    return revisions_.at(id).created;
}

void Registry::write(std::shared_ptr<RegistryChange const> change, std::function<void(Result<void>)> done) {
    Machine const* const dropped = change->drop ? machine(*change->drop) : nullptr;
    std::int64_t const dropped_id = dropped != nullptr ? dropped->id : 0;
    store_([change, dropped_id](store::Database& database) { return write_change(database, *change, dropped_id); },
           std::move(done));
}

void Registry::apply(RegistryChange& change) {
    if (change.drop) {
        if (Machine const* const gone = machine(*change.drop)) {
            auto const id = gone->id;
            std::erase_if(revisions_, [&](auto const& each) { return each.second.revision->machine_id == id; });
            machines_.erase(*change.drop);
        }
    }
    if (change.put) {
        auto arn = change.put->arn;
        machines_.insert_or_assign(std::move(arn), std::move(*change.put));
    }
    if (change.revision) {
        auto const id = change.revision->id;
        revisions_[id] = {.revision = std::make_shared<Revision>(*change.revision), .created = change.revised};
    }
    if (change.put_activity) {
        auto arn = change.put_activity->arn;
        activities_.insert_or_assign(std::move(arn), std::move(*change.put_activity));
    }
    if (change.drop_activity) activities_.erase(*change.drop_activity);
}

}  // namespace coworks::local::states
