#include <coworks/json.hpp>

#include "cli/commands.hpp"

namespace coworks::cli {
namespace {

struct VersionOptions {
    bool json = false;
};

#if defined(__clang__)
constexpr auto kCompiler = "clang " __clang_version__;
#else
constexpr auto kCompiler = "g++ " __VERSION__;
#endif

Exit version(Session& session, VersionOptions const& options) {
    auto const package = dev::find_package_folder(session.program).string();
    if (options.json) {
        session.out(Json::object({{"version", COWORKS_VERSION}, {"compiler", kCompiler}, {"package", package}})
                        .dump({.indent = 2}) +
                    "\n");
    } else {
        session.out("cws " COWORKS_VERSION "\nbuilt with " + std::string(kCompiler) + "\npackage " + package + "\n");
    }
    return Exit::ok;
}

}  // namespace

void add_version(Commands& commands) {
    auto options = std::make_shared<VersionOptions>();
    auto command = commands.add("version", "Version, compiler, and where its package lies", "  cws version --json\n");
    command.flag("--json", options->json, "As JSON");
    commands.act(command, options, version);
}

}  // namespace coworks::cli
