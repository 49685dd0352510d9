#include "asl/check/checker.hpp"
#include "asl/compile.hpp"

namespace coworks::asl::checking {

namespace {

constexpr std::size_t kLabelLength = 40;  // Developer Guide, "Label"

/// U+0000 to U+001F and U+007F to U+009F (Developer Guide, "Label").
bool has_control(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const c = static_cast<unsigned char>(name[i]);
        auto const next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0U;
        if (c < 0x20 || c == 0x7f || (c == 0xc2 && next < 0xa0)) return true;
    }
    return false;
}

}  // namespace

void Checker::branches(Json const& value, Place const& place, QueryLanguage machine, std::size_t depth) {
    if (!require_array(value, place)) return;
    if (value.empty()) return schema(place, "Value cannot be empty");
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i].is_object()) known_members(value[i], {"StartAt", "States", "Comment"}, place.item(i));
        workflow(value[i], place.item(i), machine, depth + 1);
    }
}

void Checker::processor(Json const& value, Place const& place, QueryLanguage machine, std::size_t depth) {
    if (!require_object(value, place)) return;
    known_members(value, {"StartAt", "States", "Comment", "ProcessorConfig"}, place);
    auto const outer = type_;
    if (Json const* const config = value.find("ProcessorConfig")) {
        auto const here = place.member("ProcessorConfig");
        if (require_object(*config, here)) {
            known_members(*config, {"Mode", "ExecutionType", "Comment"}, here);
            Json const& mode = (*config)["Mode"];
            bool const distributed = mode == Json("DISTRIBUTED");
            if (config->contains("Mode")) one_of(mode, "Mode", {"INLINE", "DISTRIBUTED"}, here.member("Mode"));
            if (Json const* const type = config->find("ExecutionType")) {
                one_of(*type, "ExecutionType", {"STANDARD", "EXPRESS"}, here.member("ExecutionType"));
                if (!distributed) schema(here, "Field 'ExecutionType' is not supported");
            } else if (distributed) {
                require_fields(*config, {"ExecutionType"}, here);
            }
            if (distributed && outer == ExecutionType::express) {
                schema(here, "Express state machine does not support 'DISTRIBUTED' mode");
            }
            if (distributed) {
                type_ =
                    (*config)["ExecutionType"] == Json("EXPRESS") ? ExecutionType::express : ExecutionType::standard;
            }
        }
    }
    workflow(value, place, machine, depth + 1);
    type_ = outer;
}

void Checker::item_reader(Json const& value, Place const& place, QueryLanguage language) {
    if (!require_object(value, place)) return;
    bool const jsonata = language == QueryLanguage::jsonata;
    auto const arguments = jsonata ? "Arguments" : "Parameters";
    require_fields(value, {"Resource"}, place);
    known_members(value, {"Resource", "ReaderConfig", "Comment", arguments}, place);
    if (auto const* const resource = value.find("Resource")) {
        reader_resource(*resource, place.member("Resource"), {"s3:getObject", "s3:listObjectsV2"});
    }
    if (auto const* const given = value.find(arguments)) payload(*given, place.member(arguments), language);
    auto const* const config = value.find("ReaderConfig");
    if (config == nullptr) return;
    auto const here = place.member("ReaderConfig");
    if (!require_object(*config, here)) return;
    known_members(*config,
                  {"InputType", "CSVDelimiter", "CSVHeaderLocation", "CSVHeaders", "MaxItems", "MaxItemsPath",
                   "Transformation", "ManifestType", "ItemsPointer", "Comment"},
                  here);
    exclusive(*config, {"MaxItems", "MaxItemsPath"}, here);
    for (auto const& member : config->members()) {
        auto const name = member.name();
        auto const at = here.member(name);
        if (name == "InputType") one_of(member.value, name, {"CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"}, at);
        if (name == "CSVHeaderLocation") one_of(member.value, name, {"FIRST_ROW", "GIVEN"}, at);
        if (name == "CSVDelimiter") one_of(member.value, name, {"COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"}, at);
        if (name == "ManifestType") one_of(member.value, name, {"ATHENA_DATA", "S3_INVENTORY"}, at);
        if (name == "Transformation") one_of(member.value, name, {"LOAD_AND_FLATTEN", "NONE"}, at);
        if (name == "CSVHeaders" && require_array(member.value, at)) {
            for (std::size_t i = 0; i < member.value.size(); ++i)
                text(member.value[i], at.item(i));
        }
        if (name == "ItemsPointer") text(member.value, at);
        if (name == "MaxItems" && !expression(member.value, at, language)) {
            whole_number(member.value, at, 0, static_cast<std::int64_t>(limits_.items));
        }
        if (name == "MaxItemsPath") path(member.value, at);
    }
    if ((*config)["CSVHeaderLocation"] == Json("GIVEN")) require_fields(*config, {"CSVHeaders"}, here);
}

