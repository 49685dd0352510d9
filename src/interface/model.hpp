#pragma once

/// The interface of a service: what can be called, with what, and what comes back. Pure data: the generator makes it
/// from a class, the worker prints it with `--describe`, and routing, OpenAPI, forms and workflow checks read it.

#include <chrono>
#include <coworks/json.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace coworks::interface {

enum class Verb : std::uint8_t { get, head, post, put, patch, delete_, options };

/// "GET", "DELETE", …
std::string_view verb_text(Verb verb) noexcept;
/// The verb of an HTTP method in capitals, or nothing.
std::optional<Verb> verb_of(std::string_view method) noexcept;
/// Whether parameters with defaults come from the query alone (GET, HEAD, DELETE, OPTIONS).
bool binds_from_query(Verb verb) noexcept;
/// Whether a request with this verb may have a body parameter (all but GET, HEAD and OPTIONS, which binds like GET).
bool may_have_body(Verb verb) noexcept;

/// The type of a parameter, a member or a result, as the outside sees it.
struct Type {
    enum class Kind : std::uint8_t {
        none,  ///< void; results only
        boolean,
        integer,  ///< bits and is_signed
        number,   ///< bits: 32 or 64
        string,
        date,             ///< 2026-03-01
        date_time,        ///< an instant: 2026-03-01T08:30:00Z
        local_date_time,  ///< without zone: 2026-03-01T08:30:00
        time,             ///< time of day: 08:30:00
        duration,         ///< PT1H30M
        enumeration,      ///< `name` in Interface::types; on the wire its enumerator's name
        structure,        ///< `name` in Interface::types; a JSON object
        converted,        ///< somebody else's type `name`, by its pair of conversion functions; any JSON
        list,             ///< of[0]
        map,              ///< of[0], with text keys
        variant,          ///< one of `of`, the first that binds
        optional,         ///< of[0] or nothing
        json,             ///< any JSON
        bytes,            ///< raw bytes
        file,             ///< an uploaded file
        response,         ///< a coworks::Response, built by hand; results only
        with_status,      ///< std::pair<of[0], int>; results only
    };

    Kind kind = Kind::none;
    std::string name{};  ///< qualified C++ name of an enumeration, structure or converted type
    std::vector<Type> of{};
    int bits = 0;
    bool is_signed = false;

    bool operator==(Type const&) const = default;
};

/// Bound from one path segment or one text: bool, numbers, strings, enumerations, dates, times and durations.
bool is_scalar(Type const& type) noexcept;
/// A File or a list of Files: parts of a multipart body.
bool is_upload(Type const& type) noexcept;
/// For people: "int32", "list of shop::Order", "string or nothing".
std::string describe(Type const& type);

/// A member of a structure.
struct Field {
    std::string name;
    Type type;
    bool required = true;                 ///< no default initialiser and no std::optional
    std::optional<Json> default_value{};  ///< known to the built program alone
    std::string default_text{};           ///< as it stands in the source; empty without one
    std::string doc{};

    bool operator==(Field const&) const = default;
};

struct Enumerator {
    std::string name;
    std::string doc{};

    bool operator==(Enumerator const&) const = default;
};

/// A structure (fields) or an enumeration (enumerators) of the user's, or a converted type (neither).
struct TypeDefinition {
    Type::Kind kind = Type::Kind::structure;
    std::string doc{};
    std::vector<Field> fields{};
    std::vector<Enumerator> enumerators{};

    bool operator==(TypeDefinition const&) const = default;
};

/// Where a parameter's value is found.
enum class Source : std::uint8_t {
    path,    ///< the segment {name}
    query,   ///< the query alone
    member,  ///< a member of the JSON, form or multipart body, else the query; if it is the entry's only one of this
             ///< kind and the body is no object, the whole body
    body,    ///< the whole body; of a queue, event: the message, the detail
    part,    ///< the multipart parts of its name
    rest,    ///< coworks::Params: all that no other parameter took
};

struct Parameter {
    std::string name;
    Type type;
    Source source = Source::query;
    bool required = true;                 ///< no default and no std::optional
    std::optional<Json> default_value{};  ///< known to the built program alone
    std::string default_text{};           ///< as it stands in the source; empty without one
    std::string doc{};

    bool operator==(Parameter const&) const = default;
};

/// One piece of a path between slashes.
struct Segment {
    bool is_parameter = false;
    std::string text;  ///< the literal text, or the parameter's name

    bool operator==(Segment const&) const = default;
};

/// "/content/{id}", "/" without segments.
std::string path_text(std::vector<Segment> const& path);

/// One thing that can be called: an HTTP entry or a receiver of messages.
struct Entry {
    enum class Kind : std::uint8_t { http, queue, event, schedule };

    Kind kind = Kind::http;
    std::string name;          ///< of direct calls: "get_content", of a blueprint's "admin.get_routes"
    std::string signature{};   ///< the declaration in the source, for people
    std::string doc{};         ///< the comment before the method, without its marks
    std::string result_doc{};  ///< what it says after @return

    Verb verb = Verb::get;        ///< http alone
    std::vector<Segment> path{};  ///< http alone
    std::string trigger{};        ///< name of the queue, event or schedule

    std::vector<Parameter> parameters{};
    Type result{};

    bool open = false;         ///< no_auth
    std::string media_type{};  ///< of a binary result: `binary = "image/png"`; else empty
    std::optional<std::chrono::milliseconds> timeout{};

    bool operator==(Entry const&) const = default;
};

/// Name of an entry in direct calls for a C++ method's name: without the underscores at its end.
std::string_view direct_name(std::string_view method) noexcept;

/// The interface of a service (or, before it is mounted, of a blueprint).
struct Interface {
    std::string name{};        ///< of the service
    std::string class_name{};  ///< qualified
    std::string doc{};
    bool has_authorizer = false;
    /// The class overrides before_request, after_request or handle_exception: what it refuses with may be anything.
    bool has_hooks = false;
    std::vector<Entry> entries{};                   ///< in the order of declaration; those of bases first
    std::map<std::string, TypeDefinition> types{};  ///< every type that entries reach, by qualified name

    bool operator==(Interface const&) const = default;
};

/// Adds a blueprint's entries to a service's, under a path prefix such as "/admin": paths get its segments in front,
/// names get them joined by dots. Returns an error if the prefix is no path of literal segments.
Result<void> mount(Interface& service, std::string_view prefix, Interface const& blueprint);

/// The JSON form (what `--describe` prints and interface.json holds), and back. Members that are empty are left out.
Json to_json(Interface const& interface);
Json to_json(Type const& type);
Result<Interface> interface_from_json(Json const& json);
Result<Type> type_from_json(Json const& json);

}  // namespace coworks::interface
