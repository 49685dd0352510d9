#include "asl/map_run/settings.hpp"

#include <algorithm>
#include <utility>

#include "asl/dataflow.hpp"
#include "asl/fields.hpp"
#include "asl/size.hpp"

namespace coworks::asl {
namespace {

Fault no_array(Json const& value) {
    return {.kind = Fault::Kind::evaluation,
            .error = "States.QueryEvaluationError",
            .cause = "Map state input must be an array but was: " + value.dump()};
}

}  // namespace

Evaluated<Json> items_of(State const& state, MapState const& map, View const& view) {
    if (map.items) {
        Evaluated<Json> items = evaluate_items(map, view);
        if (items && !iterates_over(map, *items)) return tl::unexpected(no_array(*items));
        return items;
    }
    Json items = view.input;
    if (map.items_path) {
        Evaluated<Json> found = evaluate_path(*map.items_path, view);
        if (!found) return found;
        items = *std::move(found);
    }
    if (iterates_over(map, items)) return items;
    if (state.language == QueryLanguage::jsonata) return tl::unexpected(no_array(items));
    std::string const path = map.items_path ? map.items_path->text : "$";
    return tl::unexpected(Fault{.cause = "Reference path \"" + path + "\" must point to array."});
}

Json as_items(Json const& iterated) {
    if (!iterated.is_object()) return iterated;
    std::vector<Json> pairs;
    pairs.reserve(iterated.size());
    for (auto const& member : iterated.members())
        pairs.push_back(Json::object({{"Key", member.name()}, {"Value", member.value}}));
    return Json::array(std::move(pairs));
}

Evaluated<std::int64_t> max_concurrency_of(MapState const& map, View const& view) {
    Evaluated<std::int64_t> concurrency = evaluate_integer(map.max_concurrency, view, 0);
    if (concurrency && *concurrency < 0)
        return tl::unexpected(field_fault(map.max_concurrency, "MaxConcurrency cannot be negative."));
    return concurrency;
}

Evaluated<Json> make_settings(MapState const& map, View const& view) {
    Json::ObjectBuilder settings;
    if (map.tolerated_failure_count.present()) {
        Evaluated<std::int64_t> count = evaluate_integer(map.tolerated_failure_count, view, 0);
        if (!count) return tl::unexpected(count.error());
        if (*count < 0)
            return tl::unexpected(
                field_fault(map.tolerated_failure_count, "ToleratedFailureCount cannot be negative."));
        settings.set("toleratedCount", *count);
    }
    if (map.tolerated_failure_percentage.present()) {
        Evaluated<double> share = evaluate_number(map.tolerated_failure_percentage, view, 0);
        if (!share) return tl::unexpected(share.error());
        if (*share < 0 || *share > 100)
            return tl::unexpected(
                field_fault(map.tolerated_failure_percentage, "ToleratedFailurePercentage must be between 0 and 100."));
        settings.set("toleratedPercentage", *share);
    }
    // A batch size that isn't positive is refused when it is computed as it is when it is written; the words are ours.
    auto const take = [&](std::string_view name, Field const& field,
                          std::string_view positive = {}) -> std::optional<Fault> {
        if (!field.present()) return std::nullopt;
        Evaluated<std::int64_t> number = evaluate_integer(field, view, 0);
        if (!number) return number.error();
        if (!positive.empty() && *number <= 0) return field_fault(field, std::string(positive) + " must be positive.");
        settings.set(name, *number);
        return std::nullopt;
    };
    if (map.reader) {
        if (auto fault = take("maxItems", map.reader->max_items)) return tl::unexpected(*std::move(fault));
    }
    if (map.batcher) {
        if (auto fault = take("batchItems", map.batcher->max_items, "MaxItemsPerBatch"))
            return tl::unexpected(*std::move(fault));
        if (auto fault = take("batchBytes", map.batcher->max_input_bytes, "MaxInputBytesPerBatch"))
            return tl::unexpected(*std::move(fault));
    }
    return settings.finish();
}

bool has_tolerance(Json const& settings) {
    return settings["toleratedCount"].is_number() || settings["toleratedPercentage"].is_number();
}

bool beyond_tolerance(Json const& settings, std::int64_t failed, std::int64_t total) {
    Json const& count = settings["toleratedCount"];
    Json const& percentage = settings["toleratedPercentage"];
    auto const failures = static_cast<double>(failed);
    if (count.is_number() && failures > count.as_double()) return true;
    return percentage.is_number() && 100.0 * failures > percentage.as_double() * static_cast<double>(total);
}

std::size_t items_taken(Json const& settings, std::size_t there) {
    Json const& most = settings["maxItems"];
    return most.is_integer() && most.as_int64() > 0 ? std::min(there, static_cast<std::size_t>(most.as_int64()))
                                                    : there;
}

Json map_context(std::size_t index, Json const& item, bool keyed, std::optional<std::string> const& source) {
    Json::ObjectBuilder about;
    about.set("Index", index);
    if (keyed) about.set("Key", item["Key"]);
    about.set("Value", keyed ? item["Value"] : item);
    if (source) about.set("Source", *source);
    return Json::object({{"Item", about.finish()}});
}

Evaluated<std::vector<Json>> make_inputs(MapState const& map, Json const& items, std::size_t count,
                                         ViewOfItem const& view_of) {
    std::vector<Json> inputs;
    inputs.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Evaluated<Json> input =
            map.item_selector ? evaluate(*map.item_selector, view_of(i)) : Evaluated<Json>(items[i]);
        if (!input) return tl::unexpected(input.error());
        inputs.push_back(*std::move(input));
    }
    return inputs;
}

Evaluated<std::vector<Json>> in_batches(ItemBatcher const& batcher, Json const& settings, std::vector<Json> items,
                                        View const& view, Limits const& limits) {
    Json input;
    if (batcher.batch_input) {
        Evaluated<Json> made = evaluate(*batcher.batch_input, view);
        if (!made) return tl::unexpected(made.error());
        input = *std::move(made);
    }
    auto const number = [&](std::string_view name, std::size_t otherwise) {
        Json const& found = settings[name];
        return found.is_integer() && found.as_int64() > 0 ? static_cast<std::size_t>(found.as_int64()) : otherwise;
    };
    std::size_t const most_items = number("batchItems", items.size());
    std::size_t const most_bytes = std::min(number("batchBytes", limits.data_bytes), limits.data_bytes);
    std::vector<Json> batches;
    std::vector<Json> open;
    std::size_t const base = json_size(input, most_bytes) + sizeof R"({"BatchInput":,"Items":[]})";
    std::size_t bytes = base;
    auto const close = [&] {
        Json::ObjectBuilder batch;
        if (!input.is_null()) batch.set("BatchInput", input);
        batch.set("Items", Json::array(std::exchange(open, {})));
        batches.push_back(batch.finish());
        bytes = base;
    };
    for (Json& item : items) {
        std::size_t const size = json_size(item, most_bytes) + 1;
        if (!open.empty() && (open.size() == most_items || bytes + size > most_bytes)) close();
        bytes += size;
        open.push_back(std::move(item));
    }
    if (!open.empty()) close();
    return batches;
}

}  // namespace coworks::asl
