#pragma once

/// The methods of a class that may be entries, by C++'s rules of access, overriding and hiding.

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "entries/translation_unit.hpp"

namespace coworks::entries {

struct Method {
    Cursor cursor;
    Cursor owner;     ///< the class that declares it
    std::string key;  ///< name, parameter types, const: what an overrider has in common with the overridden
};

struct Methods {
    std::vector<Method> callable{};  ///< public, not static, not deleted; those of bases first
    bool has_authorizer = false;     ///< a token_authorizer, whatever its access
    bool has_hooks = false;          ///< likewise before_request, after_request or handle_exception
};

/// Methods of the class and of its bases, but for the framework's and system headers'. A method that a more derived
/// class declares again, with the same parameters, is the derived one's alone, even if it is private there.
Methods methods_of(TranslationUnit const& unit, Cursor const& record, std::vector<Diagnostic>& diagnostics);

/// Text of the annotation that COWORKS_ENTRY left on a declaration, or nothing.
std::optional<std::string> annotation_of(Cursor const& declaration);

}  // namespace coworks::entries
