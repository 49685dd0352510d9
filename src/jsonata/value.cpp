#include "jsonata/value.hpp"

#include <functional>

namespace coworks::jsonata {

Value* Object::find(std::string_view name) const noexcept {
    if (index == nullptr) {
        for (std::size_t i = 0; i < size; ++i)
            if (entries[i].name == name) return &entries[i].value;
        return nullptr;
    }
    std::size_t const mask = index_capacity - 1;
    for (std::size_t at = std::hash<std::string_view>()(name) & mask; index[at] != 0; at = (at + 1) & mask)
        if (entries[index[at] - 1].name == name) return &entries[index[at] - 1].value;
    return nullptr;
}

Value member(Value const& object, std::string_view name) noexcept {
    if (object.tag == Value::Tag::json_object) {
        Json const* const found = object.json->find(name);
        return found != nullptr ? Value(*found) : Value();
    }
    if (object.tag == Value::Tag::object) {
        Value const* const found = object.object->find(name);
        return found != nullptr ? *found : Value();
    }
    return {};
}

std::size_t member_count(Value const& object) noexcept {
    if (object.tag == Value::Tag::json_object) return object.json->size();
    return object.tag == Value::Tag::object ? object.object->size : 0;
}

}  // namespace coworks::jsonata
