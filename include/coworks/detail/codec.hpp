#pragma once

/// How values come in and go out. For generated code and the library alone.

#include <array>
#include <chrono>
#include <concepts>
#include <coworks/json.hpp>
#include <coworks/values.hpp>
#include <cstdint>
#include <exception>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace coworks::detail {

/// A value on its way in: JSON (of a body, a member, a direct call), texts (of the path, the query, a form), uploaded
/// files, or the bytes of a body. One of them is there.
struct Input {
    Json const* json = nullptr;
    std::span<std::string const> texts{};
    std::span<File const> files{};
    Bytes const* bytes = nullptr;
};

/// Why a value did not bind.
struct Fault {
    std::string where{};    ///< "lines/2/price", empty for the value itself
    std::string message{};  ///< "expected a number, not \"three\""

    void under(std::string_view member);
    void under(std::size_t index) { under(std::to_string(index)); }
};

// Values that don't depend on the user's types; in the library. Nothing means a fault. JSON is read strictly ("3" is no
// integer, 3.0 is), texts as they are written in a URL.

std::optional<bool> read_bool(Input const& in, Fault& fault);
std::optional<std::int64_t> read_integer(Input const& in, std::int64_t least, std::int64_t most, Fault& fault);
std::optional<std::uint64_t> read_unsigned(Input const& in, std::uint64_t most, Fault& fault);
std::optional<double> read_real(Input const& in, Fault& fault);
std::optional<std::string> read_text(Input const& in, Fault& fault);
std::optional<Bytes> read_bytes(Input const& in, Fault& fault);
std::optional<File> read_file(Input const& in, Fault& fault);
std::optional<Json> read_json(Input const& in, Fault& fault);
std::optional<std::chrono::year_month_day> read_date(Input const& in, Fault& fault);
/// Nanoseconds since 1970, with and without a zone, since midnight, or of a duration.
enum class TimeKind : unsigned char { instant, local, of_day, duration };
std::optional<std::chrono::nanoseconds> read_time(Input const& in, TimeKind kind, Fault& fault);

Json write_bytes(Bytes const& bytes);
Json write_date(std::chrono::year_month_day date);
/// Throws std::range_error for what ISO 8601 in 64-bit nanoseconds can't say.
Json write_time(double seconds, std::chrono::nanoseconds time, TimeKind kind);

/// Which enumerator a text names: its place, or nothing and a fault that lists them.
std::optional<std::size_t> read_enumerator(Input const& in, std::span<std::string_view const> names, Fault& fault);
/// Whether `in` is an object (or a text that is one) with none but these members; the object, which `parsed` may hold.
Json const* read_object(Input const& in, Json& parsed, std::span<std::string_view const> names, Fault& fault);
/// Whether `in` is any object.
Json const* read_object(Input const& in, Json& parsed, Fault& fault);
/// The items of a JSON list, or of a text that is one.
Json const* read_list(Input const& in, Json& parsed, Fault& fault);
/// For "expected …".
void expected(Fault& fault, std::string_view what, Input const& in);

/// What the generator knows of a structure: `static auto members()` returns a tuple of Member.
template <class T>
struct Structure;
/// What the generator knows of an enumeration: `kValues`, an array of names and enumerators.
template <class T>
struct Enumeration;

template <class T, class C>
struct Member {
    std::string_view name;
    T C::* pointer;
    bool required;
};

template <class T>
concept Described = requires { Structure<T>::members(); };

/// Somebody else's type with its pair of functions, found beside it: `Json to_json(T const&)` and either
/// `T from_json(Json const&, std::type_identity<T>)` or `void from_json(Json const&, T&)`. They throw for what can't
/// be.
template <class T>
concept ConvertsByValue = requires(T const& value, Json const& json) {
    { to_json(value) } -> std::convertible_to<Json>;
    { from_json(json, std::type_identity<T>{}) } -> std::convertible_to<T>;
};
template <class T>
concept ConvertsInPlace = std::default_initializable<T> && requires(T& value, Json const& json) {
    { to_json(std::as_const(value)) } -> std::convertible_to<Json>;
    from_json(json, value);
};

