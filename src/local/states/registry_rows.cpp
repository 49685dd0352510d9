#include "local/states/registry_rows.hpp"

#include <array>

#include "store/migrations.hpp"

namespace coworks::local::states {

namespace {

// A machine's row holds what is small and changes together (versions, aliases, tags); revisions never change, and are
// large. AUTOINCREMENT: no number is given twice, so that an execution never meets another machine's revision.
constexpr std::array<store::Migration, 1> kMigrations{{{1, R"sql(
CREATE TABLE machines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    arn TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
);
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    machine INTEGER NOT NULL REFERENCES machines(id) ON DELETE CASCADE,
    revision_id TEXT NOT NULL,
    role TEXT NOT NULL,
    definition TEXT NOT NULL,
    logging TEXT NOT NULL,
    tracing TEXT NOT NULL,
    created INTEGER NOT NULL
);
CREATE INDEX revisions_of_machine ON revisions(machine);
CREATE TABLE activities (
    arn TEXT PRIMARY KEY,
    record TEXT NOT NULL
) WITHOUT ROWID;
)sql"}}};

Json to_json(Clock::Time time) {
    return static_cast<std::int64_t>(time.time_since_epoch().count());
}

Clock::Time time_from(Json const& stored) {
    return Clock::Time(std::chrono::nanoseconds(stored.as_int64()));
}

Json to_json(Tags const& tags) {
    Json::ArrayBuilder made;
    for (auto const& [key, value] : tags)
        made.push_back(Json::array({key, value}));
    return made.finish();
}

Tags tags_from(Json const& stored) {
    Tags tags;
    for (Json const& tag : stored.items())
        tags.emplace_back(tag.at(0).as_string(), tag.at(1).as_string());
    return tags;
}

Json to_json(Alias const& alias) {
    Json::ArrayBuilder routes;
    for (auto const& route : alias.routes)
        routes.push_back(Json::array({route.version, route.weight}));
    return Json::object({{"name", alias.name},
                         {"description", alias.description},
                         {"routes", routes.finish()},
                         {"created", to_json(alias.created)},
                         {"updated", alias.updated ? to_json(*alias.updated) : Json()}});
}

Alias alias_from(Json const& stored) {
    Alias alias{.name = std::string(stored.at("name").as_string()),
                .description = std::string(stored.at("description").as_string()),
                .routes = {},
                .created = time_from(stored.at("created"))};
    for (Json const& route : stored.at("routes").items())
        alias.routes.push_back({.version = route.at(0).as_int64(), .weight = route.at(1).as_int64()});
    if (!stored["updated"].is_null()) alias.updated = time_from(stored["updated"]);
    return alias;
}

Result<void> put_revision(store::Database& database, Revision const& revision, Clock::Time created) {
    auto statement = database.prepare("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, revision.id)
        .bind(2, revision.machine_id)
        .bind(3, std::string_view(revision.revision_id))
        .bind(4, std::string_view(revision.role_arn))
        .bind(5, std::string_view(revision.definition))
        .bind(6, std::string_view(revision.logging.dump()))
        .bind(7, std::string_view(revision.tracing.dump()))
        .bind(8, static_cast<std::int64_t>(created.time_since_epoch().count()))
        .run();
}

Result<void> put_machine(store::Database& database, Machine const& machine) {
    auto statement = database.prepare(
        "INSERT INTO machines VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, machine.id)
        .bind(2, std::string_view(machine.arn))
        .bind(3, std::string_view(to_json(machine).dump()))
        .run();
}

Result<void> put_activity(store::Database& database, Activity const& activity) {
    auto statement = database.prepare(
        "INSERT INTO activities VALUES (?, ?) ON CONFLICT (arn) DO UPDATE SET record = excluded.record");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, std::string_view(activity.arn)).bind(2, std::string_view(to_json(activity).dump())).run();
}

}  // namespace

Result<void> migrate_registry(store::Database& database) {
    return store::migrate(database, "machines", kMigrations);
}

Json to_json(Machine const& machine) {
    Json::ArrayBuilder versions;
    for (auto const& [number, version] : machine.versions)
        versions.push_back(Json::array({number, version.revision, version.description, to_json(version.created)}));
    Json::ArrayBuilder aliases;
    for (auto const& [name, alias] : machine.aliases)
        aliases.push_back(to_json(alias));
    return Json::object({{"id", machine.id},
                         {"name", machine.name},
                         {"arn", machine.arn},
                         {"express", machine.type == asl::ExecutionType::express},
                         {"deleting", machine.deleting},
                         {"revision", machine.revision},
                         {"created", to_json(machine.created)},
                         {"last_version", machine.last_version},
                         {"versions", versions.finish()},
                         {"aliases", aliases.finish()},
                         {"tags", to_json(machine.tags)}});
}

std::optional<Machine> machine_from(Json const& stored) try {
    Machine machine{.id = stored.at("id").as_int64(),
                    .name = std::string(stored.at("name").as_string()),
                    .arn = std::string(stored.at("arn").as_string()),
                    .type = stored.at("express").as_bool() ? asl::ExecutionType::express : asl::ExecutionType::standard,
                    .deleting = stored.at("deleting").as_bool(),
                    .revision = stored.at("revision").as_int64(),
                    .created = time_from(stored.at("created")),
                    .last_version = stored.at("last_version").as_int64(),
                    .versions = {},
                    .aliases = {},
                    .tags = tags_from(stored.at("tags"))};
    for (Json const& version : stored.at("versions").items()) {
        auto const number = version.at(0).as_int64();
        machine.versions[number] = {.number = number,
                                    .revision = version.at(1).as_int64(),
                                    .description = std::string(version.at(2).as_string()),
                                    .created = time_from(version.at(3))};
    }
    for (Json const& each : stored.at("aliases").items()) {
        auto alias = alias_from(each);
        machine.aliases[alias.name] = std::move(alias);
    }
    return machine;
} catch (JsonError const&) {
    return std::nullopt;
}

Json to_json(Activity const& activity) {
    return Json::object({{"name", activity.name},
                         {"arn", activity.arn},
                         {"created", to_json(activity.created)},
                         {"tags", to_json(activity.tags)}});
}

std::optional<Activity> activity_from(Json const& stored) try {
    return Activity{.name = std::string(stored.at("name").as_string()),
                    .arn = std::string(stored.at("arn").as_string()),
                    .created = time_from(stored.at("created")),
                    .tags = tags_from(stored.at("tags"))};
} catch (JsonError const&) {
    return std::nullopt;
}

Result<void> write_change(store::Database& database, RegistryChange const& change, std::int64_t machine_id) {
    Result<void> outcome;
    if (change.drop) {
        auto statement = database.prepare("DELETE FROM machines WHERE id = ?");
        if (!statement) return tl::unexpected(statement.error());
        outcome = statement->bind(1, machine_id).run();
    }
    if (outcome && change.put) outcome = put_machine(database, *change.put);
    if (outcome && change.revision) outcome = put_revision(database, *change.revision, change.revised);
    if (outcome && change.put_activity) outcome = put_activity(database, *change.put_activity);
    if (outcome && change.drop_activity) {
        auto statement = database.prepare("DELETE FROM activities WHERE arn = ?");
        if (!statement) return tl::unexpected(statement.error());
        outcome = statement->bind(1, std::string_view(*change.drop_activity)).run();
    }
    return outcome;
}

}  // namespace coworks::local::states
