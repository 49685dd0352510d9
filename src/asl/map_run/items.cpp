#include "asl/map_run/items.hpp"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace coworks::asl {
namespace {

using Items = tl::expected<Json, std::string>;

constexpr std::string_view kNoList = "Attempting to map over non-iterable node.";
constexpr std::string_view kNoManifest = "Unable to parse manifest.";

Items read_json(Json const& config, std::string_view file) {
    try {
        Json document = Json::parse(file);
        Json const& pointer = config["ItemsPointer"];
        if (!pointer.is_string()) return document;
        Json const* const found = document.find_pointer(pointer.as_string());
        if (found == nullptr)
            return tl::unexpected("The ItemsPointer '" + std::string(pointer.as_string()) +
                                  "' does not exist in the file.");
        return *found;
    } catch (JsonError const&) {
        return tl::unexpected(std::string("Unable to parse JSON data."));
    }
}

Items read_json_lines(std::string_view file) {
    Json::ArrayBuilder items;
    for (std::size_t begin = 0; begin < file.size();) {
        std::size_t const end = std::min(file.find('\n', begin), file.size());
        std::string_view line = file.substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        try {
            items.push_back(Json::parse(line));
        } catch (JsonError const&) {
            return tl::unexpected(std::string("Unable to parse JSON data."));
        }
    }
    return items.finish();
}

/// One record after another of a CSV text (RFC 4180: quoted fields may hold delimiters, line ends and doubled quotes).
/// A backslash escapes another one, a quote and the delimiter; before anything else it is dropped (guide,
/// "ItemReader").
class CsvReader {
public:
    CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    bool at_end() const { return at_ >= text_.size(); }

    std::vector<std::string> record() {
        std::vector<std::string> fields(1);
        bool quoted = false;
        for (; at_ < text_.size(); ++at_) {
            char const c = text_[at_];
            if (c == '\\') {
                if (at_ + 1 < text_.size() && is_special(text_[at_ + 1])) fields.back() += text_[++at_];
            } else if (quoted) {
                if (c != '"') {
                    fields.back() += c;
                } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                    fields.back() += '"';
                    ++at_;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && fields.back().empty()) {
                quoted = true;
            } else if (c == delimiter_) {
                fields.emplace_back();
            } else if (c == '\n') {
                ++at_;
                return fields;
            } else if (c != '\r' || at_ + 1 >= text_.size() || text_[at_ + 1] != '\n') {
                fields.back() += c;
            }
        }
        return fields;
    }

private:
    bool is_special(char c) const { return c == '\\' || c == '"' || c == delimiter_; }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
};

char delimiter_of(Json const& config) {
    Json const& name = config["CSVDelimiter"];
    if (!name.is_string()) return ',';
    std::string_view const text = name.as_string();
    if (text == "PIPE") return '|';
    if (text == "SEMICOLON") return ';';
    if (text == "SPACE") return ' ';
    if (text == "TAB") return '\t';
    return ',';
}

Items read_csv(Json const& config, std::string_view file) {
    CsvReader reader(file, delimiter_of(config));
    std::vector<std::string> headers;
    if (config["CSVHeaderLocation"] == Json("GIVEN")) {
        if (Json const& given = config["CSVHeaders"]; given.is_array()) {
            for (Json const& header : given.items()) {
                if (header.is_string()) headers.emplace_back(header.as_string());
            }
        }
    } else if (!reader.at_end()) {
        headers = reader.record();
    }
    std::unordered_set<std::string_view> const names(headers.begin(), headers.end());
    if (names.size() != headers.size()) return tl::unexpected(std::string("CSV headers cannot contain duplicates."));
    Json::ArrayBuilder items;
    while (!reader.at_end()) {
        std::vector<std::string> const fields = reader.record();
        // Missing fields are empty; what exceeds the headers is left out.
        Json::ObjectBuilder item;
        for (std::size_t i = 0; i < headers.size(); ++i)
            item.set(headers[i], i < fields.size() ? std::string_view(fields[i]) : std::string_view());
        items.push_back(item.finish());
    }
    return items.finish();
}

/// manifest.json of an S3 inventory
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html).
tl::expected<Manifest, std::string> read_inventory(std::string_view file) {
    Manifest made;
    try {
        Json document = Json::parse(file);
        std::string_view const format = document.at("fileFormat").as_string();
        if (format != "CSV")
            return tl::unexpected("An inventory in the format " + std::string(format) +
                                  " is not supported here: use CSV.");
        // "Bucket, Key, Size": the columns of every file, which have no header.
        Json::ArrayBuilder headers;
        std::string_view schema = document.at("fileSchema").as_string();
        while (!schema.empty()) {
            std::size_t const end = std::min(schema.find(','), schema.size());
            std::string_view name = schema.substr(0, end);
            name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
            headers.push_back(Json(name));
            schema.remove_prefix(std::min(end + 1, schema.size()));
        }
        made.config =
            Json::object({{"InputType", "CSV"}, {"CSVHeaderLocation", "GIVEN"}, {"CSVHeaders", headers.finish()}});
        // "arn:aws:s3:::bucket", or the name alone.
        std::string_view bucket = document.at("destinationBucket").as_string();
        bucket.remove_prefix(bucket.rfind(':') + 1);
        for (Json const& part : document.at("files").items())
            made.files.push_back({.bucket = std::string(bucket), .key = std::string(part.at("key").as_string())});
    } catch (JsonError const&) {
        return tl::unexpected(std::string(kNoManifest));
    }
    return made;
}

