#pragma once

/// Between the code that cws-entries writes and the dispatcher that calls it. For these two alone.

#include <coworks/blueprint.hpp>
#include <coworks/context.hpp>
#include <coworks/detail/codec.hpp>
#include <coworks/detail/serve.hpp>
#include <coworks/message.hpp>
#include <coworks/request.hpp>
#include <coworks/response.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace coworks::detail {

/// A call under way, as an entry's function sees it; the dispatcher implements it. Parameters are numbered as in the
/// interface.
class Call {
public:
    virtual ~Call() = default;

    virtual Request const& request() = 0;
    virtual Context const& context() = 0;
    virtual Message const& message() = 0;
    /// All members of query and body that no other parameter takes.
    virtual Params rest(std::size_t parameter) = 0;

    /// The value of a parameter without default; an optional one that is not there is empty. Nothing where it is
    /// missing or does not bind: check() tells of that.
    template <class T>
    std::optional<T> take(std::size_t parameter) {
        if (auto const input = find(parameter)) return read<T>(parameter, *input);
        if constexpr (is_optional<T>) {
            return std::optional<T>(std::in_place);
        } else {
            missing(parameter);
            return std::nullopt;
        }
    }

    /// The value of a parameter, or its default, which is evaluated only then.
    template <class T>
    std::optional<T> take_or(std::size_t parameter, T (*default_value)()) {
        if (auto const input = find(parameter)) return read<T>(parameter, *input);
        return std::optional<T>(std::in_place, default_value());
    }

    /// Throws what only the dispatcher catches, with every fault there is in the request. To be called after all
    /// parameters were taken, and before their values are used.
    virtual void check() = 0;

    /// The result, in the form that its type has as a response.
    template <class T>
    void give(T&& result) {
        using Value = std::remove_cvref_t<T>;
        if constexpr (std::same_as<Value, std::string> || std::same_as<Value, std::string_view>) {
            give_text(std::string(std::forward<T>(result)));
        } else if constexpr (std::same_as<Value, Bytes>) {
            give_bytes(std::forward<T>(result));
        } else if constexpr (std::same_as<Value, Response>) {
            give_response(std::forward<T>(result));
        } else if constexpr (is_with_status<Value>) {
            give_status(result.second);
            give(std::forward<T>(result).first);
        } else if constexpr (is_optional<Value>) {
            result ? give(*std::forward<T>(result)) : give_absent();
        } else {
            give_json(detail::write<Value>(result));
        }
    }
    virtual void give_nothing() = 0;

protected:
    /// Where the value of a parameter stands, or nothing if it is not there. The input lives as long as the call.
    virtual std::optional<Input> find(std::size_t parameter) = 0;
    virtual void missing(std::size_t parameter) = 0;
    virtual void refuse(std::size_t parameter, Faults const& faults) = 0;

    virtual void give_text(std::string text) = 0;
    virtual void give_bytes(Bytes bytes) = 0;
    virtual void give_json(Json json) = 0;
    virtual void give_response(Response response) = 0;
    /// An empty std::optional.
    virtual void give_absent() = 0;
    /// The status of the result that follows.
    virtual void give_status(int status) = 0;

private:
    template <class T>
    static constexpr bool is_optional = false;
    template <class T>
    static constexpr bool is_with_status = false;

    template <class T>
    std::optional<T> read(std::size_t parameter, Input const& input) {
        Faults faults;
        auto value = detail::read<T>(input, faults);
        if (!value) refuse(parameter, faults);
        return value;
    }
};

template <class T>
constexpr bool Call::is_optional<std::optional<T>> = true;
template <class T>
constexpr bool Call::is_with_status<std::pair<T, int>> = true;

/// An entry of a class, in the order of its interface.
struct EntryBinding {
    void (*call)(EntryOwner& owner, Call& call);
};

/// The value of a parameter's default. It may throw whatever the user's code throws.
struct DefaultBinding {
    std::size_t entry;
    std::size_t parameter;
    Json (*value)();
};

/// A structure as it is made, so that its members' defaults can be read off.
struct StructureBinding {
    std::string_view name;
    Json (*value)();
};

/// Everything that the generator knows of a class.
struct ClassBinding {
    char const* interface;  ///< as JSON, without the values of defaults
    std::span<EntryBinding const> entries;
    std::span<DefaultBinding const> defaults;
    std::span<StructureBinding const> structures;
    std::unique_ptr<EntryOwner> (*make)();  ///< of a service; null for a blueprint
};

}  // namespace coworks::detail
