#include "project/load.hpp"

#include <glob.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <tuple>

#include "project/names.hpp"
#include "project/reader.hpp"
#include "yaml/yaml.hpp"

namespace coworks::project {
namespace {

namespace fs = std::filesystem;

/// What the file says beyond the project itself: its stages, which are read last, over everything else.
struct Document {
    Project project;
    std::optional<Item> name;
    std::optional<Item> services;
    std::optional<Item> stages;
};

struct History {
    std::chrono::milliseconds* keep;
};

constexpr std::chrono::hours kHistoryMax{24 * 3650};  // ten years: beyond any rule of retention we know

constexpr std::array<Key<History>, 1> kHistoryKeys{{
    {"keep", [](Reader& reader, Item const& item, History& into) { reader.duration(item, kHistoryMax, *into.keep); }},
}};

void read_name(Reader& reader, Item const& item, Document& into) {
    std::string name;
    reader.text(item, name);
    if (item.value.is_string() && !is_project_name(name)) {
        reader.fault(item, "bad-name", "'" + name + "' is no name of a project",
                     "use letters, digits, - and _, a letter first: it is part of every resource's name");
        return;
    }
    if (!name.empty()) into.project.name = name;
}

constexpr std::array<Key<Document>, 9> kProjectKeys{{
    {"name", read_name},
    {"services", [](Reader&, Item const& item, Document& into) { into.services.emplace(item); }},
    {"cors", [](Reader& reader, Item const& item, Document& into) { read_cors(reader, item, into.project); }},
    {"queues", [](Reader& reader, Item const& item, Document& into) { read_queues(reader, item, into.project); }},
    {"events", [](Reader& reader, Item const& item, Document& into) { read_events(reader, item, into.project); }},
    {"schedules", [](Reader& reader, Item const& item, Document& into) { read_schedules(reader, item, into.project); }},
    {"connections",
     [](Reader& reader, Item const& item, Document& into) { read_connections(reader, item, into.project); }},
    {"history",
     [](Reader& reader, Item const& item, Document& into) {
         History history{&into.project.history_keep};
         reader.object<History>(item, "history", kHistoryKeys, history);
     }},
    {"stages", [](Reader&, Item const& item, Document& into) { into.stages.emplace(item); }},
}};

/// Every tech/NAME.hpp is a service with its defaults.
std::map<std::string, Service> discover(fs::path const& root, Reader& reader) {
    std::map<std::string, Service> services;
    for (auto const& header : expand(root, "tech/*.hpp")) {
        Service service;
        service.name = header.stem().string();
        service.header = header;
        if (!is_service_name(service.name)) {
            Diagnostic fault;
            fault.file = header.string();
            fault.code = "bad-name";
            fault.message = "'" + service.name + "' is no name of a service";
            fault.remedy = "rename the file: letters, digits, - and _, a letter first";
            reader.faults().push_back(std::move(fault));
            continue;
        }
        services.emplace(service.name, service);
    }
    return services;
}

void find_default_sources(fs::path const& root, Service& service) {
    for (auto const& pattern : {"tech/" + service.name + ".cpp", "tech/" + service.name + "/*.cpp"}) {
        auto const found = expand(root, pattern);
        service.sources.insert(service.sources.end(), found.begin(), found.end());
    }
}

void check_service(Reader& reader, Item const& item, Service const& service, Project const& project) {
    auto const& limits = reader.limits();
    if (service.header.empty() && service.command.empty() && service.predefined.empty()) {
        reader.fault_of_key(item, "no-such-file", "service '" + service.name + "' has no header",
                            "write tech/" + service.name + ".hpp, or name another with header:");
    }
    auto const function = function_name(project, service.name);
    if (function.size() > limits.function_name_max) {
        reader.fault_of_key(item, "name-too-long",
                            "the function's name " + function + " has " + std::to_string(function.size()) +
                                " characters; Lambda takes " + std::to_string(limits.function_name_max),
                            "choose shorter names for project, stage or service");
    }
    std::size_t bytes = 0;
    for (auto const& [name, value] : service.env)
        bytes += name.size() + value.size();
    if (bytes > limits.environment_bytes_max) {
        reader.fault_of_key(item, "env-too-large",
                            "the environment of '" + service.name + "' takes " + std::to_string(bytes) +
                                " bytes; Lambda takes " + std::to_string(limits.environment_bytes_max),
                            "move some of it to a file");
    }
}

void read_services(Reader& reader, Document& document) {
    auto& services = document.project.services;
    services = discover(reader.root(), reader);
    if (document.services) {
        reader.each(*document.services, "services", [&](std::string const& name, Item const& item) {
            if (!is_service_name(name)) {
                reader.fault_of_key(item, "bad-name", "'" + name + "' is no name of a service",
                                    "use letters, digits, - and _, a letter first");
                return;
            }
            Service& service = services[name];
            service.name = name;
            service.position = reader.key_position(item.pointer);
            read_service(reader, item, service);
        });
    }
    for (auto& [name, service] : services) {
        bool const written = document.services && document.services->value[name].contains("sources");
        if (!service.header.empty() && !written) find_default_sources(reader.root(), service);
    }
}

struct StageReading {
    Stage* stage;
    Project* project;
};

void read_stage_services(Reader& reader, Item const& item, StageReading& into) {
    reader.each(item, "services", [&](std::string const& name, Item const& one) {
        auto const found = into.project->services.find(name);
        if (found != into.project->services.end()) {
            read_service(reader, one, found->second);
            return;
        }
        std::vector<std::string_view> known;
        for (auto const& [service, ignored] : into.project->services)
            known.push_back(service);
        std::string const nearest(nearest_name(name, known));
        reader.fault_of_key(one, "unknown-service", "there is no service '" + name + "'",
                            nearest.empty() ? "write it first" : "did you mean '" + nearest + "'?");
    });
}

constexpr std::array<Key<StageReading>, 3> kStageKeys{{
    {"protected",
     [](Reader& reader, Item const& item, StageReading& into) { reader.flag(item, into.stage->is_protected); }},
    {"env", [](Reader& reader, Item const& item, StageReading& into) { reader.variables(item, into.stage->env); }},
    {"services", read_stage_services},
}};

/// A stage's env goes to every service, and what the stage says of one service goes over that.
void read_stage(Reader& reader, Item const& item, Stage& stage, Project& project) {
    Json const& env = item.value["env"];
    for (auto& [name, service] : project.services) {
        for (auto const& member : env.is_object() ? env.members() : std::span<Json::Member const>()) {
            if (member.value.is_string()) {
                service.env.insert_or_assign(std::string(member.name()), std::string(member.value.as_string()));
            }
        }
    }
    StageReading reading{&stage, &project};
    reader.object<StageReading>(item, "a stage", kStageKeys, reading);
}

void read_stages(Reader& reader, Document& document, std::string const& chosen) {
    Project& project = document.project;
    project.stage.name = chosen;
    project.stage_names = {"dev"};
    if (!document.stages) return;
    Project const before = project;
    reader.each(*document.stages, "stages", [&](std::string const& name, Item const& item) {
        if (!is_stage_name(name)) {
            reader.fault_of_key(item, "bad-name", "'" + name + "' is no name of a stage",
                                "use letters, digits and -, a letter first");
        }
        if (name != "dev") project.stage_names.push_back(name);
        if (name == chosen) {
            read_stage(reader, item, project.stage, project);
        } else {
            Project copy = before;
            copy.stage.name = name;
            read_stage(reader, item, copy.stage, copy);
        }
    });
    auto const& names = project.stage_names;
    if (std::find(names.begin(), names.end(), chosen) == names.end()) {
        std::string const nearest(nearest_name(chosen, std::span<std::string const>(names)));
        reader.fault_of_key(*document.stages, "unknown-stage", "there is no stage '" + chosen + "'",
                            nearest.empty() ? "add it here" : "did you mean '" + nearest + "'?");
    }
}

std::string choose_stage(LoadOptions const& options) {
    if (!options.stage.empty()) return options.stage;
    auto const found = options.environment.find("CWS_STAGE");
    return found != options.environment.end() && !found->second.empty() ? found->second : "dev";
}

std::string shown(fs::path const& file, LoadOptions const& options) {
    if (options.current_folder.empty()) return file.string();
    auto const relative = file.lexically_relative(options.current_folder);
    return relative.empty() ? file.string() : relative.string();
}

void check_all(Reader& reader, Document const& document, PositionedJson const& parsed) {
    if (!is_stage_name(document.project.stage.name)) {
        Diagnostic fault;  // it stands in the command line or in CWS_STAGE, not in the file
        fault.code = "bad-name";
        fault.message = "'" + document.project.stage.name + "' is no name of a stage";
        fault.remedy = "--stage and CWS_STAGE take letters, digits and -, a letter first";
        reader.faults().push_back(std::move(fault));
    }
    for (auto const& [name, service] : document.project.services) {
        auto const pointer = pointer_to("/services", name);
        check_service(reader, {parsed.value["services"][name], pointer}, service, document.project);
    }
}

}  // namespace

bool Loaded::ok() const {
    return std::none_of(faults.begin(), faults.end(),
                        [](Diagnostic const& fault) { return fault.severity == Diagnostic::Severity::error; });
}

std::optional<fs::path> find_root(fs::path const& start) {
    std::error_code fault;
    for (auto folder = fs::absolute(start, fault);; folder = folder.parent_path()) {
        if (fs::is_regular_file(folder / kFileName, fault)) return folder;
        if (folder == folder.parent_path()) return std::nullopt;
    }
}

std::vector<fs::path> expand(fs::path const& root, std::string const& pattern) {
    std::string escaped;  // the folder's own name may hold what glob(7) takes for a pattern
    if (!fs::path(pattern).is_absolute()) {
        for (char const c : root.string()) {
            if (std::string_view("*?[\\").find(c) != std::string_view::npos) escaped += '\\';
            escaped += c;
        }
        escaped += '/';
    }
    std::vector<fs::path> out;
    glob_t found{};
    if (::glob((escaped + pattern).c_str(), 0, nullptr, &found) == 0) {
        for (std::size_t index = 0; index < found.gl_pathc; ++index) {
            fs::path const path = found.gl_pathv[index];
            std::error_code fault;
            if (!fs::is_regular_file(path, fault)) continue;
            out.push_back(fs::path(pattern).is_absolute() ? path : path.lexically_relative(root));
        }
    }
    ::globfree(&found);
    return out;
}

Loaded load(fs::path const& root, LoadOptions const& options) {
    auto const stage = choose_stage(options);
    auto const file = shown(root / kFileName, options);
    std::ifstream in(root / kFileName, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    std::string const source = text.str();

    yaml::Limits limits;
    limits.bytes_max = options.limits.file_bytes_max;
    PositionedJson const parsed = yaml::parse(source, file, limits);
    Reader reader(file, parsed, root, options.limits);
    Document document;
    document.project.root = root;
    document.project.name = project_name_of_folder(root.filename().string());

    auto& faults = reader.faults();
    faults = parsed.faults;
    reader.object<Document>({parsed.value, ""}, "a project", kProjectKeys, document);
    read_services(reader, document);
    read_stages(reader, document, stage);
    check_all(reader, document, parsed);

    Environment environment(options.environment, root, stage);
    for (auto fault : environment.faults()) {
        fault.file = shown(fault.file, options);
        faults.push_back(std::move(fault));
    }
    auto const place = [](Diagnostic const& fault) { return std::tie(fault.file, fault.position, fault.message); };
    std::sort(faults.begin(), faults.end(),
              [&](Diagnostic const& a, Diagnostic const& b) { return place(a) < place(b); });
    // What stands in a stage's settings may be told once for the stage and once for the project.
    faults.erase(std::unique(faults.begin(), faults.end(),
                             [&](Diagnostic const& a, Diagnostic const& b) { return place(a) == place(b); }),
                 faults.end());
    // A .env file is never quoted: what stands there is secret.
    return {std::move(document.project), std::move(environment), std::move(faults), {{file, source}}};
}

}  // namespace coworks::project
