#pragma once

/// How values come in and go out. For generated code and the library alone.

#include <array>
#include <chrono>
#include <concepts>
#include <coworks/detail/seconds.hpp>
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

/// One reason why a value did not bind.
struct Fault {
    std::string pointer;  ///< RFC 6901: "/lines/2/price", empty for the value itself
    std::string message;  ///< "expected a number, found the text "three""
};

/// All of them.
class Faults {
public:
    /// Kept; what is beyond is counted alone, so that a long list of wrong items costs no long answer.
    static constexpr std::size_t kMax = 20;

    void add(std::string message);
    void add(Faults const& others);
    /// The faults from number `first` on stand under this member or item of a larger value.
    void under(std::size_t first, std::string_view member);
    void under(std::size_t first, std::size_t index) { under(first, std::to_string(index)); }

    std::size_t count() const noexcept { return count_; }
    bool full() const noexcept { return count_ >= kMax; }
    std::span<Fault const> kept() const noexcept { return kept_; }

private:
    std::vector<Fault> kept_;
    std::size_t count_ = 0;
};

// Values that don't depend on the user's types; in the library. Nothing means at least one fault. JSON is read strictly
// ("3" is no integer, 3.0 is), texts as they are written in a URL.

std::optional<bool> read_bool(Input const& in, Faults& faults);
std::optional<std::int64_t> read_integer(Input const& in, std::int64_t least, std::int64_t most, Faults& faults);
std::optional<std::uint64_t> read_unsigned(Input const& in, std::uint64_t most, Faults& faults);
/// A finite one, from -most to most.
std::optional<double> read_real(Input const& in, double most, Faults& faults);
std::optional<std::string> read_text(Input const& in, Faults& faults);
std::optional<Bytes> read_bytes(Input const& in, Faults& faults);
std::optional<File> read_file(Input const& in, Faults& faults);
std::optional<Json> read_json(Input const& in, Faults& faults);
std::optional<std::chrono::year_month_day> read_date(Input const& in, Faults& faults);
/// Since 1970, with and without a zone, since midnight, or of a duration.
enum class TimeKind : unsigned char { instant, local, of_day, duration };
std::optional<Seconds> read_time(Input const& in, TimeKind kind, Faults& faults);
/// A unit of num/den seconds, as std::ratio has them, and how many of them a type holds.
struct TimeUnit {
    std::int64_t num;
    std::int64_t den;
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};
/// The time in whole units; what they can't hold is a fault.
std::optional<std::int64_t> in_units(Seconds time, TimeUnit unit, TimeKind kind, Input const& in, Faults& faults);

Json write_bytes(Bytes const& bytes);
Json write_date(std::chrono::year_month_day date);
/// So many units. Throws std::range_error for a date that is in none of the years 0000 to 9999, and for no number.
Json write_time(std::int64_t count, TimeUnit unit, TimeKind kind);
Json write_time(long double nanoseconds, TimeKind kind);

/// Which enumerator a text names: its place, or nothing and a fault that lists them.
std::optional<std::size_t> read_enumerator(Input const& in, std::span<std::string_view const> names, Faults& faults);
/// The object that `in` is, or the text of one, which `parsed` then holds.
Json const* read_object(Input const& in, Json& parsed, Faults& faults);
/// Likewise, with a fault for every member that is none of these.
Json const* read_object(Input const& in, Json& parsed, std::span<std::string_view const> names, Faults& faults);
/// The items of a JSON list, or of a text that is one.
Json const* read_list(Input const& in, Json& parsed, Faults& faults);
/// For "expected …".
void expected(Faults& faults, std::string_view what, Input const& in);

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
std::optional<T> read(Input const& in, Faults& faults) {
    return Codec<T>::read(in, faults);
}
template <class T>
Json write(T const& value) {
    return Codec<T>::write(value);
}

template <>
struct Codec<bool> {
    static std::optional<bool> read(Input const& in, Faults& faults) { return read_bool(in, faults); }
    static Json write(bool value) { return value; }
};

template <std::signed_integral T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Faults& faults) {
        auto const value = read_integer(in, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), faults);
        return value ? std::optional(static_cast<T>(*value)) : std::nullopt;
    }
    static Json write(T value) { return static_cast<std::int64_t>(value); }
};

template <std::unsigned_integral T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Faults& faults) {
        auto const value = read_unsigned(in, std::numeric_limits<T>::max(), faults);
        return value ? std::optional(static_cast<T>(*value)) : std::nullopt;
    }
    static Json write(T value) { return static_cast<std::uint64_t>(value); }
};

