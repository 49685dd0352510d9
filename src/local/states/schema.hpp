#pragma once

#include <span>

#include "store/migrations.hpp"

namespace coworks::local::states {

/// The tables of executions, events and Map Runs.
std::span<store::Migration const> journal_migrations();

}  // namespace coworks::local::states