/// The list that Athena's UNLOAD writes: a line s3://bucket/key for each file
/// (https://docs.aws.amazon.com/athena/latest/ug/unload.html).
tl::expected<Manifest, std::string> read_file_list(Json const& config, std::string_view file) {
    constexpr std::string_view kScheme = "s3://";
    Manifest made;
    made.config = config.without("ManifestType");
    CsvReader reader(file, ',');
    while (!reader.at_end()) {
        std::string const line = reader.record().front();
        if (line.empty()) continue;
        std::size_t const slash = line.find('/', kScheme.size());
        if (!line.starts_with(kScheme) || slash == std::string::npos) return tl::unexpected(std::string(kNoManifest));
        made.files.push_back(
            {.bucket = line.substr(kScheme.size(), slash - kScheme.size()), .key = line.substr(slash + 1)});
    }
    return made;
}

}  // namespace

Items read_items(Json const& config, std::string_view file) {
    Json const& type = config["InputType"];
    if (type == Json("PARQUET"))
        return tl::unexpected(std::string("The InputType PARQUET is not supported here: use CSV, JSON or JSONL."));
    if (is_manifest(config)) return tl::unexpected(std::string("A manifest lists files and has no items itself."));
    if (type == Json("CSV")) return read_csv(config, file);
    if (type == Json("JSONL")) return read_json_lines(file);
    return read_json(config, file);
}

bool is_manifest(Json const& config) {
    return config["InputType"] == Json("MANIFEST") || config["ManifestType"].is_string();
}

bool loads_and_flattens(Json const& config) {
    return config["Transformation"] == Json("LOAD_AND_FLATTEN");
}

tl::expected<Manifest, std::string> read_manifest(Json const& config, std::string_view file) {
    return config["ManifestType"] == Json("ATHENA_DATA") ? read_file_list(config, file) : read_inventory(file);
}

tl::expected<ItemSet, std::string> read_all_items(Json const& config, std::string_view file, Fetch const& fetch) {
    if (is_manifest(config)) {
        return read_manifest(config, file).and_then([&](Manifest const& manifest) {
            return read_files(manifest.config, manifest.files, fetch);
        });
    }
    return read_items(config, file).map([](Json items) { return ItemSet{.items = std::move(items)}; });
}

tl::expected<ItemSet, std::string> read_files(Json const& config, std::vector<Manifest::DataFile> const& files,
                                              Fetch const& fetch) {
    if (!config["InputType"].is_string())
        return tl::unexpected(std::string("The InputType of the files must be given: CSV, JSON or JSONL."));
    Json::ArrayBuilder all;
    Json::ArrayBuilder origins;
    for (Manifest::DataFile const& part : files) {
        auto const text = fetch(part);
        if (!text) return tl::unexpected(text.error());
        Items const items = read_items(config, *text);
        if (!items) return tl::unexpected(items.error());
        if (!items->is_array()) return tl::unexpected(std::string(kNoList));
        if (!items->empty()) origins.push_back(Json::array({all.size(), "S3://" + part.bucket + "/" + part.key}));
        for (Json const& item : items->items())
            all.push_back(item);
    }
    return ItemSet{.items = all.finish(), .origins = origins.finish()};
}

std::string_view origin_of(Json const& origins, std::size_t index) {
    if (!origins.is_array()) return {};
    auto const all = origins.items();
    auto const after = std::ranges::upper_bound(
        all, index, {}, [](Json const& origin) { return static_cast<std::size_t>(origin[0].as_int64()); });
    return after == all.begin() ? std::string_view() : std::prev(after)->at(1).as_string();
}

}  // namespace coworks::asl
