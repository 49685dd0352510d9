#pragma once

/// What the fields of a Map give before anything of it runs; used by the interpreter, and by TestState, which shows it.
/// Pure.

#include <coworks/json.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "asl/definition.hpp"
#include "asl/evaluate.hpp"
#include "asl/limits.hpp"

namespace coworks::asl {

/// What the Map iterates over: Items, ItemsPath or the input, an array; of a distributed Map an object as well. `view`
/// sees the filtered input. Not for a Map with an ItemReader.
Evaluated<Json> items_of(State const& state, MapState const& map, View const& view);
/// An object's members as items: "it runs an iteration for each key-value pair in the object, passing the pair to the
/// iteration as input" (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemspath.html); an array as
/// it is.
Json as_items(Json const& iterated);

/// MaxConcurrency; 0: as many as there may be.
Evaluated<std::int64_t> max_concurrency_of(MapState const& map, View const& view);

/// ToleratedFailure…, MaxItems and the batch sizes: numbers that are evaluated once, when the state has started. An
/// object of toleratedCount, toleratedPercentage, maxItems, batchItems and batchBytes, as far as the Map has them.
Evaluated<Json> make_settings(MapState const& map, View const& view);

/// Whether so many of `total` children failed that it is beyond the thresholds that are given; false if none is.
bool beyond_tolerance(Json const& settings, std::int64_t failed, std::int64_t total);
/// Whether there is a threshold at all.
bool has_tolerance(Json const& settings);

/// How many of `there` items the Map takes: at most MaxItems, where that is given and not 0.
std::size_t items_taken(Json const& settings, std::size_t there);

/// `$$.Map` for one item. `source` is that of the items of a Map Run; `keyed`: the item is a member of an object.
Json map_context(std::size_t index, Json const& item, bool keyed, std::optional<std::string> const& source = {});

/// Gives a view whose `$$.Map.Item` is that of the item.
using ViewOfItem = std::function<View const&(std::size_t index)>;
/// The inputs of the first `count` items: each the item, or what ItemSelector makes of it.
Evaluated<std::vector<Json>> make_inputs(MapState const& map, Json const& items, std::size_t count,
                                         ViewOfItem const& view_of);

/// Items put together as ItemBatcher says; each item is what ItemSelector made of it.
Evaluated<std::vector<Json>> in_batches(ItemBatcher const& batcher, Json const& settings, std::vector<Json> items,
                                        View const& view, Limits const& limits);

}  // namespace coworks::asl
