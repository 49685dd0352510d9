// New values from old ones: nodes with one owner are changed in place, shared ones are copied, their children shared.

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

#include "json/node.hpp"

namespace coworks {

namespace {

/// A node of `capacity` elements with the contents of `old`, which may be null. If `old` has one owner its contents
/// move (as bytes: a Json holds no pointer into itself) and only its shell is freed.
template <class N, class Element, class Count>
N* grown(N* old, std::size_t capacity, bool sole_owner, Count const& retain) {
    void* const memory = ::operator new(sizeof(N) + capacity * sizeof(Element));
    auto* const made = new (memory) N;
    made->capacity = capacity;
    if (old == nullptr) return made;
    made->size = old->size;
    std::memcpy(static_cast<void*>(made + 1), old + 1, old->size * sizeof(Element));
    if (!sole_owner) retain(made);
    return made;
}

/// Whether a node may be changed in place: by its one owner. What has a source is copied, so that its copy has none.
template <class N>
bool changeable(N const* node) {
    return node != nullptr && !node->sourced && node->refs.load(std::memory_order_acquire) == 1;
}

}  // namespace

Json::ArrayNode* Json::own_array(std::size_t capacity) {
    auto* const old = on_heap() ? static_cast<ArrayNode*>(node()) : nullptr;
    bool const sole = changeable(old);
    if (sole && old->capacity >= capacity) return old;
    std::size_t const room = sole ? std::max(capacity, old->capacity * 2) : capacity;
    auto* const made = grown<ArrayNode, Json>(old, room, sole, [](ArrayNode* copy) {
        for (std::size_t i = 0; i < copy->size; ++i)
            copy->items()[i].retain();
    });
    if (sole) {
        ::operator delete(old);
    } else if (old != nullptr) {
        release(old);
    }
    adopt(Kind::array, made);
    return made;
}

Json::ObjectNode* Json::own_object(std::size_t capacity) {
    auto* const old = on_heap() ? static_cast<ObjectNode*>(node()) : nullptr;
    bool const sole = changeable(old);
    if (sole && old->capacity >= capacity) return old;
    std::size_t const room = sole ? std::max(capacity, old->capacity * 2) : capacity;
    auto* const made = grown<ObjectNode, Member>(old, room, sole, [](ObjectNode* copy) {
        for (std::size_t i = 0; i < copy->size; ++i) {
            copy->members()[i].name_value.retain();
            copy->members()[i].value.retain();
        }
    });
    if (sole) {
        made->index.store(old->index.load(std::memory_order_relaxed), std::memory_order_relaxed);
        ::operator delete(old);
    } else if (old != nullptr) {
        release(old);
    }
    adopt(Kind::object, made);
    return made;
}

void Json::ObjectNode::add(Json name, Json value) noexcept {
    std::size_t const place = size++;
    new (&members()[place]) Member{std::move(name), std::move(value)};
    std::uint32_t* const slots = index.load(std::memory_order_relaxed);
    if (slots == nullptr) return;
    if (size * 4 > std::size_t{slots[0]} * 3) {
        drop_index();
        return;
    }
    entry_of(slots, members()[place].name()) = static_cast<std::uint32_t>(place);
}

void Json::ObjectNode::drop_index() noexcept {
    delete[] index.exchange(nullptr, std::memory_order_relaxed);
}

Json Json::with(std::string_view name, Json value) const& {
    return Json(*this).with(name, std::move(value));
}

Json Json::with(std::string_view name, Json value) && {
    if (!is_object() && !is_null()) wrong_kind("an object");
    ObjectNode* object = on_heap() ? static_cast<ObjectNode*>(node()) : nullptr;
    std::size_t const size = object != nullptr ? object->size : 0;
    std::size_t const place = object != nullptr ? object->place_of(name) : 0;
    if (place < size) {
        own_object(size)->members()[place].value = std::move(value);
    } else {
        Json name_value(name);
        own_object(size + 1)->add(std::move(name_value), std::move(value));
    }
    return std::move(*this);
}

Json Json::without(std::string_view name) const& {
    return Json(*this).without(name);
}

Json Json::without(std::string_view name) && {
    if (!is_object()) wrong_kind("an object");
    if (!contains(name)) return std::move(*this);
    ObjectNode* const object = own_object(size());
    std::size_t const place = object->place_of(name);
    object->drop_index();
    std::move(object->members() + place + 1, object->members() + object->size, object->members() + place);
    std::destroy_at(&object->members()[--object->size]);
    return std::move(*this);
}

Json Json::with_item(std::size_t index, Json value) const& {
    return Json(*this).with_item(index, std::move(value));
}

Json Json::with_item(std::size_t index, Json value) && {
    if (!is_array()) wrong_kind("an array");
    if (index >= size())
        throw JsonError("there is no item " + std::to_string(index) + " in an array of " + std::to_string(size()));
    own_array(size())->items()[index] = std::move(value);
    return std::move(*this);
}

Json Json::appended(Json value) const& {
    return Json(*this).appended(std::move(value));
}

Json Json::appended(Json value) && {
    if (!is_array() && !is_null()) wrong_kind("an array");
    ArrayNode* const array = own_array(size() + 1);
    new (&array->items()[array->size++]) Json(std::move(value));
    return std::move(*this);
}

}  // namespace coworks
