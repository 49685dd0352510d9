#include "report.hpp"

#include <fstream>
#include <set>
#include <stdexcept>

namespace asl_cases {
namespace {

std::string_view part_of(Difference const& difference) {
    if (difference.path.starts_with("expect")) return "end";
    if (difference.path.starts_with("history")) return "history";
    if (difference.path.ends_with(".message")) return "message";
    return "answer";
}

}  // namespace

void Report::add(std::string_view file, Json const& test_case, Verdict const& verdict) {
    Json::ObjectBuilder made;
    made.set("file", file);
    made.set("id", test_case["id"]);
    made.set("kind", test_case["kind"]);
    if (!verdict.skipped.empty()) {
        made.set("skipped", verdict.skipped);
    } else {
        std::set<std::string_view> parts;
        for (Difference const& difference : verdict.differences)
            parts.insert(part_of(difference));
        if (verdict.other_events) parts.insert("events");
        Json::ArrayBuilder differs;
        for (std::string_view const part : parts)
            differs.push_back(part);
        made.set("differs", differs.finish());
    }
    cases_.push_back(made.finish());
}

void Report::write(std::filesystem::path const& path) const {
    std::ofstream out(path, std::ios::binary);
    out << "[";
    for (std::string_view separator = "\n"; Json const& entry : cases_) {
        out << separator << entry.dump();
        separator = ",\n";
    }
    out << "\n]\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace asl_cases
