#include "entries/doc_comment.hpp"

#include <algorithm>
#include <vector>

namespace coworks::entries {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    auto const first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// A line of a comment without its mark and the one blank behind it; deeper indentation is kept.
std::string_view without_mark(std::string_view line) {
    auto const indent = std::min(line.find_first_not_of(" \t"), line.size());
    auto rest = line.substr(indent);
    for (std::string_view const mark : {"///<", "//!<", "/**<", "/*!<", "///", "//!", "/**", "/*!", "//", "/*"}) {
        if (rest.starts_with(mark)) {
            rest.remove_prefix(mark.size());
            return rest.starts_with(' ') ? rest.substr(1) : rest;
        }
    }
    if (rest.starts_with('*') && !rest.starts_with("*/")) {
        rest.remove_prefix(1);
        return rest.starts_with(' ') ? rest.substr(1) : rest;
    }
    return rest;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
    }
    return lines;
}

/// Takes the command at the beginning of a line, if it is one of these.
std::string_view take_command(std::string_view& line) {
    auto const start = trimmed(line);
    if (start.empty() || (start[0] != '@' && start[0] != '\\')) return {};
    for (std::string_view const command : {"param", "returns", "return", "brief"}) {
        auto const rest = start.substr(1);
        if (rest.starts_with(command) &&
            (rest.size() == command.size() || rest[command.size()] == ' ' || rest[command.size()] == '[')) {
            line = rest.substr(command.size());
            return command;
        }
    }
    return {};
}

/// The name behind @param, also behind its direction as in "[in] name".
std::string take_name(std::string_view& line) {
    line = trimmed(line);
    if (line.starts_with('[')) line = trimmed(line.substr(std::min(line.find(']'), line.size() - 1) + 1));
    auto const end = std::min(line.find_first_of(" \t"), line.size());
    auto const name = std::string(line.substr(0, end));
    line.remove_prefix(end);
    return name;
}

}  // namespace

DocComment parse_doc_comment(std::string_view raw) {
    auto text = trimmed(raw);
    if (text.ends_with("*/")) text.remove_suffix(2);
    DocComment result;
    auto* target = &result.text;
    for (auto line : lines_of(text)) {
        line = without_mark(line);
        if (auto const command = take_command(line); !command.empty()) {
            if (command == "param") {
                target = &result.parameters[take_name(line)];
            } else if (command == "brief") {
                target = &result.text;
            } else {
                target = &result.result;
            }
            line = trimmed(line);
        } else if (target != &result.text) {
            line = trimmed(line);
            if (line.empty()) {
                target = &result.text;
                continue;
            }
        }
        if (!target->empty()) *target += '\n';
        target->append(line);
    }
    result.text = trimmed(result.text);
    result.result = trimmed(result.result);
    for (auto& [name, description] : result.parameters)
        description = std::string(trimmed(description));
    return result;
}

}  // namespace coworks::entries
