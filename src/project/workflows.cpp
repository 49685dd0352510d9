#include "project/workflows.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "project/load.hpp"
#include "project/names.hpp"

namespace coworks::project {
namespace {

namespace fs = std::filesystem;

struct Ending {
    std::string_view text;
    Notation notation;
};
constexpr Ending kEndings[] = {
    {".asl.json", Notation::json}, {".asl.yaml", Notation::yaml}, {".asl.yml", Notation::yaml}};
constexpr std::string_view kMocksEndings[] = {".mocks.yml", ".mocks.yaml"};
constexpr std::string_view kExpress = ".express";
constexpr std::size_t kSubscriptMax = 200;  // bytes of ${Token[AWS.Region.4]}

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

/// How much of a name stands there: a character, the `::` of CloudFormation, the `[…]` of Terraform and of the CDK's
/// tokens. None of them can follow `${` in a JSONata expression that begins with `$` and groups.
std::size_t name_part(std::string_view text) noexcept {
    if (text.empty()) return 0;
    if (is_name_character(text.front())) return 1;
    if (text.starts_with("::")) return 2;
    if (text.front() != '[') return 0;
    auto const end = text.substr(0, kSubscriptMax).find_first_of("]{}\"\n", 1);
    return end != std::string_view::npos && text[end] == ']' ? end + 1 : 0;
}

/// Length of the `${NAME}` that a text begins with; 0 if it begins with none.
std::size_t reference_length(std::string_view text) {
    if (!text.starts_with("${")) return 0;
    std::size_t at = 2;
    while (std::size_t const length = name_part(text.substr(at)))
        at += length;
    return at > 2 && at < text.size() && text[at] == '}' ? at + 1 : 0;
}

/// Positions in a text that are asked for in their order: the text is passed once.
class Counter {
public:
    explicit Counter(std::string_view text) : text_(text) {}

    SourcePosition of(std::size_t offset) {
        for (; at_ < offset; ++at_) {
            bool const continues = (static_cast<unsigned char>(text_[at_]) & 0xc0U) == 0x80U;
            if (text_[at_] == '\n') {
                here_ = {.line = here_.line + 1, .column = 1};
            } else if (!continues) {
                ++here_.column;
            }
        }
        return here_;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    SourcePosition here_{.line = 1, .column = 1};
};

}  // namespace

WorkflowFile workflow_of(fs::path const& file) {
    std::string name = file.filename().string();
    auto const yaml = file.extension() == ".yaml" || file.extension() == ".yml";
    for (Ending const& ending : kEndings) {
        if (!name.ends_with(ending.text)) continue;
        name.resize(name.size() - ending.text.size());
        break;
    }
    bool const express = name.ends_with(kExpress);
    if (express) name.resize(name.size() - kExpress.size());
    return {
        .name = std::move(name), .file = file, .express = express, .notation = yaml ? Notation::yaml : Notation::json};
}

std::vector<WorkflowFile> find_workflows(Project const& project) {
    std::vector<WorkflowFile> out;
    for (Ending const& ending : kEndings)
        for (auto const& file : expand(project.root, "biz/*" + std::string(ending.text)))
            out.push_back(workflow_of(file));
    std::ranges::sort(out, {}, [](WorkflowFile const& each) { return std::pair(each.name, each.file); });
    return out;
}

bool is_mocks_file(std::string_view file) {
    return std::ranges::any_of(kMocksEndings, [&](std::string_view ending) { return file.ends_with(ending); });
}

fs::path mocks_beside(fs::path const& definition) {
    std::error_code ignored;
    for (std::string_view const ending : kMocksEndings) {
        fs::path beside = definition.parent_path() / (workflow_of(definition).name + std::string(ending));
        if (fs::exists(beside, ignored)) return beside;
    }
    return {};
}

fs::path definition_beside(fs::path const& mocks) {
    std::string const name = mocks.filename().string();
    std::string const stem = name.substr(0, name.rfind(".mocks."));
    std::error_code ignored;
    for (std::string_view const express : {std::string_view(), kExpress}) {
        for (Ending const& ending : kEndings) {
            fs::path beside = mocks.parent_path() / (stem + std::string(express) + std::string(ending.text));
            if (fs::exists(beside, ignored)) return beside;
        }
    }
    return {};
}

std::map<std::string, std::string> defined_twice(std::vector<WorkflowFile> const& files) {
    std::map<std::string, std::vector<std::string>> by_name;
    for (WorkflowFile const& file : files)
        by_name[file.name].push_back(file.file.string());
    std::map<std::string, std::string> out;
    for (auto const& [name, all] : by_name) {
        if (all.size() < 2) continue;
        std::string text = all.front();
        for (std::size_t i = 1; i < all.size(); ++i)
            text += " and " + all[i];
        out.emplace(name, text + " define the same workflow");
    }
    return out;
}

std::map<std::string, fs::path> find_mocks(Project const& project) {
    std::map<std::string, fs::path> out;
    for (std::string_view const ending : kMocksEndings) {
        for (auto const& file : expand(project.root, "biz/*" + std::string(ending))) {
            std::string name = fs::path(file).filename().string();
            name.resize(name.size() - ending.size());
            out.emplace(std::move(name), file);
        }
    }
    return out;
}

std::string machine_name(Project const& project, std::string_view workflow) {
    return function_name(project, workflow);
}

std::string machine_arn(std::string_view region, std::string_view account, std::string_view machine) {
    return "arn:aws:states:" + std::string(region) + ":" + std::string(account) +
           ":stateMachine:" + std::string(machine);
}

bool has_placeholder(std::string_view text) {
    for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2))
        if (reference_length(text.substr(at)) > 0) return true;
    return false;
}

Substitution::Substitution(std::string_view source, std::string_view file,
                           std::map<std::string, std::string> const& arns, Unknown unknown) {
    Counter place(source);
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
                bool const outside = unknown == Unknown::warning;
                std::string const remedy =
                    outside ? "give it: --define " + name + "=VALUE" : "write $${ for a text that begins with ${";
                faults_.push_back({.severity = outside ? Diagnostic::Severity::warning : Diagnostic::Severity::error,
                                   .file = std::string(file),
                                   .position = place.of(begin),
                                   .length = length,
                                   .code = outside ? "unknown-placeholder" : "unknown-service",
                                   .message = outside ? "nothing says what ${" + name + "} means"
                                                      : "there is no service, workflow or connection '" + name + "'",
                                   .remedy = nearest.empty() ? remedy : "did you mean ${" + nearest + "}?"});
                at += length;
                continue;
            }
            replacement = found->second;
        }
        pieces_.push_back(
            {.source = place.of(begin), .source_length = length, .text_length = code_points(replacement)});
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

std::map<std::string, std::string> pseudo_parameters(std::string_view region) {
    return {{"AWS::Partition", "aws"},
            {"AWS::Region", std::string(region)},
            {"AWS::AccountId", std::string(kLocalAccount)}};
}

std::map<std::string, std::string> substitutes(Project const& project, std::string_view region,
                                               std::vector<WorkflowFile> const& workflows) {
    std::map<std::string, std::string> arns = pseudo_parameters(region);
    for (auto const& [name, ignored] : project.services)
        arns.emplace(name, function_arn(region, kLocalAccount, function_name(project, name)));
    for (auto const& [name, ignored] : project.connections)
        arns.emplace("connections." + name, connection_arn(project, region, name));
    for (WorkflowFile const& workflow : workflows)
        arns.emplace(workflow.name, machine_arn(region, kLocalAccount, machine_name(project, workflow.name)));
    return arns;
}

}  // namespace coworks::project
