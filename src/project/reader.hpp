#pragma once

/// Reads a document key by key from tables, and collects every fault with its place. What is wrong is told and left at
/// its default, so that one run tells everything.

#include <concepts>
#include <coworks/json.hpp>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "json/positions.hpp"
#include "project/project.hpp"
#include "project/quantity.hpp"

namespace coworks::project {

class Reader;

/// A value in the document.
struct Item {
    Json const& value;
    std::string pointer;

    Item member(Json::Member const& member) const { return {member.value, pointer_to(pointer, member.name())}; }
    Item item(std::size_t index) const { return {value[index], pointer_to(pointer, index)}; }
};

/// One key that a mapping may have, and what reads its value into a T.
template <class T>
struct Key {
    std::string_view name;
    void (*read)(Reader& reader, Item const& item, T& into);
};

class Reader {
public:
    Reader(std::string file, PositionedJson const& document, std::filesystem::path root, Limits const& limits)
        : file_(std::move(file)), document_(document), root_(std::move(root)), limits_(limits) {}

    std::filesystem::path const& root() const noexcept { return root_; }
    Limits const& limits() const noexcept { return limits_; }
    std::vector<Diagnostic>& faults() noexcept { return faults_; }
    SourcePosition key_position(std::string const& pointer) const { return document_.positions.find(pointer).key; }

    /// Tells a fault of a value; or, with fault_of_key, of the name before it.
    void fault(Item const& item, std::string code, std::string message, std::string remedy = {});
    void fault_of_key(Item const& item, std::string code, std::string message, std::string remedy = {});

    /// Reads a mapping by its table; an absent value (`pricing:` with nothing behind) is an empty one. `what` names it
    /// in faults: "a service".
    template <class T>
    void object(Item const& item, std::string_view what, std::span<Key<T> const> keys, T& into) {
        if (!is_mapping(item, what)) return;
        for (auto const& member : item.value.members()) {
            auto const found =
                std::find_if(keys.begin(), keys.end(), [&](Key<T> const& key) { return key.name == member.name(); });
            if (found != keys.end()) {
                found->read(*this, item.member(member), into);
                continue;
            }
            std::vector<std::string_view> names;
            for (auto const& key : keys)
                names.push_back(key.name);
            unknown_key(item.member(member), member.name(), what, names);
        }
    }

    /// Calls `read(name, item)` for each member of a mapping whose names are the user's own.
    template <class F>
    void each(Item const& item, std::string_view what, F&& read) {
        if (!is_mapping(item, what)) return;
        for (auto const& member : item.value.members())
            read(std::string(member.name()), item.member(member));
    }

    void text(Item const& item, std::string& into);
    void flag(Item const& item, bool& into);
    void whole_number(Item const& item, int min, int max, int& into);
    void size(Item const& item, std::uint64_t min, std::uint64_t max, std::uint64_t& into);
    /// More than nothing, and at most `max`.
    void duration(Item const& item, std::chrono::milliseconds max, std::chrono::milliseconds& into);
    /// A list of texts; a single text is a list of one.
    void texts(Item const& item, std::vector<std::string>& into);
    /// A mapping of texts, added to what is there.
    void variables(Item const& item, Variables& into);

    /// Names `name` as unknown, with the nearest known one.
    void unknown_key(Item const& item, std::string_view name, std::string_view what,
                     std::vector<std::string_view> const& known);

private:
    bool is_mapping(Item const& item, std::string_view what);
    void add(SourcePosition position, std::size_t length, std::string code, std::string message, std::string remedy);

    std::string file_;
    PositionedJson const& document_;
    std::filesystem::path root_;
    Limits limits_;
    std::vector<Diagnostic> faults_;
};

/// The tables of the sections, each in its own file.
std::span<Key<Service> const> service_keys();
std::span<Key<Cors> const> cors_keys();
std::span<Key<Queue> const> queue_keys();
std::span<Key<Schedule> const> schedule_keys();
std::span<Key<Connection> const> connection_keys();

/// One member of `services:`: a mapping, nothing, or the name of a predefined service. `into` keeps what is not written
/// (a stage's settings are read over the project's).
void read_service(Reader& reader, Item const& item, Service& into);
void read_event(Reader& reader, Item const& item, EventPattern& into);
/// Members of `queues:`, `events:`, `schedules:`.
void read_queues(Reader& reader, Item const& item, Project& into);
void read_events(Reader& reader, Item const& item, Project& into);
void read_schedules(Reader& reader, Item const& item, Project& into);
void read_connections(Reader& reader, Item const& item, Project& into);
void read_cors(Reader& reader, Item const& item, Project& into);

}  // namespace coworks::project
