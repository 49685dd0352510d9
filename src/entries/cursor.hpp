#pragma once

/// Small values over libclang's cursors and types, so that the reader reads like what it looks for.

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entries/clang_api.hpp"

namespace coworks::entries {

class CppType;

/// A stretch of a source file, in bytes.
struct Place {
    std::string file{};
    std::size_t offset = 0;
    std::size_t length = 1;

    auto operator<=>(Place const&) const = default;
};

/// A declaration, reference or expression of the translation unit. Valid as long as that is.
class Cursor {
public:
    Cursor(ClangApi const& api, CXCursor cursor) noexcept : api_(&api), cursor_(cursor) {}

    explicit operator bool() const { return !api_->Cursor_isNull(cursor_) && !api_->isInvalid(kind()); }
    CXCursorKind kind() const { return api_->getCursorKind(cursor_); }
    /// Its kind has another number in libclang 14.
    bool is_translation_unit() const { return api_->isTranslationUnit(kind()) != 0; }
    bool is_expression() const { return api_->isExpression(kind()) != 0; }
    std::string name() const;
    /// With all namespaces and classes around it, but for inline namespaces: "std::vector", "shop::Order".
    std::string qualified_name() const;
    std::vector<Cursor> children() const;
    Cursor parent() const { return {*api_, api_->getCursorSemanticParent(cursor_)}; }
    Cursor definition() const { return {*api_, api_->getCursorDefinition(cursor_)}; }
    Cursor canonical() const { return {*api_, api_->getCanonicalCursor(cursor_)}; }
    Cursor specialized_template() const { return {*api_, api_->getSpecializedCursorTemplate(cursor_)}; }
    bool is_definition() const { return api_->isCursorDefinition(cursor_) != 0; }
    CppType type() const;
    CppType result_type() const;
    std::vector<Cursor> arguments() const;
    std::string raw_comment() const;

    bool is_public() const { return api_->getCXXAccessSpecifier(cursor_) == CX_CXXPublic; }
    bool is_static() const { return api_->CXXMethod_isStatic(cursor_) != 0; }
    bool is_const() const { return api_->CXXMethod_isConst(cursor_) != 0; }
    bool is_pure_virtual() const { return api_->CXXMethod_isPureVirtual(cursor_) != 0; }
    bool is_virtual() const { return api_->CXXMethod_isVirtual(cursor_) != 0; }
    bool is_virtual_base() const { return api_->isVirtualBase(cursor_) != 0; }
    bool is_default_constructor() const { return api_->CXXConstructor_isDefaultConstructor(cursor_) != 0; }
    bool is_abstract() const { return api_->CXXRecord_isAbstract(cursor_) != 0; }
    bool is_anonymous() const { return api_->Cursor_isAnonymous(cursor_) != 0; }
    bool is_bit_field() const { return api_->Cursor_isBitField(cursor_) != 0; }
    bool is_inline_namespace() const { return api_->Cursor_isInlineNamespace(cursor_) != 0; }
    bool is_in_system_header() const { return api_->Location_isInSystemHeader(api_->getCursorLocation(cursor_)) != 0; }

    /// Of the name, in the file where it is written (the use of a macro, not its definition).
    Place place() const;
    std::size_t offset() const;
    /// The file of the declaration; null for what the compiler made itself.
    CXFile file() const;
    /// From the first to past the last byte of the declaration, in file().
    std::pair<std::size_t, std::size_t> extent() const;

    friend bool operator==(Cursor const& a, Cursor const& b) { return a.api_->equalCursors(a.cursor_, b.cursor_) != 0; }
    ClangApi const& api() const { return *api_; }
    CXCursor raw() const { return cursor_; }

private:
    ClangApi const* api_;
    CXCursor cursor_;
};

class CppType {
public:
    CppType(ClangApi const& api, CXType type) noexcept : api_(&api), type_(type) {}

    CXTypeKind kind() const { return type_.kind; }
    explicit operator bool() const { return type_.kind != CXType_Invalid; }
    std::string spelling() const;
    /// Without aliases and using directives, so that it means the same everywhere: "const std::string &".
    std::string canonical_spelling() const;
    CppType canonical() const { return {*api_, api_->getCanonicalType(type_)}; }
    CppType pointee() const { return {*api_, api_->getPointeeType(type_)}; }
    bool is_const() const { return api_->isConstQualifiedType(type_) != 0; }
    bool is_reference() const { return kind() == CXType_LValueReference || kind() == CXType_RValueReference; }
    /// The same without const: how two types are compared and how generated code writes them.
    std::string key() const;
    Cursor declaration() const { return {*api_, api_->getTypeDeclaration(type_)}; }
    std::vector<CppType> template_arguments() const;
    long long size() const { return api_->Type_getSizeOf(type_); }
    std::vector<Cursor> fields() const;
    /// Of a function: whether it ends in "...".
    bool is_variadic() const { return api_->isFunctionTypeVariadic(type_) != 0; }
    CXRefQualifierKind ref_qualifier() const { return api_->Type_getCXXRefQualifier(type_); }

private:
    ClangApi const* api_;
    CXType type_;
};

/// The text of a CXString, which it disposes of.
std::string take(ClangApi const& api, CXString text);

}  // namespace coworks::entries
