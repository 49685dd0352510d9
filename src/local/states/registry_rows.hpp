#pragma once

/// The registry's tables. Internal to it.

#include "local/states/registry.hpp"

namespace coworks::local::states {

/// Brings the part "machines" of the schema up to date.
Result<void> migrate_registry(store::Database& database);

/// A machine without its revisions, and back; nothing for anything that it did not make.
Json to_json(Machine const& machine);
std::optional<Machine> machine_from(Json const& stored);
Json to_json(Activity const& activity);
std::optional<Activity> activity_from(Json const& stored);

/// What a change does to the tables. `machine_id` is that of the machine to drop.
Result<void> write_change(store::Database& database, RegistryChange const& change, std::int64_t machine_id);

}  // namespace coworks::local::states
