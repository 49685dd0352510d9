#pragma once

/// The one JSON value of the project and of its users (RFC 8259).
///
/// A `Json` is an immutable value: copying shares, nothing that is shared ever changes, and "setting" makes a new
/// value that shares everything but the spine. Copies may be used from several threads at once; one `Json` object
/// that is being assigned to is, like an `int`, for one thread. All documents, however deep, are destroyed without
/// recursion.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks {

/// What went wrong with a JSON text or with the use of a value.
class JsonError : public std::runtime_error {
public:
    static constexpr std::size_t kNoOffset = static_cast<std::size_t>(-1);

    explicit JsonError(std::string const& message, std::size_t offset = kNoOffset)
        : std::runtime_error(message), offset_(offset) {}

    /// Byte offset into the parsed text, or kNoOffset where no text was parsed.
    std::size_t offset() const noexcept { return offset_; }

private:
    std::size_t offset_;
};

/// Bounds and leniencies of Json::parse.
struct JsonParseOptions {
    std::size_t depth_max = 512;           ///< nested arrays and objects; RFC 8259 section 9 lets a parser bound it
    std::size_t bytes_max = 512ULL << 20;  ///< length of the text
    bool allow_lone_surrogates = false;    ///< `"\ud800"` is kept (as WTF-8 inside) instead of refused
    bool keep_source = false;              ///< the value remembers its text: Json::source()
};

struct JsonDumpOptions {
    int indent = 0;          ///< blanks per level; 0 prints on one line without blanks
    bool sort_keys = false;  ///< members in byte order of their names instead of their own
    bool ascii = false;      ///< everything beyond ASCII as \uXXXX
    /// Doubles as ECMAScript's Number::toString prints them (3.0 as 3, 1e21 as 1e+21); otherwise a double without
    /// fraction keeps its `.0`, so that it is read back as a double.
    bool ecmascript_numbers = false;
};

namespace detail {
struct JsonAccess;
}

class Json {
public:
    enum class Kind : std::uint8_t { null, boolean, integer, unsigned_integer, real, string, array, object };

    struct Member;
    class ArrayBuilder;
    class ObjectBuilder;

    // --- Making values ------------------------------------------------------------------------------------------

    constexpr Json() noexcept = default;        ///< null
    constexpr Json(std::nullptr_t) noexcept {}  ///< null
    /// Exactly bool: with an ordinary bool parameter a `char const*` would turn into true.
    template <std::same_as<bool> B>
    Json(B value) noexcept;
    /// Any integer type but bool and the character types. An unsigned value up to 2^63-1 is an `integer`.
    template <std::integral I>
        requires(!std::same_as<I, bool> && !std::same_as<I, char> && !std::same_as<I, wchar_t> &&
                 !std::same_as<I, char8_t> && !std::same_as<I, char16_t> && !std::same_as<I, char32_t>)
    Json(I value) noexcept;
    Json(double value) noexcept;  ///< also -0; a value that is not finite can't be printed
    Json(float value) noexcept : Json(static_cast<double>(value)) {}
    Json(std::string_view text);  ///< UTF-8 is the caller's promise; dump() checks it
    Json(std::string const& text) : Json(std::string_view(text)) {}
    Json(char const* text) : Json(std::string_view(text)) {}

    /// `Json::array({1, "two", nullptr})`; without arguments the empty array.
    static Json array(std::initializer_list<Json> items = {});
    static Json array(std::vector<Json> items);
    /// `Json::object({{"name", "Ann"}, {"age", 7}})`. Of two equal names the last value wins, at the first's place.
    static Json object(std::initializer_list<std::pair<std::string_view, Json>> members = {});

    Json(Json const& other) noexcept;
    Json(Json&& other) noexcept;
    Json& operator=(Json const& other) noexcept;
    Json& operator=(Json&& other) noexcept;
    ~Json();

