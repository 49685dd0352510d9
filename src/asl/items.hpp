#pragma once

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace coworks::asl {

/// The items of an ItemReader's file, as an array: JSON (an array, or the one that ItemsPointer leads to), JSONL, or
/// CSV (an object of texts per row). `config` is the ReaderConfig as written; the error is the cause of
/// States.ItemReaderFailed. JSON that is no array is handed on as it is: the interpreter refuses it with AWS' words.
/// Pure. (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html)
tl::expected<Json, std::string> read_items(Json const& config, std::string_view file);

}  // namespace coworks::asl