/// `static std::optional<T> read(Input const&, Fault&)` and `static Json write(T const&)`.
template <class T>
struct Codec;

template <class T>
std::optional<T> read(Input const& in, Fault& fault) {
    return Codec<T>::read(in, fault);
}
template <class T>
Json write(T const& value) {
    return Codec<T>::write(value);
}

template <>
struct Codec<bool> {
    static std::optional<bool> read(Input const& in, Fault& fault) { return read_bool(in, fault); }
    static Json write(bool value) { return value; }
};

template <std::signed_integral T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Fault& fault) {
        auto const value = read_integer(in, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), fault);
        return value ? std::optional(static_cast<T>(*value)) : std::nullopt;
    }
    static Json write(T value) { return static_cast<std::int64_t>(value); }
};

template <std::unsigned_integral T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Fault& fault) {
        auto const value = read_unsigned(in, std::numeric_limits<T>::max(), fault);
        return value ? std::optional(static_cast<T>(*value)) : std::nullopt;
    }
    static Json write(T value) { return static_cast<std::uint64_t>(value); }
};

template <std::floating_point T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Fault& fault) {
        auto const value = read_real(in, fault);
        return value ? std::optional(static_cast<T>(*value)) : std::nullopt;
    }
    static Json write(T value) { return static_cast<double>(value); }
};

template <>
struct Codec<std::string> {
    static std::optional<std::string> read(Input const& in, Fault& fault) { return read_text(in, fault); }
    static Json write(std::string_view value) { return value; }
};

template <>
struct Codec<Bytes> {
    static std::optional<Bytes> read(Input const& in, Fault& fault) { return read_bytes(in, fault); }
    static Json write(Bytes const& value) { return write_bytes(value); }
};

template <>
struct Codec<File> {
    static std::optional<File> read(Input const& in, Fault& fault) { return read_file(in, fault); }
    static Json write(File const& value) { return write_bytes(value.content); }
};

template <>
struct Codec<Json> {
    static std::optional<Json> read(Input const& in, Fault& fault) { return read_json(in, fault); }
    static Json write(Json const& value) { return value; }
};

template <>
struct Codec<std::chrono::year_month_day> {
    static std::optional<std::chrono::year_month_day> read(Input const& in, Fault& fault) {
        return read_date(in, fault);
    }
    static Json write(std::chrono::year_month_day value) { return write_date(value); }
};

/// A duration of the user's unit, from and to nanoseconds. What the unit can't hold is a fault.
template <class Duration>
struct TimeCodec {
    static std::optional<Duration> read(Input const& in, TimeKind kind, Fault& fault) {
        auto const nanoseconds = read_time(in, kind, fault);
        if (!nanoseconds) return std::nullopt;
        auto const value = std::chrono::duration_cast<Duration>(*nanoseconds);
        if (!std::chrono::treat_as_floating_point_v<typename Duration::rep> &&
            std::chrono::duration_cast<std::chrono::nanoseconds>(value) != *nanoseconds) {
            expected(fault, "a time without smaller parts than the unit's", in);
            return std::nullopt;
        }
        return value;
    }
    static Json write(Duration value, TimeKind kind) {
        return write_time(std::chrono::duration<double>(value).count(),
                          std::chrono::duration_cast<std::chrono::nanoseconds>(value), kind);
    }
};

template <class Rep, class Period>
struct Codec<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static std::optional<Duration> read(Input const& in, Fault& fault) {
        return TimeCodec<Duration>::read(in, TimeKind::duration, fault);
    }
    static Json write(Duration value) { return TimeCodec<Duration>::write(value, TimeKind::duration); }
};

