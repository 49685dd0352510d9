#pragma once

/// WriterConfig: what the results of a Map Run look like
/// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html).

#include <string>
#include <vector>

#include "local/states/storage.hpp"

namespace coworks::local::states {

class ResultFormat {
public:
    /// `otherwise`: the Transformation where the config has none.
    ResultFormat(Json const& config, std::string_view otherwise);

    bool lines() const noexcept { return lines_; }
    /// Adds what one child is; those that failed are described whatever the Transformation is.
    void put(Json::ArrayBuilder& into, ChildResult const& child) const;
    /// JSON, or a line for each.
    std::string print(Json const& all) const;

private:
    std::string transformation_;
    bool lines_;
};

/// The results of all children as a state's result, where a ResultWriter has a WriterConfig alone: an array, or the
/// text of its lines.
Json formatted_results(Json const& config, std::vector<ChildResult> const& children);

}  // namespace coworks::local::states