    // --- Text ---------------------------------------------------------------------------------------------------

    /// Reads one JSON text with nothing but white space around it. Integers that fit 64 bits stay integers, every
    /// other number is the nearest double; a number beyond a double's range is an error, as is text that is not UTF-8.
    /// Throws JsonError with the offset of the fault.
    static Json parse(std::string_view text, JsonParseOptions const& options = {});

    /// Shortest text that reads back to the same value. Lone surrogates are printed escaped. Throws JsonError for a
    /// number that is not finite or a string that is not UTF-8.
    std::string dump(JsonDumpOptions const& options = {}) const;
    void dump_to(std::string& out, JsonDumpOptions const& options = {}) const;

    /// The text that this value was parsed from with JsonParseOptions::keep_source: white space, digits, escapes as
    /// they came. Empty where there is none, or where dump() prints the same. Only the whole document has it, not its
    /// parts; copies share it, and a value made from this one ("setting") has none. Valid like as_string().
    std::string_view source() const noexcept;
    /// The same value with another source, or with none; that the text reads back to the value is the caller's promise.
    Json with_source(std::string_view text) const;
    Json without_source() const;

    // --- What it is ---------------------------------------------------------------------------------------------

    Kind kind() const noexcept;
    bool is_null() const noexcept { return kind() == Kind::null; }
    bool is_bool() const noexcept { return kind() == Kind::boolean; }
    bool is_integer() const noexcept { return kind() == Kind::integer || kind() == Kind::unsigned_integer; }
    bool is_number() const noexcept { return is_integer() || kind() == Kind::real; }
    bool is_string() const noexcept { return kind() == Kind::string; }
    bool is_array() const noexcept { return kind() == Kind::array; }
    bool is_object() const noexcept { return kind() == Kind::object; }

    // --- Reading; the as_ functions throw JsonError where the value is of another kind or out of range --------------

    bool as_bool() const;
    std::int64_t as_int64() const;    ///< also a real without fraction (3.0) within range
    std::uint64_t as_uint64() const;  ///< likewise
    double as_double() const;         ///< any number; integers beyond 2^53 are rounded
    /// Valid as long as this object lives and is not assigned to or moved from (short texts live inside the object).
    std::string_view as_string() const;

    /// Items of an array, members of an object, 0 for everything else.
    std::size_t size() const noexcept;
    bool empty() const noexcept { return size() == 0; }

    /// The items of an array, in order. Throws JsonError for another kind. Valid like as_string(), and as long as any
    /// other value shares the array.
    std::span<Json const> items() const;
    /// The members of an object, in order. As above.
    std::span<Member const> members() const;

    /// The member of that name, or nullptr if there is none or this is no object. Constant time in large objects.
    Json const* find(std::string_view name) const noexcept;
    bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }
    /// As find, but a shared null where find gives nullptr: `doc["order"]["lines"][0]` never throws.
    Json const& operator[](std::string_view name) const noexcept;
    Json const& operator[](char const* name) const noexcept { return (*this)[std::string_view(name)]; }
    template <std::integral I>
    Json const& operator[](I index) const noexcept {
        return item_or_null(static_cast<std::size_t>(index));
    }
    /// Throws JsonError that names what is missing.
    Json const& at(std::string_view name) const;
    Json const& at(std::size_t index) const;
    /// The value at an RFC 6901 pointer ("/order/lines/0"), or nullptr. Throws JsonError for a malformed pointer.
    Json const* find_pointer(std::string_view pointer) const;

    // --- New values from this one: nothing shared changes; on an rvalue that nobody shares they work in place
    // ---------

    /// This object with `name` set (at its place, or at the end). Throws JsonError if this is no object (null counts as
    /// an empty one).
    Json with(std::string_view name, Json value) const&;
    Json with(std::string_view name, Json value) &&;
    Json without(std::string_view name) const&;
    Json without(std::string_view name) &&;
    /// This array with one item replaced; throws JsonError if there is no such item.
    Json with_item(std::size_t index, Json value) const&;
    Json with_item(std::size_t index, Json value) &&;
    /// This array (null counts as an empty one) with one more item.
    Json appended(Json value) const&;
    Json appended(Json value) &&;

    /// Equal as JSON values: numbers by their mathematical value (1 == 1.0, and 2^63 apart from 2^63+1), objects
    /// whatever the order of their members. Without recursion.
    friend bool operator==(Json const& a, Json const& b) noexcept { return equal(a, b); }
    /// Whether both are one and the same shared node (or equal scalars): constant time.
    bool same_as(Json const& other) const noexcept;

    /// This array's or object's contents in a builder, to change many at once; costs nothing if nobody shares them.
    ArrayBuilder to_array_builder() &&;
    ObjectBuilder to_object_builder() &&;