template <class Clock, class Duration>
struct Codec<std::chrono::time_point<Clock, Duration>> {
    using Time = std::chrono::time_point<Clock, Duration>;
    static constexpr auto kKind = std::same_as<Clock, std::chrono::local_t> ? TimeKind::local : TimeKind::instant;
    static std::optional<Time> read(Input const& in, Fault& fault) {
        auto const since = TimeCodec<Duration>::read(in, kKind, fault);
        return since ? std::optional(Time(*since)) : std::nullopt;
    }
    static Json write(Time value) { return TimeCodec<Duration>::write(value.time_since_epoch(), kKind); }
};

template <class Duration>
struct Codec<std::chrono::hh_mm_ss<Duration>> {
    using Time = std::chrono::hh_mm_ss<Duration>;
    static std::optional<Time> read(Input const& in, Fault& fault) {
        auto const since = TimeCodec<Duration>::read(in, TimeKind::of_day, fault);
        return since ? std::optional(Time(*since)) : std::nullopt;
    }
    static Json write(Time const& value) {
        return TimeCodec<typename Time::precision>::write(value.to_duration(), TimeKind::of_day);
    }
};

template <class T>
    requires std::is_enum_v<T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Fault& fault) {
        std::array<std::string_view, std::size(Enumeration<T>::kValues)> names;
        for (std::size_t i = 0; i < names.size(); ++i)
            names[i] = Enumeration<T>::kValues[i].first;
        auto const place = read_enumerator(in, names, fault);
        return place ? std::optional(Enumeration<T>::kValues[*place].second) : std::nullopt;
    }
    /// A value without a name is written as its number.
    static Json write(T value) {
        for (auto const& [name, named] : Enumeration<T>::kValues) {
            if (named == value) return name;
        }
        return Codec<std::underlying_type_t<T>>::write(static_cast<std::underlying_type_t<T>>(value));
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static std::optional<std::vector<T>> read(Input const& in, Fault& fault) {
        if (!in.files.empty())
            return collect(in.files, [](File const& file) { return Input{.files = {&file, 1}}; }, fault);
        bool const is_json_text = in.texts.size() == 1 && in.texts[0].starts_with('[');
        if (!in.texts.empty() && !is_json_text) {
            return collect(in.texts, [](std::string const& text) { return Input{.texts = {&text, 1}}; }, fault);
        }
        Json parsed;
        auto const* list = read_list(in, parsed, fault);
        if (!list) return std::nullopt;
        return collect(list->items(), [](Json const& item) { return Input{.json = &item}; }, fault);
    }
    static Json write(std::vector<T> const& values) {
        Json::ArrayBuilder items;
        items.reserve(values.size());
        for (T const& value : values)
            items.push_back(Codec<T>::write(value));
        return items.finish();
    }

private:
    template <class Items, class ToInput>
    static std::optional<std::vector<T>> collect(Items const& items, ToInput const& to_input, Fault& fault) {
        std::vector<T> values;
        values.reserve(items.size());
        for (auto const& item : items) {
            auto value = Codec<T>::read(to_input(item), fault);
            if (!value) {
                fault.under(values.size());
                return std::nullopt;
            }
            values.push_back(std::move(*value));
        }
        return values;
    }
};

template <class T, class Less, class Allocator>
struct Codec<std::map<std::string, T, Less, Allocator>> {
    using Map = std::map<std::string, T, Less, Allocator>;
    static std::optional<Map> read(Input const& in, Fault& fault) {
        Json parsed;
        auto const* object = read_object(in, parsed, fault);
        if (!object) return std::nullopt;
        Map values;
        for (auto const& member : object->members()) {
            auto value = Codec<T>::read({.json = &member.value}, fault);
            if (!value) {
                fault.under(member.name());
                return std::nullopt;
            }
            values.emplace(std::string(member.name()), std::move(*value));
        }
        return values;
    }
    static Json write(Map const& values) {
        Json::ObjectBuilder members;
        members.reserve(values.size());
        for (auto const& [name, value] : values)
            members.set(name, Codec<T>::write(value));
        return members.finish();
    }
};

