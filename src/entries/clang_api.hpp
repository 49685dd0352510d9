#pragma once

/// libclang's C API, opened at run time: the same program works with every version that Debian has.

#include <clang-c/Index.h>

#include <string>
#include <vector>

#include "base/error.hpp"

namespace coworks::entries {

/// The functions in use. All of them are in libclang 14; the last one is null before 16.
#define COWORKS_CLANG_FUNCTIONS(X)         \
    X(createIndex)                         \
    X(disposeIndex)                        \
    X(parseTranslationUnit2)               \
    X(disposeTranslationUnit)              \
    X(getTranslationUnitCursor)            \
    X(getClangVersion)                     \
    X(getCString)                          \
    X(disposeString)                       \
    X(getNumDiagnostics)                   \
    X(getDiagnostic)                       \
    X(getDiagnosticSeverity)               \
    X(getDiagnosticLocation)               \
    X(getDiagnosticSpelling)               \
    X(getDiagnosticOption)                 \
    X(getDiagnosticNumRanges)              \
    X(getDiagnosticRange)                  \
    X(getChildDiagnostics)                 \
    X(getNumDiagnosticsInSet)              \
    X(getDiagnosticInSet)                  \
    X(disposeDiagnostic)                   \
    X(getInclusions)                       \
    X(getFileName)                         \
    X(File_isEqual)                        \
    X(getFileContents)                     \
    X(getExpansionLocation)                \
    X(getFileLocation)                     \
    X(Location_isInSystemHeader)           \
    X(getRangeStart)                       \
    X(getRangeEnd)                         \
    X(getLocationForOffset)                \
    X(getRange)                            \
    X(tokenize)                            \
    X(disposeTokens)                       \
    X(getTokenKind)                        \
    X(getTokenSpelling)                    \
    X(getTokenExtent)                      \
    X(visitChildren)                       \
    X(getCursorKind)                       \
    X(isExpression)                        \
    X(isTranslationUnit)                   \
    X(isInvalid)                           \
    X(equalCursors)                        \
    X(getNullCursor)                       \
    X(Cursor_isNull)                       \
    X(hashCursor)                          \
    X(getCursorSpelling)                   \
    X(getCursorLocation)                   \
    X(getCursorExtent)                     \
    X(getCursorSemanticParent)             \
    X(getCursorDefinition)                 \
    X(getCanonicalCursor)                  \
    X(getCursorReferenced)                 \
    X(getSpecializedCursorTemplate)        \
    X(isCursorDefinition)                  \
    X(getCXXAccessSpecifier)               \
    X(CXXMethod_isStatic)                  \
    X(CXXMethod_isConst)                   \
    X(CXXMethod_isPureVirtual)             \
    X(CXXMethod_isVirtual)                 \
    X(CXXConstructor_isDefaultConstructor) \
    X(CXXRecord_isAbstract)                \
    X(isVirtualBase)                       \
    X(Cursor_isAnonymous)                  \
    X(Cursor_isInlineNamespace)            \
    X(Cursor_isBitField)                   \
    X(Cursor_getNumArguments)              \
    X(Cursor_getArgument)                  \
    X(Cursor_getRawCommentText)            \
    X(getCursorType)                       \
    X(getCursorResultType)                 \
    X(getCanonicalType)                    \
    X(getTypeSpelling)                     \
    X(getTypeDeclaration)                  \
    X(getPointeeType)                      \
    X(isConstQualifiedType)                \
    X(isFunctionTypeVariadic)              \
    X(equalTypes)                          \
    X(Type_getSizeOf)                      \
    X(Type_getNumTemplateArguments)        \
    X(Type_getTemplateArgumentAsType)      \
    X(Type_getCXXRefQualifier)             \
    X(Type_visitFields)

/// The table of functions of one loaded library. Never unloaded: libLLVM leaves handlers behind.
struct ClangApi {
#define COWORKS_DECLARE(name) decltype(&clang_##name) name = nullptr;
    COWORKS_CLANG_FUNCTIONS(COWORKS_DECLARE)
#undef COWORKS_DECLARE
    decltype(&clang_CXXMethod_isDeleted) CXXMethod_isDeleted = nullptr;  ///< since 16

    std::string library{};  ///< what was opened
};

/// Opens `library`, or the newest one that is installed (19, 16, 15, 14) if it is empty.
Result<ClangApi> open_clang(std::string const& library = {});

}  // namespace coworks::entries
