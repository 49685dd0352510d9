#pragma once

// The representation of coworks::Json and what must be inlined; included by coworks/json.hpp alone.

#include <atomic>
#include <cstring>
#include <limits>

namespace coworks {

/// What every shared node begins with. `refs` counts owners; a node with one owner may be changed in place by it.
struct Json::Node {
    std::atomic<std::uint32_t> refs{1};
    Kind kind = Kind::null;
    bool sourced = false;      ///< the memory before the node holds its source, a string value; never changed in place
    std::size_t size = 0;      ///< bytes, items or members
    std::size_t capacity = 0;  ///< likewise; while a tree is destroyed, the next node to destroy
};

struct Json::StringNode : Node {
    char* text() noexcept { return reinterpret_cast<char*>(this + 1); }
};

struct Json::ArrayNode : Node {
    Json* items() noexcept { return reinterpret_cast<Json*>(this + 1); }
};

struct Json::ObjectNode : Node {
    std::atomic<std::uint32_t*> index{nullptr};  ///< made on the first look-up in a large object
    static constexpr std::uint32_t kNoEntry = 0xffffffff;

    Member* members() noexcept;
    /// The place of the member of that name, or `size`.
    std::size_t place_of(std::string_view name) noexcept;
    std::size_t find_indexed(std::string_view name) noexcept;
    /// An index with room for `count` members, holding those that are there; nullptr without memory for it.
    std::uint32_t* make_index(std::size_t count) noexcept;
    /// The index's entry for that name: kNoEntry in it if there is no such member.
    std::uint32_t& entry_of(std::uint32_t* slots, std::string_view name) noexcept;
    /// Adds a member whose name is new; there is room.
    void add(Json name, Json value) noexcept;
    void drop_index() noexcept;
};

struct Json::ScalarNode : Node {
    Bytes value;
};

template <class T>
T Json::load() const noexcept {
    T value;
    std::memcpy(&value, bytes_.payload, sizeof(T));
    return value;
}

template <class T>
void Json::store(Kind kind, T payload) noexcept {
    std::memcpy(bytes_.payload, &payload, sizeof(T));
    bytes_.tag = static_cast<std::uint8_t>(kind);
}

inline Json::Node* Json::node() const noexcept {
    return load<Shared>().node;
}
inline Json::Kind Json::kind() const noexcept {
    return static_cast<Kind>(bytes_.tag & ~kHeap);
}

template <class T>
T Json::scalar() const noexcept {
    if (!on_heap()) return load<T>();
    T value;
    std::memcpy(&value, static_cast<ScalarNode*>(node())->value.payload, sizeof(T));
    return value;
}

inline void Json::retain() const noexcept {
    if (on_heap()) node()->refs.fetch_add(1, std::memory_order_relaxed);
}

inline Json Json::empty(Kind kind) noexcept {
    Json made;
    made.bytes_.tag = static_cast<std::uint8_t>(kind);
    return made;
}

inline void Json::adopt(Kind kind, Node* made) noexcept {
    made->kind = kind;
    store(kind, Shared{made});
    bytes_.tag |= kHeap;
}

template <std::same_as<bool> B>
Json::Json(B value) noexcept {
    store(Kind::boolean, value);
}

template <std::integral I>
    requires(!std::same_as<I, bool> && !std::same_as<I, char> && !std::same_as<I, wchar_t> &&
             !std::same_as<I, char8_t> && !std::same_as<I, char16_t> && !std::same_as<I, char32_t>)
Json::Json(I value) noexcept {
    if constexpr (std::unsigned_integral<I>) {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            store(Kind::unsigned_integer, static_cast<std::uint64_t>(value));
            return;
        }
    }
    store(Kind::integer, static_cast<std::int64_t>(value));
}

inline Json::Json(double value) noexcept {
    store(Kind::real, value);
}

