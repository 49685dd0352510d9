#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace coworks::asl {

/// The items of an ItemReader's file, as an array: JSON (an array, or the one that ItemsPointer leads to), JSONL, or
/// CSV (an object of texts per row). `config` is the ReaderConfig as written; the error is the cause of
/// States.ItemReaderFailed. JSON that is no array is handed on as it is: the interpreter takes objects, and refuses the
/// rest with AWS' words. Parquet and manifests are refused. Files are text: whoever reads them has unpacked them. Pure.
/// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html)
tl::expected<Json, std::string> read_items(Json const& config, std::string_view file);

/// The data set of an ItemReader may be a manifest: a file that lists the files with the items.
bool is_manifest(Json const& config);

/// Of a list of objects: their items are wanted, not their descriptions.
bool loads_and_flattens(Json const& config);

struct Manifest {
    struct DataFile {
        std::string bucket;
        std::string key;
    };
    std::vector<DataFile> files;
    Json config;  ///< the ReaderConfig to read each of them with
};
/// An S3 inventory (manifest.json; its rows get the names of its fileSchema) or the list of an Athena UNLOAD
/// (ManifestType ATHENA_DATA: lines of s3://bucket/key, files of the InputType).
tl::expected<Manifest, std::string> read_manifest(Json const& config, std::string_view file);

/// Gets a file's text, or the cause of States.ItemReaderFailed.
using Fetch = std::function<tl::expected<std::string, std::string>(Manifest::DataFile const&)>;

/// The items of several files.
struct ItemSet {
    Json items;  ///< an array, or what else was in the file: the interpreter refuses that
    /// Where they come from, if the data set is more than one file: [[0, "S3://bucket/key"], [7, …]], by the index of
    /// each file's first item.
    Json origins{};
};
/// All items, whatever the data set is: those of a file, or of the files that it lists.
tl::expected<ItemSet, std::string> read_all_items(Json const& config, std::string_view file, Fetch const& fetch);
/// The items of these files, one after the other (Transformation LOAD_AND_FLATTEN of a list of objects). All are of the
/// config's InputType, which must be given.
tl::expected<ItemSet, std::string> read_files(Json const& config, std::vector<Manifest::DataFile> const& files,
                                              Fetch const& fetch);
/// Where the item of that index comes from; empty if `origins` says nothing of it.
std::string_view origin_of(Json const& origins, std::size_t index);

}  // namespace coworks::asl
