#include "json/node.hpp"

#include <algorithm>
#include <bit>
#include <new>

namespace coworks {

namespace {

/// An index is one count of slots, then the slots: places of members, found by linear probing.
std::uint32_t slots_of(std::size_t members) noexcept {
    return static_cast<std::uint32_t>(std::bit_ceil(members * 2));
}

}  // namespace

void Json::make_long_text(std::string_view text) {
    void* const memory = ::operator new(sizeof(StringNode) + text.size());
    auto* const made = new (memory) StringNode;
    made->size = made->capacity = text.size();
    text.copy(made->text(), text.size());
    adopt(Kind::string, made);
}

// Nodes to destroy form a list through their `capacity`, so that no depth of nesting needs the stack.
void Json::release(Node* first) noexcept {
    if (first->refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    first->capacity = 0;
    for (Node* at = first; at != nullptr;) {
        Node* next = std::bit_cast<Node*>(at->capacity);
        auto const drop = [&next](Json& value) {
            if (!value.on_heap()) return;
            Node* const child = value.node();
            if (child->refs.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
            child->capacity = std::bit_cast<std::size_t>(next);
            next = child;
        };
        if (at->kind == Kind::array) {
            auto* const array = static_cast<ArrayNode*>(at);
            for (std::size_t i = 0; i < array->size; ++i)
                drop(array->items()[i]);
        } else if (at->kind == Kind::object) {
            auto* const object = static_cast<ObjectNode*>(at);
            for (std::size_t i = 0; i < object->size; ++i) {
                drop(object->members()[i].name_value);
                drop(object->members()[i].value);
            }
            delete[] object->index.load(std::memory_order_relaxed);
        }
        if (at->sourced) {
            Json* const source = reinterpret_cast<Json*>(at) - 1;
            drop(*source);
            ::operator delete(source);
        } else {
            ::operator delete(at);
        }
        at = next;
    }
}

std::uint32_t& Json::ObjectNode::entry_of(std::uint32_t* slots, std::string_view name) noexcept {
    std::uint32_t const mask = slots[0] - 1;
    auto slot = static_cast<std::uint32_t>(detail::hash_of(name)) & mask;
    while (slots[slot + 1] != kNoEntry && members()[slots[slot + 1]].name() != name)
        slot = (slot + 1) & mask;
    return slots[slot + 1];
}

std::uint32_t* Json::ObjectNode::make_index(std::size_t count) noexcept {
    std::uint32_t const slots = slots_of(count);
    auto* const made = new (std::nothrow) std::uint32_t[slots + std::size_t{1}];
    if (made == nullptr) return nullptr;
    made[0] = slots;
    std::fill_n(made + 1, slots, kNoEntry);
    for (std::size_t i = 0; i < size; ++i)
        entry_of(made, members()[i].name()) = static_cast<std::uint32_t>(i);
    return made;
}

std::size_t Json::ObjectNode::find_indexed(std::string_view name) noexcept {
    std::uint32_t* found = index.load(std::memory_order_acquire);
    if (found == nullptr) {
        std::uint32_t* const made = make_index(size);
        if (made == nullptr) {
            auto const is_it = [name](Member const& member) { return member.name() == name; };
            return static_cast<std::size_t>(std::find_if(members(), members() + size, is_it) - members());
        }
        // Two threads may make it at once; the first to publish wins, and both have read the same members.
        if (index.compare_exchange_strong(found, made, std::memory_order_acq_rel)) {
            found = made;
        } else {
            delete[] made;
        }
    }
    std::uint32_t const entry = entry_of(found, name);
    return entry == kNoEntry ? size : entry;
}

}  // namespace coworks