template <std::floating_point T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Faults& faults) {
        // A long double reads what a double holds.
        constexpr double kMost = sizeof(T) < sizeof(double) ? static_cast<double>(std::numeric_limits<T>::max())
                                                            : std::numeric_limits<double>::max();
        auto const value = read_real(in, kMost, faults);
        return value ? std::optional(static_cast<T>(*value)) : std::nullopt;
    }
    static Json write(T value) { return static_cast<double>(value); }
};

template <>
struct Codec<std::string> {
    static std::optional<std::string> read(Input const& in, Faults& faults) { return read_text(in, faults); }
    static Json write(std::string_view value) { return value; }
};

template <>
struct Codec<Bytes> {
    static std::optional<Bytes> read(Input const& in, Faults& faults) { return read_bytes(in, faults); }
    static Json write(Bytes const& value) { return write_bytes(value); }
};

template <>
struct Codec<File> {
    static std::optional<File> read(Input const& in, Faults& faults) { return read_file(in, faults); }
    static Json write(File const& value) { return write_bytes(value.content); }
};

template <>
struct Codec<Json> {
    static std::optional<Json> read(Input const& in, Faults& faults) { return read_json(in, faults); }
    static Json write(Json const& value) { return value; }
};

template <>
struct Codec<std::chrono::year_month_day> {
    static std::optional<std::chrono::year_month_day> read(Input const& in, Faults& faults) {
        return read_date(in, faults);
    }
    static Json write(std::chrono::year_month_day value) { return write_date(value); }
};

/// A duration of the user's unit.
template <class Duration>
struct TimeCodec {
    using Rep = typename Duration::rep;
    using Nanoseconds = std::chrono::duration<long double, std::nano>;
    /// What a 64-bit integer counts exactly; others go through floating point.
    static constexpr bool kCounts = std::signed_integral<Rep> || (std::unsigned_integral<Rep> && sizeof(Rep) < 8);

    static std::optional<Duration> read(Input const& in, TimeKind kind, Faults& faults) {
        auto const time = read_time(in, kind, faults);
        if (!time) return std::nullopt;
        if constexpr (kCounts) {
            auto const count = in_units(*time, unit(), kind, in, faults);
            return count ? std::optional(Duration(static_cast<Rep>(*count))) : std::nullopt;
        } else {
            return std::chrono::duration_cast<Duration>(
                Nanoseconds(static_cast<long double>(time->whole) * 1e9L + time->nanos));
        }
    }
    static Json write(Duration value, TimeKind kind) {
        if constexpr (kCounts) {
            return write_time(static_cast<std::int64_t>(value.count()), unit(), kind);
        } else {
            return write_time(std::chrono::duration_cast<Nanoseconds>(value).count(), kind);
        }
    }

private:
    static constexpr TimeUnit unit() {
        using Period = typename Duration::period;
        return {.num = Period::num,
                .den = Period::den,
                .least = static_cast<std::int64_t>(std::numeric_limits<Rep>::min()),
                .most = static_cast<std::int64_t>(std::numeric_limits<Rep>::max())};
    }
};

template <class Rep, class Period>
struct Codec<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static std::optional<Duration> read(Input const& in, Faults& faults) {
        return TimeCodec<Duration>::read(in, TimeKind::duration, faults);
    }
    static Json write(Duration value) { return TimeCodec<Duration>::write(value, TimeKind::duration); }
};

template <class Clock, class Duration>
struct Codec<std::chrono::time_point<Clock, Duration>> {
    using Time = std::chrono::time_point<Clock, Duration>;
    static constexpr auto kKind = std::same_as<Clock, std::chrono::local_t> ? TimeKind::local : TimeKind::instant;
    static std::optional<Time> read(Input const& in, Faults& faults) {
        auto const since = TimeCodec<Duration>::read(in, kKind, faults);
        return since ? std::optional(Time(*since)) : std::nullopt;
    }
    static Json write(Time value) { return TimeCodec<Duration>::write(value.time_since_epoch(), kKind); }
};

template <class Duration>
struct Codec<std::chrono::hh_mm_ss<Duration>> {
    using Time = std::chrono::hh_mm_ss<Duration>;
    static std::optional<Time> read(Input const& in, Faults& faults) {
        auto const since = TimeCodec<Duration>::read(in, TimeKind::of_day, faults);
        return since ? std::optional(Time(*since)) : std::nullopt;
    }
    static Json write(Time const& value) {
        return TimeCodec<typename Time::precision>::write(value.to_duration(), TimeKind::of_day);
    }
};

