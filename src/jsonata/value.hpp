#pragma once

/// Values while an expression is evaluated: sixteen bytes, copied freely. What the input holds is borrowed from it;
/// what the evaluation makes lives in its heap, and is freed with it.

#include <coworks/json.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coworks::jsonata {

struct Array;
struct Object;
struct Frame;
struct Function;
struct TailCall;
struct Text;

struct Value {
    enum class Tag : std::uint8_t {
        undefined,
        null,
        boolean,
        number,
        json_string,  ///< borrowed
        text,
        json_array,  ///< borrowed
        array,
        json_object,  ///< borrowed
        object,
        function,
        tuple,  ///< an item of a tuple stream: `@` and the variables bound with it
        thunk   ///< a tail call that the caller is to make
    };

    Tag tag = Tag::undefined;
    union {
        bool boolean;
        double number;
        Json const* json;
        Text* text;
        Array* array;
        Object* object;
        Function* function;
        Frame* tuple;
        TailCall const* thunk;
        std::uint64_t bits = 0;
    };

    constexpr Value() noexcept = default;
    explicit Value(bool given) noexcept : tag(Tag::boolean), boolean(given) {}
    explicit Value(double given) noexcept : tag(Tag::number), number(given) {}
    explicit Value(Text* given) noexcept : tag(Tag::text), text(given) {}
    explicit Value(Array* given) noexcept : tag(Tag::array), array(given) {}
    explicit Value(Object* given) noexcept : tag(Tag::object), object(given) {}
    explicit Value(Function* given) noexcept : tag(Tag::function), function(given) {}
    explicit Value(Frame* given) noexcept : tag(Tag::tuple), tuple(given) {}
    explicit Value(TailCall const* given) noexcept : tag(Tag::thunk), thunk(given) {}
    /// Borrows a string, array or object; copies the rest.
    explicit Value(Json const& borrowed) noexcept;
    static Value null() noexcept {
        Value made;
        made.tag = Tag::null;
        return made;
    }

    bool is_undefined() const noexcept { return tag == Tag::undefined; }
    bool is_null() const noexcept { return tag == Tag::null; }
    bool is_boolean() const noexcept { return tag == Tag::boolean; }
    bool is_number() const noexcept { return tag == Tag::number; }
    bool is_string() const noexcept { return tag == Tag::json_string || tag == Tag::text; }
    bool is_array() const noexcept { return tag == Tag::json_array || tag == Tag::array; }
    bool is_object() const noexcept { return tag == Tag::json_object || tag == Tag::object; }
    bool is_function() const noexcept { return tag == Tag::function; }
    /// Neither undefined, number nor string: what can't be ordered.
    bool is_comparable() const noexcept { return is_number() || is_string(); }

    std::string_view string() const noexcept;
    inline bool is_sequence() const noexcept;
};

/// A text that the evaluation made. `buffer` may have room for more behind it, which the next to append takes.
struct Text {
    char const* data = nullptr;
    std::size_t size = 0;
    struct Buffer {
        std::size_t used = 0;
        std::size_t capacity = 0;
    }* buffer = nullptr;
};

/// Values behind an array; arrays that share one see only what was there when they were made.
struct Buffer {
    std::size_t used = 0;
    std::size_t capacity = 0;
    Value* items() noexcept { return reinterpret_cast<Value*>(this + 1); }
};

struct Array {
    Buffer* buffer = nullptr;
    std::size_t size = 0;
    bool sequence = false;        ///< made by a path: one item stands for itself, none for undefined
    bool keep_singleton = false;  ///< but one item stays an array
    bool cons = false;            ///< made by [ ] as a step: is not flattened
    bool outer_wrapper = false;   ///< wraps an input that is an array
    bool tuples = false;          ///< a stream of tuples

    Value* items() const noexcept { return buffer != nullptr ? buffer->items() : nullptr; }
};

inline bool Value::is_sequence() const noexcept {
    return tag == Tag::array && array->sequence;
}

/// The items of an array of either kind; anything else is one item.
class Items {
public:
    /// `value` must outlive this, unless it is an array.
    explicit Items(Value const& value) noexcept {
        if (value.tag == Value::Tag::array) {
            size_ = value.array->size;
            values_ = value.array->items();
        } else if (value.tag == Value::Tag::json_array) {
            auto const items = value.json->items();
            size_ = items.size();
            json_ = items.data();
        } else {
            size_ = 1;
            values_ = &value;
        }
    }
    std::size_t size() const noexcept { return size_; }
    Value operator[](std::size_t index) const noexcept {
        return json_ != nullptr ? Value(json_[index]) : values_[index];
    }

private:
    std::size_t size_ = 0;
    Json const* json_ = nullptr;
    Value const* values_ = nullptr;
};

/// An object that the evaluation made.
struct Object {
    struct Entry {
        std::string_view name;
        Value value;
    };
    Entry* entries = nullptr;
    std::size_t size = 0;
    std::size_t capacity = 0;
    std::uint32_t* index = nullptr;  ///< open addressing, entry + 1; made beyond eight entries
    std::size_t index_capacity = 0;

    Value* find(std::string_view name) const noexcept;
};

/// A member by its name, or undefined; arrays have none here.
Value member(Value const& object, std::string_view name) noexcept;
std::size_t member_count(Value const& object) noexcept;

inline Value::Value(Json const& borrowed) noexcept {
    switch (borrowed.kind()) {
        case Json::Kind::null:
            tag = Tag::null;
            return;
        case Json::Kind::boolean:
            tag = Tag::boolean;
            boolean = borrowed.as_bool();
            return;
        case Json::Kind::integer:
        case Json::Kind::unsigned_integer:
        case Json::Kind::real:
            tag = Tag::number;
            number = borrowed.as_double();
            return;
        case Json::Kind::string:
            tag = Tag::json_string;
            break;
        case Json::Kind::array:
            tag = Tag::json_array;
            break;
        case Json::Kind::object:
            tag = Tag::json_object;
            break;
    }
    json = &borrowed;
}

inline std::string_view Value::string() const noexcept {
    return tag == Tag::json_string ? json->as_string() : std::string_view(text->data, text->size);
}

}  // namespace coworks::jsonata
