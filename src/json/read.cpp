// Reading a value: kinds, ranges, members by name and by pointer, equality.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>
#include <vector>

#include "json/node.hpp"

namespace coworks {

namespace {

char const* name_of(Json::Kind kind) {
    switch (kind) {
        case Json::Kind::null:
            return "null";
        case Json::Kind::boolean:
            return "a boolean";
        case Json::Kind::integer:
        case Json::Kind::unsigned_integer:
        case Json::Kind::real:
            return "a number";
        case Json::Kind::string:
            return "a string";
        case Json::Kind::array:
            return "an array";
        case Json::Kind::object:
            return "an object";
    }
    return "nothing";
}

bool equal_numbers(Json const& a, Json const& b) {
    bool const a_real = a.kind() == Json::Kind::real;
    bool const b_real = b.kind() == Json::Kind::real;
    if (a_real == b_real && (a_real || a.kind() != b.kind())) return a_real && a.as_double() == b.as_double();
    if (!a_real && !b_real)
        return a.kind() == Json::Kind::integer ? a.as_int64() == b.as_int64() : a.as_uint64() == b.as_uint64();
    double const real = a_real ? a.as_double() : b.as_double();
    Json const& integer = a_real ? b : a;
    if (real != std::trunc(real)) return false;
    // Both bounds are exact doubles; outside of them no integer of ours lies.
    if (integer.kind() == Json::Kind::unsigned_integer) {
        return real >= 0 && real < 0x1p64 && static_cast<std::uint64_t>(real) == integer.as_uint64();
    }
    return real >= -0x1p63 && real < 0x1p63 && static_cast<std::int64_t>(real) == integer.as_int64();
}

/// Equal scalars, or arrays or objects of one size.
bool equal_but_for_inside(Json const& a, Json const& b) {
    if (a.is_number() && b.is_number()) return equal_numbers(a, b);
    if (a.kind() != b.kind()) return false;
    if (a.is_string()) return a.as_string() == b.as_string();
    if (a.is_bool()) return a.as_bool() == b.as_bool();
    return a.size() == b.size();
}

}  // namespace

void Json::wrong_kind(char const* wanted) const {
    throw JsonError(std::string("expected ") + wanted + ", found " + name_of(kind()));
}

std::int64_t Json::as_int64() const {
    switch (kind()) {
        case Kind::integer:
            return scalar<std::int64_t>();
        case Kind::unsigned_integer:
            throw JsonError("the number " + dump() + " is beyond a signed 64-bit integer");
        case Kind::real: {
            auto const value = scalar<double>();
            if (value == std::trunc(value) && value >= -0x1p63 && value < 0x1p63)
                return static_cast<std::int64_t>(value);
            wrong_kind("a signed 64-bit integer");
        }
        default:
            wrong_kind("an integer");
    }
}

std::uint64_t Json::as_uint64() const {
    switch (kind()) {
        case Kind::integer:
            if (scalar<std::int64_t>() >= 0) return static_cast<std::uint64_t>(scalar<std::int64_t>());
            throw JsonError("the number " + dump() + " is negative");
        case Kind::unsigned_integer:
            return scalar<std::uint64_t>();
        case Kind::real: {
            auto const value = scalar<double>();
            if (value == std::trunc(value) && value >= 0 && value < 0x1p64) return static_cast<std::uint64_t>(value);
            wrong_kind("an unsigned 64-bit integer");
        }
        default:
            wrong_kind("an integer");
    }
}

Json const& Json::at(std::string_view name) const {
    if (!is_object()) wrong_kind("an object");
    if (Json const* const found = find(name)) return *found;
    throw JsonError("there is no member '" + std::string(name) + "'");
}

Json const& Json::at(std::size_t index) const {
    if (!is_array()) wrong_kind("an array");
    if (index < size()) return items()[index];
    throw JsonError("there is no item " + std::to_string(index) + " in an array of " + std::to_string(size()));
}

// RFC 6901 sections 3 and 4.
Json const* Json::find_pointer(std::string_view pointer) const {
    if (!pointer.empty() && pointer[0] != '/') throw JsonError("a JSON pointer begins with '/'", 0);
    Json const* at = this;
    std::size_t begin = 0;
    while (begin < pointer.size() && at != nullptr) {
        std::size_t const end = std::min(pointer.find('/', begin + 1), pointer.size());
        std::string token;
        for (std::size_t i = begin + 1; i < end; ++i) {
            if (pointer[i] != '~') {
                token += pointer[i];
            } else if (i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
                token += pointer[++i] == '0' ? '~' : '/';
            } else {
                throw JsonError("'~' in a JSON pointer must be followed by 0 or 1", i);
            }
        }
        if (at->is_array()) {
            std::size_t index = 0;
            auto const [rest, error] = std::from_chars(token.data(), token.data() + token.size(), index);
            bool const number =
                error == std::errc() && rest == token.data() + token.size() && (token.size() == 1 || token[0] != '0');
            at = number && index < at->size() ? &at->items()[index] : nullptr;
        } else {
            at = at->find(token);
        }
        begin = end;
    }
    return at;
}

bool Json::same_as(Json const& other) const noexcept {
    if (on_heap() && other.on_heap()) return node() == other.node();
    if (on_heap() || other.on_heap() || bytes_.tag != other.bytes_.tag || bytes_.length != other.bytes_.length)
        return false;
    if (is_null() || is_array() || is_object()) return true;
    if (is_string()) return as_string() == other.as_string();
    if (is_bool()) return as_bool() == other.as_bool();
    return load<std::uint64_t>() == other.load<std::uint64_t>();
}

bool Json::equal(Json const& first, Json const& second) noexcept {
    // Pairs still to compare; no depth of nesting needs the stack.
    std::vector<std::pair<Json const*, Json const*>> open;
    Json const* a = &first;
    Json const* b = &second;
    while (true) {
        if (!equal_but_for_inside(*a, *b)) return false;
        if (a->size() > 0 && !a->same_as(*b)) {
            if (a->is_array()) {
                for (std::size_t i = 0; i < a->size(); ++i)
                    open.emplace_back(&a->items()[i], &b->items()[i]);
            } else {
                for (Member const& member : a->members()) {
                    Json const* const other = b->find(member.name());
                    if (other == nullptr) return false;
                    open.emplace_back(&member.value, other);
                }
            }
        }
        if (open.empty()) return true;
        std::tie(a, b) = open.back();
        open.pop_back();
    }
}

}  // namespace coworks
