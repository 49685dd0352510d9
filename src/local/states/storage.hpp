#pragma once

#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "asl/map_run/items.hpp"
#include "asl/message.hpp"

namespace coworks::local::states {

/// What a ResultWriter writes of one child execution: everything that DescribeExecution tells of it, in the SDK's
/// spelling.
struct ChildResult {
    asl::Status status = asl::Status::succeeded;
    Json description;
    Json output;  ///< as JSON; null if it did not succeed
};

struct ResultsToWrite {
    Json arguments;  ///< Bucket, Prefix
    Json config;     ///< WriterConfig
    std::string run_arn;
    std::vector<ChildResult> children;
};

/// Where the items of a distributed Map come from, and where its results go, in place of S3.
class Storage {
public:
    virtual ~Storage() = default;
    /// An array of items, or why there is none.
    using Items = tl::expected<asl::ItemSet, std::string>;
    virtual void read(asl::ReadItems const& read, std::function<void(Items)> done) = 0;
    /// The state's result (asl::ResultsWritten), or why nothing was written.
    virtual void write(ResultsToWrite write, std::function<void(tl::expected<Json, std::string>)> done) = 0;
    /// Why this resource of an ItemReader or a ResultWriter is not to be had; nothing if it is.
    virtual std::optional<std::string> unsupported(asl::Resource const& resource) const = 0;
};

}  // namespace coworks::local::states