inline Json::Json(std::string_view text) {
    if (text.size() > kInlineTextMax) {
        make_long_text(text);
        return;
    }
    bytes_.tag = static_cast<std::uint8_t>(Kind::string);
    bytes_.length = static_cast<std::uint8_t>(text.size());
    // Two moves that may overlap instead of a call of memcpy for a length that is known only here.
    char const* const from = text.data();
    std::size_t const size = text.size();
    if (size >= 8) {
        std::memcpy(bytes_.payload, from, 8);
        std::memcpy(bytes_.payload + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(bytes_.payload, from, 4);
        std::memcpy(bytes_.payload + size - 4, from + size - 4, 4);
    } else if (size > 0) {
        bytes_.payload[0] = static_cast<unsigned char>(from[0]);
        bytes_.payload[size / 2] = static_cast<unsigned char>(from[size / 2]);
        bytes_.payload[size - 1] = static_cast<unsigned char>(from[size - 1]);
    }
}

inline Json::Json(Json const& other) noexcept : bytes_(other.bytes_) {
    retain();
}

inline Json::Json(Json&& other) noexcept : bytes_(other.bytes_) {
    other.bytes_.tag = 0;
}

inline Json& Json::operator=(Json const& other) noexcept {
    Json copy(other);
    return *this = std::move(copy);
}

inline Json& Json::operator=(Json&& other) noexcept {
    if (this != &other) {
        Node* const old = on_heap() ? node() : nullptr;
        bytes_ = other.bytes_;
        other.bytes_.tag = 0;
        // Last, because the old tree may own `other` itself (a value assigned from one of its own items).
        if (old != nullptr) release(old);
    }
    return *this;
}

inline Json::~Json() {
    if (on_heap()) release(node());
}

inline bool Json::as_bool() const {
    if (!is_bool()) wrong_kind("a boolean");
    return scalar<bool>();
}

inline double Json::as_double() const {
    switch (kind()) {
        case Kind::real:
            return scalar<double>();
        case Kind::integer:
            return static_cast<double>(scalar<std::int64_t>());
        case Kind::unsigned_integer:
            return static_cast<double>(scalar<std::uint64_t>());
        default:
            wrong_kind("a number");
    }
}

inline std::string_view Json::as_string() const {
    if (!is_string()) wrong_kind("a string");
    if (!on_heap()) return {reinterpret_cast<char const*>(bytes_.payload), bytes_.length};
    auto* const text = static_cast<StringNode*>(node());
    return {text->text(), text->size};
}

inline std::size_t Json::size() const noexcept {
    return on_heap() && !is_string() ? node()->size : 0;
}

inline std::span<Json const> Json::items() const {
    if (!is_array()) wrong_kind("an array");
    if (!on_heap()) return {};
    auto* const array = static_cast<ArrayNode*>(node());
    return {array->items(), array->size};
}

inline Json::Member* Json::ObjectNode::members() noexcept {
    return reinterpret_cast<Member*>(this + 1);
}

inline std::span<Json::Member const> Json::members() const {
    if (!is_object()) wrong_kind("an object");
    if (!on_heap()) return {};
    auto* const object = static_cast<ObjectNode*>(node());
    return {object->members(), object->size};
}

inline std::size_t Json::ObjectNode::place_of(std::string_view name) noexcept {
    if (size > kScanMax) return find_indexed(name);
    std::size_t place = 0;
    if (name.size() > kInlineTextMax) {
        while (place < size && members()[place].name() != name)
            ++place;
        return place;
    }
    // A short name lives inside its value, filled up with zeros: equal names are sixteen equal bytes.
    Json const wanted(name);
    while (place < size && std::memcmp(&members()[place].name_value.bytes_, &wanted.bytes_, sizeof(Bytes)) != 0)
        ++place;
    return place;
}

inline Json const* Json::find(std::string_view name) const noexcept {
    if (!is_object() || !on_heap()) return nullptr;
    auto* const object = static_cast<ObjectNode*>(node());
    std::size_t const place = object->place_of(name);
    return place < object->size ? &object->members()[place].value : nullptr;
}

inline Json const& Json::item_or_null(std::size_t index) const noexcept {
    static constinit Json const null;
    if (!is_array() || !on_heap() || index >= node()->size) return null;
    return static_cast<ArrayNode*>(node())->items()[index];
}

inline Json const& Json::operator[](std::string_view name) const noexcept {
    static constinit Json const null;
    Json const* const found = find(name);
    return found != nullptr ? *found : null;
}

}  // namespace coworks
