#include "cli/services.hpp"

#include <signal.h>
#include <unistd.h>

#include <fstream>

#include "base/text.hpp"
#include "cli/builder.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

fs::path running_file(project::Project const& project) {
    return project.state_folder() / "run.json";
}

Result<Json> read_json(fs::path const& file) {
    auto const text = read_input(file.string());
    if (!text) return tl::unexpected(text.error());
    try {
        return Json::parse(*text);
    } catch (JsonError const& error) {
        return coworks::fail("bad_json", "a file is no JSON", file.string(), error.what());
    }
}

/// Whether the process is a `cws`: numbers of processes come back.
bool is_cws(int pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    if (!std::getline(in, name) || name != "cws" || ::kill(pid, 0) != 0) return false;
    // One that has ended and that nobody has reaped yet: "PID (cws) Z …" (proc(5)).
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(stat, line);
    auto const state = line.rfind(") ");
    return state == std::string::npos || state + 2 >= line.size() || line[state + 2] != 'Z';
}

}  // namespace

Result<interface::Interface> read_interface(fs::path const& file) {
    auto const json = read_json(file);
    if (!json) return tl::unexpected(json.error());
    return interface::interface_from_json(*json);
}

tl::expected<Opened, Exit> open_services(Session const& session, dev::Flags flags) {
    auto loaded = session.open_project();
    if (!loaded) return tl::unexpected(loaded.error());
    auto const toolchain = session.toolchain();
    if (!toolchain) return tl::unexpected(toolchain.error());
    dev::Workspace workspace(loaded->project, *toolchain, session.colour_err, flags);
    if (auto const built = build(session, workspace, dev::What::services); built != Exit::ok) {
        return tl::unexpected(built);
    }
    auto const artefacts = workspace.publish();
    if (!artefacts) return tl::unexpected(session.fail(Exit::environment, artefacts.error()));
    Opened out{std::move(*loaded), {}};
    for (auto const& [name, service] : out.loaded.project.services) {
        if (!service.predefined.empty())
            session.warn("service '" + name + "' is left out: this version has no " + service.predefined);
    }
    for (auto const& artefact : *artefacts) {
        Built one{out.loaded.project.services.at(artefact.service), artefact, std::nullopt};
        if (!artefact.interface_file.empty()) {
            auto interface = read_interface(artefact.interface_file);
            if (!interface) return tl::unexpected(session.fail(Exit::build, interface.error()));
            one.interface = std::move(*interface);
        }
        out.services.push_back(std::move(one));
    }
    return out;
}

Exit unknown_service(Session const& session, project::Project const& project, std::string const& name) {
    std::vector<std::string> names;
    for (auto const& [service, ignored] : project.services)
        names.push_back(service);
    auto const nearest = nearest_name(name, names);
    return session.fail(
        Exit::usage, "there is no service '" + name + "'",
        nearest.empty() ? "`cws info` lists the services" : "did you mean '" + std::string(nearest) + "'?");
}

std::optional<Running> find_running(project::Project const& project) {
    std::error_code fault;
    if (!fs::exists(running_file(project), fault)) return std::nullopt;
    auto const json = read_json(running_file(project));
    if (!json || !(*json)["pid"].is_integer() || !(*json)["port"].is_integer()) return std::nullopt;
    Running running{static_cast<int>((*json)["pid"].as_int64()), static_cast<int>((*json)["port"].as_int64()),
                    (*json)["stage"].is_string() ? std::string((*json)["stage"].as_string()) : ""};
    if (!is_cws(running.pid)) return std::nullopt;
    return running;
}

Result<void> write_running(project::Project const& project, Running const& running) {
    auto const file = running_file(project);
    auto const beside = file.string() + ".new";
    std::error_code fault;
    fs::create_directories(project.state_folder(), fault);
    std::ofstream out(beside, std::ios::binary);
    out << Json::object({{"pid", running.pid}, {"port", running.port}, {"stage", running.stage}}).dump() << '\n';
    out.close();
    if (out) fs::rename(beside, file, fault);
    if (!out || fault) return coworks::fail("cannot_write", "cannot write a file", file.string(), fault.message());
    return {};
}

void remove_running(project::Project const& project) {
    std::error_code fault;
    fs::remove(running_file(project), fault);
}

}  // namespace coworks::cli
