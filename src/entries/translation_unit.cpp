#include "entries/translation_unit.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace coworks::entries {
namespace {

/// The file that includes the header. It exists in memory alone; a main file of its own keeps `#pragma once` and
/// circular inclusions working as they do for the compiler.
constexpr char const* kUnitName = "cws-entries-unit.cpp";

/// The absolute path of a file that libclang names. Its paths to the standard library go up with "..", and through the
/// link /lib that is not what the text of the path says.
std::string absolute_path(std::string const& name) {
    std::error_code error;
    if (name.find("/../") != std::string::npos) {
        if (auto const canonical = std::filesystem::canonical(name, error); !error) return canonical.string();
    }
    return std::filesystem::absolute(name, error).lexically_normal().string();
}

}  // namespace

Result<std::string> read_file(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail("no_such_file", "can't read the file", path, std::strerror(errno));
    std::ostringstream text;
    text << in.rdbuf();
    if (in.bad() || text.fail()) {
        if (std::filesystem::is_directory(path)) return fail("no_such_file", "this is a folder", path);
    }
    return std::move(text).str();
}

TranslationUnit::Handles::~Handles() {
    if (unit) api.disposeTranslationUnit(unit);
    if (index) api.disposeIndex(index);
}

Result<TranslationUnit> TranslationUnit::parse(ClangApi const& api, std::string const& header,
                                               std::vector<std::string> const& flags, std::string const& more) {
    std::error_code error;
    auto const absolute = std::filesystem::absolute(header, error).lexically_normal().string();
    auto handles = std::make_unique<Handles>(api);
    handles->index = api.createIndex(/*excludeDeclarationsFromPCH=*/0, /*displayDiagnostics=*/0);

    auto const text = "#include \"" + absolute + "\"\n" + more;
    CXUnsavedFile main_file{kUnitName, text.c_str(), text.size()};
    std::vector<char const*> arguments;
    for (auto const& flag : flags)
        arguments.push_back(flag.c_str());
    auto const code = api.parseTranslationUnit2(
        handles->index, kUnitName, arguments.data(), static_cast<int>(arguments.size()), &main_file, 1,
        CXTranslationUnit_KeepGoing | CXTranslationUnit_SkipFunctionBodies, &handles->unit);
    if (code != CXError_Success || !handles->unit) {
        return fail("parser_failed", "libclang gave up on this header", header, "error code " + std::to_string(code));
    }
    return TranslationUnit(std::move(handles), header, absolute);
}

Cursor TranslationUnit::root() const {
    return {handles_->api, handles_->api.getTranslationUnitCursor(handles_->unit)};
}

bool TranslationUnit::in_header(Cursor const& cursor) const {
    auto const file = cursor.file();
    if (!file) return false;
    return shown_name(take(handles_->api, handles_->api.getFileName(file))) == header_;
}

std::string TranslationUnit::shown_name(std::string const& file) const {
    if (file == absolute_) return header_;
    return file.find("/../") == std::string::npos ? file : absolute_path(file);
}

void TranslationUnit::append(CXDiagnostic diagnostic, Diagnostic::Severity severity,
                             std::vector<Diagnostic>& out) const {
    auto const& api = handles_->api;
    CXFile file = nullptr;
    unsigned offset = 0;
    api.getExpansionLocation(api.getDiagnosticLocation(diagnostic), &file, nullptr, nullptr, &offset);
    Diagnostic result{.severity = severity, .message = take(api, api.getDiagnosticSpelling(diagnostic))};
    if (file) {
        result.file = shown_name(take(api, api.getFileName(file)));
        if (result.file == kUnitName) return;  // "in file included from": ours, which nobody knows
        result.position = position_of(contents(file), offset);
    }
    out.push_back(std::move(result));
    auto* const notes = api.getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < api.getNumDiagnosticsInSet(notes); ++i) {
        auto* const note = api.getDiagnosticInSet(notes, i);
        append(note, Diagnostic::Severity::note, out);
        api.disposeDiagnostic(note);
    }
}

std::vector<Diagnostic> TranslationUnit::errors() const {
    auto const& api = handles_->api;
    std::vector<Diagnostic> result;
    auto const count = api.getNumDiagnostics(handles_->unit);
    for (unsigned i = 0; i < count; ++i) {
        auto* const diagnostic = api.getDiagnostic(handles_->unit, i);
        if (api.getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            append(diagnostic, Diagnostic::Severity::error, result);
        }
        api.disposeDiagnostic(diagnostic);
    }
    return result;
}

std::vector<std::string> TranslationUnit::dependencies() const {
    struct Context {
        ClangApi const& api;
        std::set<std::string> files;
    } context{handles_->api, {absolute_}};
    handles_->api.getInclusions(
        handles_->unit,
        [](CXFile file, CXSourceLocation*, unsigned, CXClientData data) {
            auto& c = *static_cast<Context*>(data);
            auto const name = take(c.api, c.api.getFileName(file));
            if (!name.ends_with(kUnitName)) c.files.insert(absolute_path(name));
        },
        &context);
    return {context.files.begin(), context.files.end()};
}

std::string_view TranslationUnit::contents(CXFile file) const {
    std::size_t size = 0;
    auto const* text = handles_->api.getFileContents(handles_->unit, file, &size);
    return text ? std::string_view(text, size) : std::string_view();
}

std::vector<Token> TranslationUnit::tokens(CXFile file, std::size_t begin, std::size_t end) const {
    auto const& api = handles_->api;
    auto const location = [&](std::size_t offset) {
        return api.getLocationForOffset(handles_->unit, file, static_cast<unsigned>(offset));
    };
    CXToken* raw = nullptr;
    unsigned count = 0;
    api.tokenize(handles_->unit, api.getRange(location(begin), location(end)), &raw, &count);
    std::vector<Token> result;
    for (unsigned i = 0; i < count; ++i) {
        auto const range = api.getTokenExtent(handles_->unit, raw[i]);
        unsigned first = 0;
        unsigned last = 0;
        api.getFileLocation(api.getRangeStart(range), nullptr, nullptr, nullptr, &first);
        api.getFileLocation(api.getRangeEnd(range), nullptr, nullptr, nullptr, &last);
        if (first >= end) break;
        result.push_back(
            {api.getTokenKind(raw[i]), take(api, api.getTokenSpelling(handles_->unit, raw[i])), first, last});
    }
    if (raw) api.disposeTokens(handles_->unit, raw, count);
    return result;
}

bool TranslationUnit::is_deleted(Cursor const& function) const {
    auto const& api = function.api();
    if (api.CXXMethod_isDeleted) return api.CXXMethod_isDeleted(function.raw()) != 0;
    auto const [begin, end] = function.extent();
    auto const found = tokens(function.file(), begin, end);
    return found.size() > 1 && found.back().text == "delete" && found[found.size() - 2].text == "=";
}

Diagnostic TranslationUnit::at(Place const& place, std::string message, std::string remedy) const {
    Diagnostic result{.file = shown_name(place.file),
                      .length = place.length,
                      .message = std::move(message),
                      .remedy = std::move(remedy)};
    if (auto const text = read_file(place.file)) result.position = position_of(*text, place.offset);
    return result;
}

}  // namespace coworks::entries
