#include <algorithm>
#include <array>

#include "project/names.hpp"
#include "project/reader.hpp"

namespace coworks::project {
namespace {

constexpr std::array<Key<Queue>, 3> kQueueKeys{{
    {"max_receives",
     [](Reader& reader, Item const& item, Queue& into) {
         reader.whole_number(item, 1, reader.limits().max_receives_max, into.max_receives);
     }},
    {"visibility", [](Reader& reader, Item const& item,
                      Queue& into) { reader.duration(item, reader.limits().visibility_max, into.visibility); }},
    {"fifo", [](Reader& reader, Item const& item, Queue& into) { reader.flag(item, into.fifo); }},
}};

void read_cron(Reader& reader, Item const& item, Schedule& into) {
    reader.text(item, into.cron);
    if (!item.value.is_string()) return;
    std::size_t fields = 0;
    bool inside = false;
    for (char const c : into.cron) {
        if (c != ' ' && !inside) ++fields;
        inside = c != ' ';
    }
    // EventBridge Scheduler guide, "Cron-based schedules": minutes hours day-of-month month day-of-week year.
    if (fields != 6) {
        reader.fault(item, "bad-cron", "a cron expression has six fields, this one has " + std::to_string(fields),
                     "minutes hours day-of-month month day-of-week year, as in 0 2 * * ? *");
    }
}

void read_timezone(Reader& reader, Item const& item, Schedule& into) {
    reader.text(item, into.timezone);
    if (!item.value.is_string() || into.timezone == "UTC") return;
    std::filesystem::path const zones = "/usr/share/zoneinfo";
    std::error_code fault;
    bool const known =
        into.timezone.find("..") == std::string::npos && std::filesystem::is_regular_file(zones / into.timezone, fault);
    if (!known && std::filesystem::exists(zones, fault)) {
        reader.fault(item, "unknown-timezone", "there is no time zone '" + into.timezone + "'",
                     "write its IANA name, as in Europe/Paris");
    }
}

constexpr std::array<Key<Schedule>, 2> kScheduleKeys{{
    {"cron", read_cron},
    {"timezone", read_timezone},
}};

bool is_web_address(std::string_view text) {
    for (std::string_view const scheme : {"https://", "http://"}) {
        if (text.starts_with(scheme)) return text.size() > scheme.size() && text[scheme.size()] != '/';
    }
    return false;
}

/// A web address in `into`, or a fault.
void read_address(Reader& reader, Item const& item, std::string& into) {
    reader.text(item, into);
    if (item.value.is_string() && !is_web_address(into)) {
        reader.fault(item, "bad-address", "'" + into + "' is no web address",
                     "write https://HOST, with a path if all calls share it");
    }
}

void read_headers(Reader& reader, Item const& item, Connection& into) {
    // RFC 9110 section 5.6.2.
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    reader.each(item, "headers", [&](std::string const& name, Item const& one) {
        bool const fits = std::all_of(name.begin(), name.end(), [&](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   kMarks.find(c) != std::string_view::npos;
        });
        if (!fits || name.empty()) {
            reader.fault_of_key(one, "bad-name", "'" + name + "' is no name of a header",
                                "use letters, digits and hyphens");
        }
        reader.text(one, into.headers[name]);
    });
}

constexpr std::array<Key<Connection>, 10> kConnectionKeys{{
    {"base", [](Reader& reader, Item const& item, Connection& into) { read_address(reader, item, into.base); }},
    {"api_key", [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.api_key); }},
    {"api_key_header",
     [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.api_key_header); }},
    {"user", [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.user); }},
    {"password", [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.password); }},
    {"token_url",
     [](Reader& reader, Item const& item, Connection& into) { read_address(reader, item, into.token_url); }},
    {"client_id", [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.client_id); }},
    {"client_secret",
     [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.client_secret); }},
    {"scope", [](Reader& reader, Item const& item, Connection& into) { reader.text(item, into.scope); }},
    {"headers", read_headers},
}};

/// One way to say who calls, and that one whole.
void check_authorization(Reader& reader, std::string const& name, Item const& item, Connection const& connection) {
    int const ways = static_cast<int>(!connection.api_key.empty()) + static_cast<int>(!connection.user.empty()) +
                     static_cast<int>(!connection.token_url.empty());
    if (ways > 1) {
        reader.fault_of_key(item, "contradiction", "connection '" + name + "' says in several ways who calls",
                            "keep one of api_key, user and password, or token_url");
    }
    auto const together = [&](std::string_view one, bool has_one, std::string_view other, bool has_other) {
        if (has_one == has_other) return;
        auto const missing = std::string(has_one ? other : one);
        reader.fault_of_key(item, "missing-key", "connection '" + name + "' has no " + missing,
                            "add " + missing + " beside " + std::string(has_one ? one : other));
    };
    together("user", !connection.user.empty(), "password", !connection.password.empty());
    together("token_url", !connection.token_url.empty(), "client_id", !connection.client_id.empty());
    together("client_id", !connection.client_id.empty(), "client_secret", !connection.client_secret.empty());
}

