#include <array>

#include "project/load.hpp"
#include "project/reader.hpp"

namespace coworks::project {
namespace {

void read_header(Reader& reader, Item const& item, Service& into) {
    std::string path;
    reader.text(item, path);
    if (path.empty()) return;
    into.header = path;
    std::error_code fault;
    if (!std::filesystem::is_regular_file(reader.root() / path, fault)) {
        reader.fault(item, "no-such-file", "there is no file " + path, "paths are relative to the project's folder");
    }
}

void read_sources(Reader& reader, Item const& item, Service& into) {
    std::vector<std::string> patterns;
    reader.texts(item, patterns);
    into.sources.clear();
    for (std::size_t index = 0; index < patterns.size(); ++index) {
        auto found = expand(reader.root(), patterns[index]);
        if (found.empty()) {
            reader.fault(item.value.is_array() ? item.item(index) : item, "no-such-file",
                         "no file matches " + patterns[index], "paths are relative to the project's folder");
        }
        into.sources.insert(into.sources.end(), found.begin(), found.end());
    }
}

void read_concurrency(Reader& reader, Item const& item, Service& into) {
    int limit = into.concurrency.value_or(1);
    reader.whole_number(item, 1, reader.limits().concurrency_max, limit);
    into.concurrency = limit;
}

void read_secrets(Reader& reader, Item const& item, Service& into) {
    reader.texts(item, into.secrets);
    for (std::size_t index = 0; item.value.is_array() && index < item.value.size(); ++index) {
        Json const& name = item.value[index];
        if (name.is_string() && !is_variable_name(name.as_string())) {
            reader.fault(item.item(index), "bad-name", "'" + std::string(name.as_string()) + "' is no name of a secret",
                         "use letters, digits and _, and no digit first");
        }
    }
}

constexpr std::array<Key<Service>, 9> kServiceKeys{{
    {"header", read_header},
    {"sources", read_sources},
    {"link", [](Reader& reader, Item const& item, Service& into) { reader.texts(item, into.link); }},
    {"command", [](Reader& reader, Item const& item, Service& into) { reader.texts(item, into.command); }},
    {"memory",
     [](Reader& reader, Item const& item, Service& into) {
         reader.size(item, reader.limits().memory_min, reader.limits().memory_max, into.memory);
     }},
    {"timeout", [](Reader& reader, Item const& item,
                   Service& into) { reader.duration(item, reader.limits().timeout_max, into.timeout); }},
    {"concurrency", read_concurrency},
    {"env", [](Reader& reader, Item const& item, Service& into) { reader.variables(item, into.env); }},
    {"secrets", read_secrets},
}};

}  // namespace

std::span<Key<Service> const> service_keys() {
    return kServiceKeys;
}

void read_service(Reader& reader, Item const& item, Service& into) {
    if (item.value.is_string()) {
        into.predefined = item.value.as_string();
        if (!into.predefined.starts_with("coworks/")) {
            reader.fault(item, "wrong-type", "'" + into.predefined + "' is no predefined service",
                         "predefined services are written coworks/NAME; your own is a mapping of settings");
            into.predefined.clear();
        }
        return;
    }
    reader.object<Service>(item, "a service", service_keys(), into);
    bool const compiled =
        item.value.contains("header") || item.value.contains("sources") || item.value.contains("link");
    if (!into.command.empty() && compiled) {
        reader.fault_of_key(item, "contradiction", "'command' starts a function in another language",
                            "remove header, sources and link, or command");
    }
}

}  // namespace coworks::project
