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
/// States.ItemReaderFailed. JSON that is no array is handed on as it is: the interpreter refuses it with AWS' words.
/// Parquet and manifests are refused. Files are text: whoever reads them has unpacked them.
/// Pure. (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html)
tl::expected<Json, std::string> read_items(Json const& config, std::string_view file);

/// The data set of an ItemReader may be a manifest: a file that lists the files with the items.
bool is_manifest(Json const& config);

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
/// All items, whatever the data set is.
tl::expected<Json, std::string> read_all_items(Json const& config, std::string_view file, Fetch const& fetch);

}  // namespace coworks::asl
