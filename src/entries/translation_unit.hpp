#pragma once

/// A header as libclang sees it: declarations, errors, what it includes.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "entries/cursor.hpp"

namespace coworks::entries {

struct Token {
    CXTokenKind kind;
    std::string text;
    std::size_t begin;  ///< byte offset in the file
    std::size_t end;
};

class TranslationUnit {
public:
    /// Parses `header` with exactly these flags, and then `more` as if it stood behind the header's inclusion.
    /// Errors in the code are no failure: ask errors(). `api` must outlive the unit.
    static Result<TranslationUnit> parse(ClangApi const& api, std::string const& header,
                                         std::vector<std::string> const& flags, std::string const& more = {});

    Cursor root() const;
    /// Absolute path of the header.
    std::string const& header_path() const { return absolute_; }
    /// Whether a declaration is written in the header itself.
    bool in_header(Cursor const& cursor) const;
    /// All errors, each followed by its notes; warnings are left to the compiler.
    std::vector<Diagnostic> errors() const;
    /// Absolute paths of the header and all that it includes, once each.
    std::vector<std::string> dependencies() const;

    std::string_view contents(CXFile file) const;
    /// The tokens of a stretch of a file.
    std::vector<Token> tokens(CXFile file, std::size_t begin, std::size_t end) const;

    /// Whether a member function is declared `= delete`.
    bool is_deleted(Cursor const& function) const;

    /// A diagnostic at a place. The header is called as the user called it, other files by their path.
    Diagnostic at(Place const& place, std::string message, std::string remedy = {}) const;

private:
    struct Handles {
        ClangApi const& api;
        CXIndex index = nullptr;
        CXTranslationUnit unit = nullptr;

        explicit Handles(ClangApi const& a) : api(a) {}
        Handles(Handles const&) = delete;
        Handles& operator=(Handles const&) = delete;
        ~Handles();
    };

    TranslationUnit(std::unique_ptr<Handles> handles, std::string header, std::string absolute)
        : handles_(std::move(handles)), header_(std::move(header)), absolute_(std::move(absolute)) {}

    void append(CXDiagnostic diagnostic, Diagnostic::Severity severity, std::vector<Diagnostic>& out) const;
    std::string shown_name(std::string const& file) const;

    std::unique_ptr<Handles> handles_;
    std::string header_;  ///< as the user named it
    std::string absolute_;
};

/// The whole of a file, or what is wrong with it.
Result<std::string> read_file(std::string const& path);

}  // namespace coworks::entries