void Checker::item_batcher(Json const& value, Place const& place, QueryLanguage language) {
    if (!require_object(value, place)) return;
    known_members(value,
                  {"BatchInput", "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch",
                   "MaxInputBytesPerBatchPath", "Comment"},
                  place);
    exclusive(value, {"MaxItemsPerBatch", "MaxItemsPerBatchPath"}, place);
    exclusive(value, {"MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"}, place);
    for (auto const& member : value.members()) {
        auto const name = member.name();
        auto const at = place.member(name);
        if (name == "BatchInput") payload(member.value, at, language);
        if (name.ends_with("Path")) path(member.value, at);
        if (!name.ends_with("PerBatch") || expression(member.value, at, language)) continue;
        auto const most = name == "MaxItemsPerBatch" ? limits_.items : limits_.data_bytes;
        whole_number(member.value, at, 1, static_cast<std::int64_t>(most));
    }
}

void Checker::result_writer(Json const& value, Place const& place, QueryLanguage language) {
    if (!require_object(value, place)) return;
    auto const arguments = language == QueryLanguage::jsonata ? "Arguments" : "Parameters";
    known_members(value, {"Resource", "WriterConfig", "Comment", arguments}, place);
    // Guide, "ResultWriter", "Required field combinations": a WriterConfig, a Resource with its Parameters, or all
    // three.
    bool const exports = value.contains("Resource") || value.contains(arguments);
    if (exports) {
        require_fields(value, {"Resource", arguments}, place);
    } else if (!value.contains("WriterConfig")) {
        schema(place, "Value cannot be empty",
               "name a Resource and its " + std::string(arguments) + ", or a WriterConfig");
    }
    if (auto const* const resource = value.find("Resource")) {
        reader_resource(*resource, place.member("Resource"), {"s3:putObject"});
    }
    if (auto const* const given = value.find(arguments)) payload(*given, place.member(arguments), language);
    auto const* const config = value.find("WriterConfig");
    if (config == nullptr) return;
    auto const here = place.member("WriterConfig");
    if (!require_object(*config, here)) return;
    known_members(*config, {"Transformation", "OutputType", "Comment"}, here);
    if (auto const* const kind = config->find("Transformation")) {
        one_of(*kind, "Transformation", {"NONE", "COMPACT", "FLATTEN"}, here.member("Transformation"));
    }
    if (auto const* const kind = config->find("OutputType")) {
        one_of(*kind, "OutputType", {"JSON", "JSONL"}, here.member("OutputType"));
    }
}

/// Labels are part of the Map Run's name: up to 40 characters without those that names can't have, once in a machine.
void Checker::label(Json const& value, Place const& place) {
    if (!value.is_string()) return schema(place, "Expected value of type String");
    auto const name = value.as_string();
    if (name.empty() || name.size() > kLabelLength || has_control(name) ||
        name.find_first_of("?*<>{}[]:;,\\|^~$#%&`\" ") != std::string_view::npos) {
        report("INVALID_LABEL_NAME", place, "Invalid Label name: " + std::string(name));
    } else if (!labels_.emplace(name).second) {
        report("DUPLICATE_LABEL_NAME", place, "Duplicate Label name: " + std::string(name));
    }
}

}  // namespace coworks::asl::checking