template <class T>
    requires std::is_enum_v<T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Faults& faults) {
        std::array<std::string_view, std::size(Enumeration<T>::kValues)> names;
        for (std::size_t i = 0; i < names.size(); ++i)
            names[i] = Enumeration<T>::kValues[i].first;
        auto const place = read_enumerator(in, names, faults);
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
    static std::optional<std::vector<T>> read(Input const& in, Faults& faults) {
        if (!in.files.empty())
            return collect(in.files, [](File const& file) { return Input{.files = {&file, 1}}; }, faults);
        bool const is_json_text = in.texts.size() == 1 && in.texts[0].starts_with('[');
        if (!in.texts.empty() && !is_json_text) {
            return collect(in.texts, [](std::string const& text) { return Input{.texts = {&text, 1}}; }, faults);
        }
        Json parsed;
        auto const* list = read_list(in, parsed, faults);
        if (!list) return std::nullopt;
        return collect(list->items(), [](Json const& item) { return Input{.json = &item}; }, faults);
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
    static std::optional<std::vector<T>> collect(Items const& items, ToInput const& to_input, Faults& faults) {
        std::vector<T> values;
        values.reserve(items.size());
        std::size_t const before = faults.count();
        for (std::size_t i = 0; i < items.size() && !faults.full(); ++i) {
            std::size_t const first = faults.count();
            auto value = Codec<T>::read(to_input(items[i]), faults);
            if (value) {
                values.push_back(std::move(*value));
            } else {
                faults.under(first, i);
            }
        }
        if (faults.count() != before) return std::nullopt;
        return values;
    }
};

template <class T, class Less, class Allocator>
struct Codec<std::map<std::string, T, Less, Allocator>> {
    using Map = std::map<std::string, T, Less, Allocator>;
    static std::optional<Map> read(Input const& in, Faults& faults) {
        Json parsed;
        auto const* object = read_object(in, parsed, faults);
        if (!object) return std::nullopt;
        Map values;
        std::size_t const before = faults.count();
        for (auto const& member : object->members()) {
            std::size_t const first = faults.count();
            auto value = Codec<T>::read({.json = &member.value}, faults);
            if (value) {
                values.emplace(std::string(member.name()), std::move(*value));
            } else {
                faults.under(first, member.name());
            }
            if (faults.full()) break;
        }
        if (faults.count() != before) return std::nullopt;
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
    static std::optional<std::optional<T>> read(Input const& in, Faults& faults) {
        if (in.json && in.json->is_null()) return std::optional<T>();
        auto value = Codec<T>::read(in, faults);
        if (!value) return std::nullopt;
        return std::optional<std::optional<T>>(std::in_place, std::move(value));
    }
    static Json write(std::optional<T> const& value) { return value ? Codec<T>::write(*value) : Json(); }
};

template <class... Ts>
struct Codec<std::variant<Ts...>> {
    using Variant = std::variant<Ts...>;
    static std::optional<Variant> read(Input const& in, Faults& faults) { return read_from<0>(in, faults); }
    static Json write(Variant const& value) {
        return std::visit([](auto const& held) { return detail::write(held); }, value);
    }

private:
    /// The first alternative that binds; if none does, the last one's faults.
    template <std::size_t I>
    static std::optional<Variant> read_from(Input const& in, Faults& faults) {
        Faults own;
        auto value = Codec<std::variant_alternative_t<I, Variant>>::read(in, own);
        if (value) return Variant(std::in_place_index<I>, std::move(*value));
        if constexpr (I + 1 < sizeof...(Ts)) {
            return read_from<I + 1>(in, faults);
        } else {
            faults.add(own);
            return std::nullopt;
        }
    }
};

template <Described T>
struct Codec<T> {
    static std::optional<T> read(Input const& in, Faults& faults) {
        return std::apply([&](auto const&... members) { return read_members(in, faults, members...); },
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
    static std::optional<T> read_members(Input const& in, Faults& faults, Members const&... members) {
        std::array<std::string_view, sizeof...(Members)> const names{members.name...};
        Json parsed;
        std::size_t const before = faults.count();
        auto const* object = read_object(in, parsed, names, faults);
        if (!object) return std::nullopt;
        std::optional<T> value(std::in_place);
        (read_member(*object, members, *value, faults), ...);
        if (faults.count() != before) return std::nullopt;
        return value;
    }

    template <class M, class C>
    static void read_member(Json const& object, Member<M, C> const& member, T& out, Faults& faults) {
        std::size_t const first = faults.count();
        if (auto const* json = object.find(member.name)) {
            if (auto value = Codec<M>::read({.json = json}, faults)) out.*member.pointer = std::move(*value);
        } else if (member.required) {
            faults.add("is missing");
        }
        if (faults.count() != first) faults.under(first, member.name);
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
    static std::optional<T> read(Input const& in, Faults& faults) {
        auto const json = read_json(in, faults);
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
            faults.add(error.what());
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
