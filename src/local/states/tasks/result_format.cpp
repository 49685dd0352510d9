#include "local/states/tasks/result_format.hpp"

#include "json/text_of.hpp"

namespace coworks::local::states {

ResultFormat::ResultFormat(Json const& config, std::string_view otherwise)
    : transformation_(text_of(config["Transformation"])), lines_(text_of(config["OutputType"]) == "JSONL") {
    if (transformation_.empty()) transformation_ = otherwise;
}

void ResultFormat::put(Json::ArrayBuilder& into, ChildResult const& child) const {
    bool const succeeded = child.status == asl::Status::succeeded;
    if (!succeeded || transformation_ == "NONE") return into.push_back(child.description);
    if (transformation_ != "FLATTEN" || !child.output.is_array()) return into.push_back(child.output);
    for (Json const& item : child.output.items())
        into.push_back(item);
}

std::string ResultFormat::print(Json const& all) const {
    if (!lines_) return all.dump();
    std::string text;
    for (Json const& item : all.items())
        text += item.dump() + "\n";
    return text;
}

Json formatted_results(Json const& config, std::vector<ChildResult> const& children) {
    // "COMPACT … Default when ResultWriter is not specified": nothing is exported here either.
    ResultFormat const format(config, "COMPACT");
    Json::ArrayBuilder made;
    for (ChildResult const& child : children)
        format.put(made, child);
    Json all = made.finish();
    return format.lines() ? Json(format.print(all)) : all;
}

}  // namespace coworks::local::states
