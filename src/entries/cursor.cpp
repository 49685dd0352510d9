#include "entries/cursor.hpp"

namespace coworks::entries {
namespace {

struct Spot {
    CXFile file = nullptr;
    unsigned offset = 0;
};

/// Where a location is written. Inside a macro's expansion that is the macro's use.
Spot spot(ClangApi const& api, CXSourceLocation location) {
    Spot result;
    api.getExpansionLocation(location, &result.file, nullptr, nullptr, &result.offset);
    return result;
}

/// The canonical names of the standard's texts, as everybody writes them.
std::string with_short_names(std::string text) {
    for (auto const& [canonical, shorter] :
         {std::pair<std::string_view, std::string_view>{"std::basic_string<char>", "std::string"},
          {"std::basic_string_view<char>", "std::string_view"}}) {
        for (auto at = text.find(canonical); at != std::string::npos; at = text.find(canonical, at)) {
            text.replace(at, canonical.size(), shorter);
        }
    }
    return text;
}

}  // namespace

std::string take(ClangApi const& api, CXString text) {
    auto const* chars = api.getCString(text);
    std::string result = chars ? chars : "";
    api.disposeString(text);
    return result;
}

std::string Cursor::name() const {
    return take(*api_, api_->getCursorSpelling(cursor_));
}

std::string Cursor::qualified_name() const {
    std::string result = name();
    for (auto scope = parent(); scope && !scope.is_translation_unit(); scope = scope.parent()) {
        if (scope.kind() == CXCursor_Namespace && scope.is_inline_namespace()) continue;
        if (auto const scope_name = scope.name(); !scope_name.empty()) result = scope_name + "::" + result;
    }
    return result;
}

std::vector<Cursor> Cursor::children() const {
    struct Context {
        ClangApi const& api;
        std::vector<Cursor> found;
    } context{*api_, {}};
    api_->visitChildren(
        cursor_,
        [](CXCursor child, CXCursor, CXClientData data) {
            auto& c = *static_cast<Context*>(data);
            c.found.emplace_back(c.api, child);
            return CXChildVisit_Continue;
        },
        &context);
    return std::move(context.found);
}

CppType Cursor::type() const {
    return {*api_, api_->getCursorType(cursor_)};
}

CppType Cursor::result_type() const {
    return {*api_, api_->getCursorResultType(cursor_)};
}

std::vector<Cursor> Cursor::arguments() const {
    std::vector<Cursor> result;
    auto const count = api_->Cursor_getNumArguments(cursor_);
    for (int i = 0; i < count; ++i) {
        result.emplace_back(*api_, api_->Cursor_getArgument(cursor_, static_cast<unsigned>(i)));
    }
    return result;
}

std::string Cursor::raw_comment() const {
    return take(*api_, api_->Cursor_getRawCommentText(cursor_));
}

Place Cursor::place() const {
    auto const [file, offset] = spot(*api_, api_->getCursorLocation(cursor_));
    return {.file = take(*api_, api_->getFileName(file)),
            .offset = offset,
            .length = std::max<std::size_t>(name().size(), 1)};
}

std::size_t Cursor::offset() const {
    return spot(*api_, api_->getCursorLocation(cursor_)).offset;
}

CXFile Cursor::file() const {
    return spot(*api_, api_->getCursorLocation(cursor_)).file;
}

std::pair<std::size_t, std::size_t> Cursor::extent() const {
    auto const range = api_->getCursorExtent(cursor_);
    return {spot(*api_, api_->getRangeStart(range)).offset, spot(*api_, api_->getRangeEnd(range)).offset};
}

std::string CppType::canonical_spelling() const {
    return with_short_names(canonical().spelling());
}

std::string CppType::spelling() const {
    return take(*api_, api_->getTypeSpelling(type_));
}

std::string CppType::key() const {
    auto const type = canonical();
    auto text = type.spelling();
    constexpr std::string_view kConst = "const ";
    if (type.is_const() && text.starts_with(kConst)) text.erase(0, kConst.size());
    return with_short_names(std::move(text));
}

std::vector<CppType> CppType::template_arguments() const {
    std::vector<CppType> result;
    auto const count = api_->Type_getNumTemplateArguments(type_);
    for (int i = 0; i < count; ++i) {
        result.emplace_back(*api_, api_->Type_getTemplateArgumentAsType(type_, static_cast<unsigned>(i)));
    }
    return result;
}

std::vector<Cursor> CppType::fields() const {
    struct Context {
        ClangApi const& api;
        std::vector<Cursor> found;
    } context{*api_, {}};
    api_->Type_visitFields(
        type_,
        [](CXCursor field, CXClientData data) {
            auto& c = *static_cast<Context*>(data);
            c.found.emplace_back(c.api, field);
            return CXVisit_Continue;
        },
        &context);
    return std::move(context.found);
}

}  // namespace coworks::entries
