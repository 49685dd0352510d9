// Builders and the named makers of arrays and objects.

#include <new>

#include "json/node.hpp"

namespace coworks {

void Json::ArrayBuilder::reserve(std::size_t items) {
    if (items > 0) array_.own_array(items);
}

void Json::ArrayBuilder::push_back(Json item) {
    array_ = std::move(array_).appended(std::move(item));
}

Json Json::ArrayBuilder::finish() {
    return std::exchange(array_, empty(Kind::array));
}

void Json::ObjectBuilder::reserve(std::size_t members) {
    if (members > 0) object_.own_object(members);
}

void Json::ObjectBuilder::set(std::string_view name, Json value) {
    object_ = std::move(object_).with(name, std::move(value));
}

Json Json::ObjectBuilder::finish() {
    return std::exchange(object_, empty(Kind::object));
}

Json::ArrayBuilder Json::to_array_builder() && {
    if (!is_array()) wrong_kind("an array");
    ArrayBuilder builder;
    builder.array_ = std::move(*this);
    return builder;
}

Json::ObjectBuilder Json::to_object_builder() && {
    if (!is_object()) wrong_kind("an object");
    ObjectBuilder builder;
    builder.object_ = std::move(*this);
    return builder;
}

Json Json::array(std::initializer_list<Json> items) {
    ArrayBuilder builder;
    builder.reserve(items.size());
    for (Json const& item : items)
        builder.push_back(item);
    return builder.finish();
}

Json Json::array(std::vector<Json> items) {
    return detail::JsonAccess::array_of(items);
}

Json Json::object(std::initializer_list<std::pair<std::string_view, Json>> members) {
    ObjectBuilder builder;
    builder.reserve(members.size());
    for (auto const& [name, value] : members)
        builder.set(name, value);
    return builder.finish();
}

Json detail::JsonAccess::array_of(std::span<Json> items) {
    Json array = Json::empty(Json::Kind::array);
    if (items.empty()) return array;
    auto* const node = array.own_array(items.size());
    for (Json& item : items)
        new (&node->items()[node->size++]) Json(std::move(item));
    return array;
}

Json detail::JsonAccess::object_of(std::span<Json> names_and_values) {
    Json object = Json::empty(Json::Kind::object);
    if (names_and_values.empty()) return object;
    std::size_t const count = names_and_values.size() / 2;
    auto* const node = object.own_object(count);
    std::uint32_t* const slots = count > Json::kScanMax ? node->make_index(count) : nullptr;
    node->index.store(slots, std::memory_order_relaxed);
    for (std::size_t i = 0; i < names_and_values.size(); i += 2) {
        Json& name = names_and_values[i];
        Json& value = names_and_values[i + 1];
        std::uint32_t* const entry = slots != nullptr ? &node->entry_of(slots, name.as_string()) : nullptr;
        std::size_t const place = entry != nullptr ? *entry : node->place_of(name.as_string());
        if (place < node->size) {
            node->members()[place].value = std::move(value);
            continue;
        }
        if (entry != nullptr) *entry = static_cast<std::uint32_t>(node->size);
        new (&node->members()[node->size++]) Json::Member{std::move(name), std::move(value)};
    }
    return object;
}

}  // namespace coworks