void read_origins(Reader& reader, Item const& item, Cors& into) {
    reader.texts(item, into.origins);
    for (auto const& origin : into.origins) {
        auto const host = origin.find("://");
        bool const whole = is_web_address(origin) && origin.find('/', host + 3) == std::string::npos;
        if (origin != "*" && !whole) {
            reader.fault(item, "bad-origin", "'" + origin + "' is no origin",
                         "write scheme and host, with no path: https://shop.example.com, or \"*\" for all");
        }
    }
}

// Fetch standard, section 3.2: a browser keeps a preflight's answer at most as long as it likes; Chromium's bound.
constexpr std::chrono::hours kCorsAgeMax{24};

constexpr std::array<Key<Cors>, 4> kCorsKeys{{
    {"origins", read_origins},
    {"headers", [](Reader& reader, Item const& item, Cors& into) { reader.texts(item, into.headers); }},
    {"credentials", [](Reader& reader, Item const& item, Cors& into) { reader.flag(item, into.credentials); }},
    {"max_age", [](Reader& reader, Item const& item, Cors& into) { reader.duration(item, kCorsAgeMax, into.max_age); }},
}};

/// The name of a queue, an event or a schedule is the rest of a method's name: on_NAME.
void check_trigger_name(Reader& reader, std::string const& name, Item const& item, std::string_view what) {
    bool const fits = is_variable_name(name) && name.find("__") == std::string::npos && !name.ends_with('_');
    if (!fits) {
        reader.fault_of_key(item, "bad-name", "'" + name + "' is no name of " + std::string(what),
                            "use letters, digits and single underscores: it is the rest of a method's name");
    }
}

}  // namespace

std::span<Key<Queue> const> queue_keys() {
    return kQueueKeys;
}
std::span<Key<Schedule> const> schedule_keys() {
    return kScheduleKeys;
}
std::span<Key<Connection> const> connection_keys() {
    return kConnectionKeys;
}
std::span<Key<Cors> const> cors_keys() {
    return kCorsKeys;
}

void read_event(Reader& reader, Item const& item, EventPattern& into) {
    // EventBridge guide, "Event pattern syntax": these fields, each with a list of values or (detail) a nested pattern.
    static std::vector<std::string_view> const known{"source",  "detail-type", "detail",    "account", "region",
                                                     "version", "id",          "resources", "time"};
    if (item.value.empty()) {
        reader.fault_of_key(item, "empty-pattern", "an event without a pattern would match everything",
                            "say what it listens to: {source: [shop.orders]}");
    }
    reader.each(item, "an event's pattern", [&](std::string const& name, Item const& field) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            reader.unknown_key(field, name, "an event's pattern", known);
        } else if (name != "detail" && !field.value.is_array()) {
            reader.fault(field, "wrong-type", "a pattern's field is a list of values", "put it in brackets: [ ]");
        }
    });
    into.pattern = item.value;
}

void read_queues(Reader& reader, Item const& item, Project& into) {
    reader.each(item, "queues", [&](std::string const& name, Item const& one) {
        check_trigger_name(reader, name, one, "a queue");
        if (name.starts_with("event_") || name.starts_with("schedule_")) {
            reader.fault_of_key(one, "bad-name", "'" + name + "' can't be a queue: on_" + name + " listens elsewhere",
                                "event_ and schedule_ are no beginnings of queue names");
        }
        reader.object<Queue>(one, "a queue", queue_keys(), into.queues[name]);
    });
}

void read_events(Reader& reader, Item const& item, Project& into) {
    reader.each(item, "events", [&](std::string const& name, Item const& one) {
        check_trigger_name(reader, name, one, "an event");
        read_event(reader, one, into.events[name]);
    });
}

void read_schedules(Reader& reader, Item const& item, Project& into) {
    reader.each(item, "schedules", [&](std::string const& name, Item const& one) {
        check_trigger_name(reader, name, one, "a schedule");
        reader.object<Schedule>(one, "a schedule", schedule_keys(), into.schedules[name]);
        if (!one.value.contains("cron")) {
            reader.fault_of_key(one, "missing-key", "schedule '" + name + "' doesn't say when",
                                "add cron: 0 2 * * ? *");
        }
    });
}

void read_connections(Reader& reader, Item const& item, Project& into) {
    reader.each(item, "connections", [&](std::string const& name, Item const& one) {
        reader.object<Connection>(one, "a connection", connection_keys(), into.connections[name]);
        if (!one.value.contains("base")) {
            reader.fault_of_key(one, "missing-key", "connection '" + name + "' has no address",
                                "add base: https://HOST");
        }
        check_authorization(reader, name, one, into.connections[name]);
    });
}

void read_cors(Reader& reader, Item const& item, Project& into) {
    into.cors.emplace();
    reader.object<Cors>(item, "cors", cors_keys(), *into.cors);
    // Fetch standard, section 3.2.5: the wildcard never allows credentials.
    if (into.cors->credentials &&
        std::find(into.cors->origins.begin(), into.cors->origins.end(), "*") != into.cors->origins.end()) {
        reader.fault_of_key(item, "contradiction", "credentials can't be allowed to every origin", "name the origins");
    }
    if (!item.value.contains("origins")) {
        reader.fault_of_key(item, "missing-key", "cors names no origins", "add origins: [https://shop.example.com]");
    }
}

}  // namespace coworks::project
