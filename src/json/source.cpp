// Values that remember the text they came as: nodes with their source before them in memory, so that others don't pay.

#include <new>

#include "json/node.hpp"

namespace coworks {

namespace {

/// A node of type N followed by `bytes`, its source before it if that is not empty.
template <class N>
N* make_node(std::size_t bytes, std::string_view source) {
    std::size_t const before = source.empty() ? 0 : sizeof(Json);
    auto* const memory = static_cast<char*>(::operator new(before + sizeof(N) + bytes));
    if (!source.empty()) new (memory) Json(source);
    auto* const made = new (memory + before) N;
    made->sourced = !source.empty();
    return made;
}

}  // namespace

std::string_view Json::source() const noexcept {
    if (!on_heap() || !node()->sourced) return {};
    return (reinterpret_cast<Json const*>(node()) - 1)->as_string();
}

Json Json::with_source(std::string_view text) const {
    return text == source() ? *this : copied(text);
}

Json Json::without_source() const {
    return source().empty() ? *this : copied({});
}

/// A copy that shares what is inside.
Json Json::copied(std::string_view source) const {
    Json copy;
    if (is_string()) {
        std::string_view const text = as_string();
        if (source.empty()) return text;
        auto* const made = make_node<StringNode>(text.size(), source);
        made->size = made->capacity = text.copy(made->text(), text.size());
        copy.adopt(Kind::string, made);
    } else if (is_array()) {
        auto* const made = make_node<ArrayNode>(size() * sizeof(Json), source);
        made->capacity = size();
        for (Json const& item : items())
            new (&made->items()[made->size++]) Json(item);
        copy.adopt(Kind::array, made);
    } else if (is_object()) {
        auto* const made = make_node<ObjectNode>(size() * sizeof(Member), source);
        made->capacity = size();
        for (Member const& member : members())
            new (&made->members()[made->size++]) Member(member);
        copy.adopt(Kind::object, made);
    } else {
        Bytes const value = on_heap() ? static_cast<ScalarNode*>(node())->value : bytes_;
        if (source.empty()) {
            copy.bytes_ = value;
            return copy;
        }
        auto* const made = make_node<ScalarNode>(0, source);
        made->value = value;
        copy.adopt(kind(), made);
    }
    return copy;
}

}  // namespace coworks
