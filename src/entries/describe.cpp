#include "entries/describe.hpp"

#include <algorithm>
#include <array>

namespace coworks::entries {
namespace {

using interface::Entry;
using interface::Parameter;
using interface::Source;

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

/// What an entry answers: "GET     /counters/{name}", "queue   restock".
std::string heading(Entry const& entry) {
    constexpr std::array<std::string_view, 4> kKinds{"", "queue", "event", "schedule"};
    if (entry.kind == Entry::Kind::http) {
        return padded(std::string(verb_text(entry.verb)), 9) + path_text(entry.path);
    }
    return padded(std::string(kKinds[static_cast<std::size_t>(entry.kind)]), 9) + entry.trigger;
}

std::string_view source_text(Source source) {
    switch (source) {
        case Source::path:
            return "in the path";
        case Source::query:
            return "in the query";
        case Source::member:
            return "in the body or query";
        case Source::body:
            return "the body";
        case Source::part:
            return "a multipart file";
        case Source::rest:
            return "all that is left";
    }
    return {};
}

std::string parameter_line(Parameter const& parameter, std::size_t width) {
    auto text = "    " + padded(parameter.name, width) + "  " + describe(parameter.type) + ", " +
                std::string(source_text(parameter.source));
    if (!parameter.default_text.empty()) text += ", default " + parameter.default_text;
    if (!parameter.doc.empty()) text += ": " + parameter.doc;
    return text + "\n";
}

std::string indented(std::string const& text) {
    std::string result;
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto const end = std::min(text.find('\n', begin), text.size());
        result += "    " + text.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    return result;
}

std::string entry_text(Entry const& entry) {
    auto text =
        heading(entry) + "  →  " + describe(entry.result) + (entry.open ? "  (open)" : "") + "\n" + indented(entry.doc);
    std::size_t width = 0;
    for (auto const& parameter : entry.parameters)
        width = std::max(width, parameter.name.size());
    for (auto const& parameter : entry.parameters)
        text += parameter_line(parameter, width);
    return text;
}

std::string type_text(std::string const& name, interface::TypeDefinition const& type) {
    auto text = name + "\n" + indented(type.doc);
    std::size_t width = 0;
    for (auto const& field : type.fields)
        width = std::max(width, field.name.size());
    for (auto const& field : type.fields) {
        text += "    " + padded(field.name, width) + "  " + describe(field.type) +
                (field.required ? "" : ", may be absent");
        if (!field.default_text.empty()) text += ", default " + field.default_text;
        text += (field.doc.empty() ? "" : ": " + field.doc) + "\n";
    }
    for (auto const& enumerator : type.enumerators) {
        text += "    " + enumerator.name + (enumerator.doc.empty() ? "" : ": " + enumerator.doc) + "\n";
    }
    return text;
}

}  // namespace

std::string describe(interface::Interface const& interface) {
    auto text = interface.name + " (" + interface.class_name + ")\n" + indented(interface.doc) + "\n";
    for (auto const& entry : interface.entries)
        text += entry_text(entry);
    if (!interface.types.empty()) text += "\n";
    for (auto const& [name, type] : interface.types)
        text += type_text(name, type);
    return text;
}

}  // namespace coworks::entries
