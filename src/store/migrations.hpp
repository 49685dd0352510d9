#pragma once

#include <span>
#include <string_view>

#include "store/database.hpp"

namespace coworks::store {

/// One step of a schema: number 1 comes first, and a step that was once released never changes.
struct Migration {
    int number;
    std::string_view sql;
};

/// Brings the part `room` of the schema to its newest step, all steps in one transaction; each room of the local cloud
/// numbers its own. Error "newer_schema" if the file was written by a newer version than this one, "sql" and others
/// as Database: then nothing has changed.
Result<void> migrate(Database& database, std::string_view room, std::span<Migration const> migrations);

}  // namespace coworks::store