template <class T>
struct Codec<std::optional<T>> {
    static std::optional<std::optional<T>> read(Input const& in, Fault& fault) {
        if (in.json && in.json->is_null()) return std::optional<T>();
        auto value = Codec<T>::read(in, fault);
        if (!value) return std::nullopt;
        return std::optional<std::optional<T>>(std::in_place, std::move(value));
    }
    static Json write(std::optional<T> const& value) { return value ? Codec<T>::write(*value) : Json(); }
};

template <class... Ts>
struct Codec<std::variant<Ts...>> {
    using Variant = std::variant<Ts...>;
    static std::optional<Variant> read(Input const& in, Fault& fault) { return read_from<0>(in, fault); }
    static Json write(Variant const& value) {
        return std::visit([](auto const& held) { return detail::write(held); }, value);
    }

private:
    /// The first alternative that binds; if none does, the last one's fault.
    template <std::size_t I>
    static std::optional<Variant> read_from(Input const& in, Fault& fault) {
        if constexpr (I < sizeof...(Ts)) {
            Fault own;
            auto value = Codec<std::variant_alternative_t<I, Variant>>::read(in, own);
            if (value) return Variant(std::in_place_index<I>, std::move(*value));
            fault = std::move(own);
            return read_from<I + 1>(in, fault);
        } else {
            return std::nullopt;
        }
    }
};

template <Described T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Fault& fault) {
        return std::apply([&](auto const&... members) { return read_members(in, fault, members...); },
                          Structure<T>::members());
    }
    static Json write(T const& value) {
        Json::ObjectBuilder object;
        std::apply([&](auto const&... members) { (write_member(object, members.name, value.*members.pointer), ...); },
                   Structure<T>::members());
        return object.finish();
    }

private:
    template <class... Members>
    static std::optional<T> read_members(Input const& in, Fault& fault, Members const&... members) {
        std::array<std::string_view, sizeof...(Members)> const names{members.name...};
        Json parsed;
        auto const* object = read_object(in, parsed, names, fault);
        if (!object) return std::nullopt;
        std::optional<T> value(std::in_place);
        if (!(read_member(*object, members, *value, fault) && ...)) return std::nullopt;
        return value;
    }

    template <class M, class C>
    static bool read_member(Json const& object, Member<M, C> const& member, T& out, Fault& fault) {
        auto const* json = object.find(member.name);
        if (!json) {
            if (!member.required) return true;
            fault.message = "is missing";
        } else if (auto value = Codec<M>::read({.json = json}, fault)) {
            out.*member.pointer = std::move(*value);
            return true;
        }
        fault.under(member.name);
        return false;
    }

    template <class M>
    static void write_member(Json::ObjectBuilder& object, std::string_view name, M const& value) {
        object.set(name, Codec<M>::write(value));
    }
    /// An empty optional member is left out.
    template <class M>
    static void write_member(Json::ObjectBuilder& object, std::string_view name, std::optional<M> const& value) {
        if (value) object.set(name, Codec<M>::write(*value));
    }
};

template <class T>
    requires(!Described<T> && (ConvertsByValue<T> || ConvertsInPlace<T>))
struct Codec<T> {
    static std::optional<T> read(Input const& in, Fault& fault) {
        auto const json = read_json(in, fault);
        if (!json) return std::nullopt;
        try {
            if constexpr (ConvertsByValue<T>) {
                return std::optional<T>(std::in_place, from_json(*json, std::type_identity<T>{}));
            } else {
                std::optional<T> value(std::in_place);
                from_json(*json, *value);
                return value;
            }
        } catch (std::exception const& error) {
            fault.message = error.what();
            return std::nullopt;
        }
    }
    static Json write(T const& value) { return to_json(value); }
};

/// A text that lives as long as it is needed, from whatever makes a view.
inline std::string owned(std::string_view text) {
    return std::string(text);
}

}  // namespace coworks::detail
