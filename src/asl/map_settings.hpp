#pragma once

/// What the fields of a distributed Map give before any child begins; used by the interpreter, and by TestState, which
/// shows it.

#include <cstddef>
#include <vector>

#include "asl/definition.hpp"
#include "asl/evaluate.hpp"
#include "asl/limits.hpp"

namespace coworks::asl {

/// ToleratedFailure…, MaxItems and the batch sizes: numbers that are evaluated once, when the state has started. An
/// object of toleratedCount, toleratedPercentage, maxItems, batchItems and batchBytes, as far as the Map has them.
Evaluated<Json> make_settings(MapState const& map, View const& view);

/// How many of `there` items the Map takes: at most MaxItems, where that is given and not 0.
std::size_t items_taken(Json const& settings, std::size_t there);

/// Items put together as ItemBatcher says; each item is what ItemSelector made of it.
Evaluated<std::vector<Json>> in_batches(ItemBatcher const& batcher, Json const& settings, std::vector<Json> items,
                                        View const& view, Limits const& limits);

}  // namespace coworks::asl