private:
    struct Node;
    struct StringNode;
    struct ArrayNode;
    struct ObjectNode;
    struct ScalarNode;
    friend struct detail::JsonAccess;

    static constexpr std::size_t kInlineTextMax = 14;
    static constexpr std::size_t kScanMax = 16;  ///< members up to which a look-up compares names one by one
    static constexpr std::uint8_t kHeap = 0x80;

    template <class T>
    T load() const noexcept;
    template <class T>
    T scalar() const noexcept;
    template <class T>
    void store(Kind kind, T payload) noexcept;
    static Json empty(Kind kind) noexcept;
    void adopt(Kind kind, Node* made) noexcept;
    Node* node() const noexcept;
    Json copied(std::string_view source) const;
    bool on_heap() const noexcept { return (bytes_.tag & kHeap) != 0; }
    void retain() const noexcept;
    static void release(Node* node) noexcept;
    void make_long_text(std::string_view text);
    ArrayNode* own_array(std::size_t capacity);
    ObjectNode* own_object(std::size_t capacity);
    [[noreturn]] void wrong_kind(char const* wanted) const;
    Json const& item_or_null(std::size_t index) const noexcept;
    static bool equal(Json const& a, Json const& b) noexcept;

    /// A scalar, a text of up to 14 bytes filled up with zeros, or a pointer to a node that counts its owners. A scalar
    /// with a source has a node too.
    struct Bytes {
        alignas(8) unsigned char payload[kInlineTextMax] = {};
        std::uint8_t length = 0;
        std::uint8_t tag = 0;
    };
    struct Shared {
        Node* node;
    };
    Bytes bytes_;
};

/// A member of an object.
struct Json::Member {
    std::string_view name() const noexcept { return name_value.as_string(); }

    Json name_value;  ///< the name, as a string value
    Json value;
};

/// Collects the items of an array. Not thread-safe.
class Json::ArrayBuilder {
public:
    ArrayBuilder() = default;
    void reserve(std::size_t items);
    void push_back(Json item);
    std::size_t size() const noexcept { return array_.size(); }
    /// The array; the builder is empty again.
    Json finish();

private:
    friend class Json;
    Json array_ = Json::empty(Kind::array);
};

/// Collects the members of an object; of two equal names the last value wins, at the first's place. Not thread-safe.
class Json::ObjectBuilder {
public:
    ObjectBuilder() = default;
    void reserve(std::size_t members);
    void set(std::string_view name, Json value);
    bool contains(std::string_view name) const noexcept { return object_.contains(name); }
    std::size_t size() const noexcept { return object_.size(); }
    /// The object; the builder is empty again.
    Json finish();

private:
    friend class Json;
    Json object_ = Json::empty(Kind::object);
};

inline namespace literals {
/// `R"({"a": 1})"_json`; throws JsonError.
inline Json operator""_json(char const* text, std::size_t size) {
    return Json::parse(std::string_view(text, size));
}
}  // namespace literals

}  // namespace coworks

#include <coworks/detail/json_inline.hpp>
