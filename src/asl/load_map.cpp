#include <utility>

#include "asl/load_state.hpp"

namespace coworks::asl {
namespace {

Result<ItemReader> load_reader(LoadContext const& context, Json const& source) {
    ItemReader reader;
    Json const& resource = source["Resource"];
    std::optional<Resource> parsed = resource.is_string() ? parse_resource(resource.as_string()) : std::nullopt;
    if (!parsed) return invalid(context.pointer + "/Resource", "an ItemReader has a Resource");
    reader.resource = *std::move(parsed);
    COWORKS_ASL_TAKE(
        reader.arguments,
        optional_template(context, source, context.language == QueryLanguage::jsonata ? "Arguments" : "Parameters"));
    reader.config = source["ReaderConfig"];
    COWORKS_ASL_TAKE(reader.max_items, field_of(context.at("/ReaderConfig"), reader.config, "MaxItems"));
    return reader;
}

Result<ItemBatcher> load_batcher(LoadContext const& context, Json const& source) {
    ItemBatcher batcher;
    COWORKS_ASL_TAKE(batcher.max_items, field_of(context, source, "MaxItemsPerBatch"));
    COWORKS_ASL_TAKE(batcher.max_input_bytes, field_of(context, source, "MaxInputBytesPerBatch"));
    COWORKS_ASL_TAKE(batcher.batch_input, optional_template(context, source, "BatchInput"));
    return batcher;
}

Result<ResultWriter> load_writer(LoadContext const& context, Json const& source) {
    ResultWriter writer;
    Json const& resource = source["Resource"];
    if (std::optional<Resource> parsed = resource.is_string() ? parse_resource(resource.as_string()) : std::nullopt)
        writer.resource = *std::move(parsed);
    COWORKS_ASL_TAKE(
        writer.arguments,
        optional_template(context, source, context.language == QueryLanguage::jsonata ? "Arguments" : "Parameters"));
    writer.config = source["WriterConfig"];
    return writer;
}

LoadContext part(LoadContext const& context, std::string const& name) {
    LoadContext inner = context.at("/" + name);
    inner.within = name + "/";
    return inner;
}

}  // namespace

Result<void> load_map(LoadContext const& context, Json const& source, MapState& map) {
    std::string_view const processor = source.contains("ItemProcessor") ? "ItemProcessor" : "Iterator";
    Json const& workflow = source[processor];
    COWORKS_ASL_TAKE(map.processor, load_nested(context.at("/" + std::string(processor)), workflow));
    Json const& config = workflow["ProcessorConfig"];
    map.distributed = config["Mode"] == Json("DISTRIBUTED");
    if (config["ExecutionType"] == Json("EXPRESS")) map.execution_type = ExecutionType::express;
    if (Json const& label = source["Label"]; label.is_string()) map.label = label.as_string();

    if (Json const& path = source["ItemsPath"]; path.is_string()) {
        auto compiled = compile_path_or_intrinsic(path.as_string());
        if (!compiled) return invalid(context.pointer + "/ItemsPath", compiled.error().message);
        map.items_path = *std::move(compiled);
    }
    COWORKS_ASL_TAKE(map.items, optional_template(context, source, "Items"));
    COWORKS_ASL_TAKE(map.item_selector, optional_template(context, source, "ItemSelector"));
    if (Json const& reader = source["ItemReader"]; reader.is_object())
        COWORKS_ASL_TAKE(map.reader, load_reader(part(context, "ItemReader"), reader));
    if (Json const& batcher = source["ItemBatcher"]; batcher.is_object())
        COWORKS_ASL_TAKE(map.batcher, load_batcher(part(context, "ItemBatcher"), batcher));
    if (Json const& writer = source["ResultWriter"]; writer.is_object() && !writer.empty())
        COWORKS_ASL_TAKE(map.writer, load_writer(part(context, "ResultWriter"), writer));
    COWORKS_ASL_TAKE(map.max_concurrency, field_of(context, source, "MaxConcurrency"));
    COWORKS_ASL_TAKE(map.tolerated_failure_count, field_of(context, source, "ToleratedFailureCount"));
    COWORKS_ASL_TAKE(map.tolerated_failure_percentage, field_of(context, source, "ToleratedFailurePercentage"));
    return {};
}

}  // namespace coworks::asl
