#include "project/workflows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "project/load.hpp"
#include "project/names.hpp"

namespace coworks::project {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".asl.json";
constexpr std::string_view kExpress = ".express";

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

/// Length of the `${NAME}` that a text begins with; 0 if it begins with none.
std::size_t reference_length(std::string_view text) {
    if (!text.starts_with("${")) return 0;
    std::size_t at = 2;
    while (at < text.size() && is_name_character(text[at]))
        ++at;
    return at > 2 && at < text.size() && text[at] == '}' ? at + 1 : 0;
}

}  // namespace

fs::path workflow_folder(Project const& project) {
    return project.root / "biz";
}

bool is_workflow_file(fs::path const& file) {
    auto const name = file.filename().string();
    return name.ends_with(kEnding) && name.size() > kEnding.size() && !name.starts_with('.');
}

WorkflowFile workflow_of(fs::path const& file) {
    std::string name = file.filename().string();
    if (name.ends_with(kEnding)) name.resize(name.size() - kEnding.size());
    bool const express = name.ends_with(kExpress);
    if (express) name.resize(name.size() - kExpress.size());
    return {.name = std::move(name), .file = file, .express = express};
}

std::vector<WorkflowFile> find_workflows(Project const& project) {
    std::vector<WorkflowFile> out;
    for (auto const& file : expand(project.root, "biz/*.asl.json"))
        out.push_back(workflow_of(file));
    std::ranges::sort(out, {}, &WorkflowFile::name);
    return out;
}

std::string machine_name(Project const& project, std::string_view workflow) {
    return function_name(project, workflow);
}

std::string machine_arn(std::string_view region, std::string_view account, std::string_view machine) {
    return "arn:aws:states:" + std::string(region) + ":" + std::string(account) +
           ":stateMachine:" + std::string(machine);
}

Substitution::Substitution(std::string_view source, std::string_view file,
                           std::map<std::string, std::string> const& arns) {
    std::size_t copied = 0;
    for (auto at = source.find("${"); at != std::string_view::npos; at = source.find("${", at)) {
        bool const literal = at > copied && source[at - 1] == '$';
        std::size_t const begin = literal ? at - 1 : at;
        std::size_t const length = literal ? 3 : reference_length(source.substr(at));
        if (length == 0) {
            at += 2;
            continue;
        }
        std::string replacement = "${";
        if (!literal) {
            std::string const name(source.substr(at + 2, length - 3));
            auto const found = arns.find(name);
            if (found == arns.end()) {
                std::vector<std::string> known;
                for (auto const& [each, ignored] : arns)
                    known.push_back(each);
                std::string const nearest(nearest_name(name, std::span<std::string const>(known)));
                faults_.push_back({.file = std::string(file),
                                   .position = position_of(source, at),
                                   .length = length,
                                   .code = "unknown-service",
                                   .message = "there is no service, workflow or connection '" + name + "'",
                                   .remedy = nearest.empty() ? "write $${ for a text that begins with ${"
                                                             : "did you mean ${" + nearest + "}?"});
                at += length;
                continue;
            }
            replacement = found->second;
        }
        pieces_.push_back(
            {.source = position_of(source, begin), .source_length = length, .text_length = code_points(replacement)});
        text_ += source.substr(copied, begin - copied);
        text_ += replacement;
        copied = at = begin + length;
    }
    text_ += source.substr(copied);
}

SourcePosition Substitution::in_source(SourcePosition position) const {
    std::size_t longer = 0;   // how much longer the line of the text has become before this column,
    std::size_t shorter = 0;  // or shorter
    for (Piece const& piece : pieces_) {
        if (piece.source.line != position.line) continue;
        std::size_t const begin = piece.source.column + longer - shorter;
        if (position.column < begin) break;
        if (position.column < begin + piece.text_length) return piece.source;
        longer += piece.text_length;
        shorter += piece.source_length;
    }
    return {.line = position.line, .column = position.column + shorter - longer};
}

std::map<std::string, std::string> substitutes(Project const& project, std::string_view region,
                                               std::vector<WorkflowFile> const& workflows) {
    std::map<std::string, std::string> arns;
    for (auto const& [name, ignored] : project.services)
        arns.emplace(name, function_arn(region, kLocalAccount, function_name(project, name)));
    for (auto const& [name, ignored] : project.connections)
        arns.emplace("connections." + name, connection_arn(project, region, name));
    for (WorkflowFile const& workflow : workflows)
        arns.emplace(workflow.name, machine_arn(region, kLocalAccount, machine_name(project, workflow.name)));
    return arns;
}

}  // namespace coworks::project
