#include "jsonata/heap.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

#include "jsonata/failure.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::size_t kBlockBytesMax = 1 << 20;
/// Objects up to this size are searched one by one.
constexpr std::size_t kScanMax = 8;
/// A member of a Java map: its entry.
constexpr std::size_t kMemberBytes = 40;

}  // namespace

void Heap::throw_exceeded() {
    throw memory_exceeded();
}

void Heap::refill(std::size_t bytes) {
    std::size_t const size = std::max(bytes, block_bytes_);
    if (size > left_) throw memory_exceeded();
    left_ -= size;
    block_bytes_ = std::min(block_bytes_ * 2, kBlockBytesMax);
    blocks_.emplace_back(static_cast<char*>(::operator new(size)));
    next_ = blocks_.back().get();
    end_ = next_ + size;
}

Array* Heap::array(std::size_t capacity) {
    Array* const made = make<Array>();
    if (capacity > 0) grow(*made, capacity);
    return made;
}

void Heap::grow(Array& to, std::size_t capacity) {
    std::size_t const wanted = std::max(capacity, to.size == 0 ? capacity : to.size * 2);
    auto* const buffer =
        new (allocate(sizeof(Buffer) + wanted * sizeof(Value))) Buffer{.used = to.size, .capacity = wanted};
    if (to.size > 0) std::memcpy(static_cast<void*>(buffer->items()), to.items(), to.size * sizeof(Value));
    to.buffer = buffer;
}

void Heap::push_all(Array& to, Value const& array) {
    Items const items(array);
    if (items.size() == 0) return;
    if (to.buffer == nullptr && array.tag == Value::Tag::array) {  // nothing to keep: share
        to.buffer = array.array->buffer;
        to.size = array.array->size;
        return;
    }
    std::size_t const size = to.size + items.size();
    if (to.buffer == nullptr || to.buffer->used != to.size || to.buffer->capacity < size) {
        grow(to, size);
        bill_items(size);
    }
    Value* const end = to.items() + to.size;
    for (std::size_t i = 0; i < items.size(); ++i)
        end[i] = items[i];
    to.size = to.buffer->used = size;
}

Array* Heap::share(Array const& of) {
    Array* const made = make<Array>();
    made->buffer = of.buffer;
    made->size = of.size;
    return made;
}

Value Heap::text(std::string_view copied) {
    bill(copied.size());
    auto* const bytes = static_cast<char*>(allocate(copied.size()));
    if (!copied.empty()) std::memcpy(bytes, copied.data(), copied.size());
    return borrowed_text({bytes, copied.size()});
}

Value Heap::concat(Value const& left, std::string_view right) {
    std::string_view const before = left.string();
    if (right.empty()) return left;
    if (right.size() >= 3 && static_cast<unsigned char>(right[0]) == 0xed) {  // a surrogate may find its other half
        std::string joined(before);
        append_text(joined, right);
        return text(joined);
    }
    Text const* const text = left.tag == Value::Tag::text ? left.text : nullptr;
    std::size_t const size = before.size() + right.size();
    if (text != nullptr && text->buffer != nullptr && text->buffer->used == text->size &&
        text->buffer->capacity >= size) {
        bill(right.size());
        std::memcpy(const_cast<char*>(text->data) + text->size, right.data(), right.size());
        text->buffer->used = size;
        return Value(make<Text>(text->data, size, text->buffer));
    }
    bill(size);
    // Room to grow for what has been appended to already: building a text bit by bit stays linear.
    std::size_t const capacity = text != nullptr && text->buffer != nullptr ? size * 2 : size + 32;
    auto* const buffer =
        new (allocate(sizeof(Text::Buffer) + capacity)) Text::Buffer{.used = size, .capacity = capacity};
    auto* const bytes = reinterpret_cast<char*>(buffer + 1);
    if (!before.empty()) std::memcpy(bytes, before.data(), before.size());
    std::memcpy(bytes + before.size(), right.data(), right.size());
    return Value(make<Text>(bytes, size, buffer));
}

Object* Heap::object(std::size_t capacity) {
    Object* const made = make<Object>();
    if (capacity > 0) {
        made->entries = static_cast<Object::Entry*>(allocate(capacity * sizeof(Object::Entry)));
        made->capacity = capacity;
    }
    return made;
}

void Heap::make_index(Object& object) {
    std::size_t capacity = 32;
    while (capacity < object.capacity * 2)
        capacity *= 2;
    object.index = static_cast<std::uint32_t*>(allocate(capacity * sizeof(std::uint32_t)));
    object.index_capacity = capacity;
    std::fill_n(object.index, capacity, 0U);
    for (std::size_t i = 0; i < object.size; ++i) {
        std::size_t at = std::hash<std::string_view>()(object.entries[i].name) & (capacity - 1);
        while (object.index[at] != 0)
            at = (at + 1) & (capacity - 1);
        object.index[at] = static_cast<std::uint32_t>(i + 1);
    }
}

void Heap::set(Object& object, std::string_view name, Value value) {
    if (Value* const found = object.find(name)) {
        *found = value;
        return;
    }
    bill(kMemberBytes);
    bool const grows = object.size == object.capacity;
    if (grows) {
        std::size_t const capacity = std::max<std::size_t>(4, object.capacity * 2);
        auto* const entries = static_cast<Object::Entry*>(allocate(capacity * sizeof(Object::Entry)));
        std::copy_n(object.entries, object.size, entries);
        object.entries = entries;
        object.capacity = capacity;
    }
    object.entries[object.size++] = {name, value};
    if (object.size <= kScanMax) return;
    if (grows || object.index == nullptr) {
        make_index(object);
        return;
    }
    std::size_t at = std::hash<std::string_view>()(name) & (object.index_capacity - 1);
    while (object.index[at] != 0)
        at = (at + 1) & (object.index_capacity - 1);
    object.index[at] = static_cast<std::uint32_t>(object.size);
}

void Heap::erase(Object& object, std::string_view name) {
    Value* const found = object.find(name);
    if (found == nullptr) return;
    std::size_t place = 0;
    while (&object.entries[place].value != found)
        ++place;
    std::copy(object.entries + place + 1, object.entries + object.size, object.entries + place);
    --object.size;
    object.index = nullptr;
    if (object.size > kScanMax) make_index(object);
}

}  // namespace coworks::jsonata
