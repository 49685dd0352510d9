#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <coworks/json.hpp>
#include <system_error>

#include "cli/commands.hpp"
#include "dev/command.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

struct DoctorOptions {
    bool json = false;
    std::uint16_t port = 8000;
};

struct Check {
    std::string what;
    bool ok = false;
    bool needed = true;
    std::string found;
    std::string remedy;
};

/// The first line that the command prints, if it succeeds.
std::string answer_of(std::vector<std::string> arguments) {
    std::string first;
    dev::Command command;
    command.arguments = std::move(arguments);
    auto const ended = dev::run(command, [&](std::string_view line) {
        if (first.empty()) first = line;
    });
    return ended && ended->ok() ? first : "";
}

Check check_tool(std::string what, fs::path const& tool, std::string remedy) {
    Check check{std::move(what), false, true, "not found", std::move(remedy)};
    if (tool.empty()) return check;
    auto const version = answer_of({tool.string(), "--version"});
    check.ok = !version.empty();
    check.found = tool.string() + (check.ok ? " (" + version + ")" : " does not run");
    return check;
}

/// Asks the generator, which knows where it looks.
Check check_libclang(fs::path const& generator) {
    Check check{"libclang", false, true, "not found", "apt-get install libclang1-19"};
    auto const found = generator.empty() ? "" : answer_of({generator.string(), "--which-libclang"});
    check.ok = !found.empty();
    if (check.ok) check.found = found;
    return check;
}

/// Services are linked with the static libcrypto. A compiler that has no such file answers with its name alone.
Check check_libcrypto(fs::path const& compiler) {
    Check check{"libcrypto", false, true, "not found", "apt-get install libssl-dev"};
    auto const found = compiler.empty() ? "" : answer_of({compiler.string(), "-print-file-name=libcrypto.a"});
    check.ok = found.starts_with('/');
    if (check.ok) check.found = fs::path(found).lexically_normal().string();
    return check;
}

Check check_port(std::uint16_t port) {
    Check check{"port " + std::to_string(port), false, true, "", "cws run --port 0 takes any free one"};
    int const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    void* const plain = &address;
    check.ok = descriptor >= 0 && ::bind(descriptor, static_cast<sockaddr*>(plain), sizeof address) == 0;
    check.found = check.ok ? "free" : std::generic_category().message(errno);
    if (descriptor >= 0) ::close(descriptor);
    return check;
}

Check check_folder(fs::path const& folder) {
    Check check{"this folder", ::access(folder.c_str(), W_OK) == 0, true, folder.string(),
                "cws keeps builds and data in .cws: go where you may write"};
    if (!check.ok) check.found += ": " + std::generic_category().message(errno);
    std::error_code fault;
    auto const space = fs::space(folder, fault);
    constexpr std::uintmax_t kSpaceMin = 200ULL << 20;  // a build of some services, with room to spare
    if (check.ok && !fault && space.available < kSpaceMin) {
        check.ok = false;
        check.found += ": less than 200 MB left";
        check.remedy = "free some space";
    }
    return check;
}

/// A library of headers that only some need: where `header` lies, in the folders where the compiler looks.
Check check_header(std::string what, fs::path const& header, std::string remedy) {
    Check check{std::move(what), false, false, "not found", std::move(remedy)};
    for (fs::path const folder : {"/usr/include", "/usr/local/include"}) {
        std::error_code fault;
        if (check.ok || !fs::exists(folder / header, fault)) continue;
        check.ok = true;
        check.found = (folder / header).parent_path().string();
    }
    return check;
}

std::vector<Check> examine(Session const& session, DoctorOptions const& options) {
    auto const& environment = session.environment;
    std::vector<Check> checks;
    auto const package = dev::find_package_folder(session.program);
    checks.push_back({"package", !package.empty(), true, package.empty() ? "not found" : package.string(),
                      "install CoWorks again, or run `make build` in its sources"});
    auto const compiler = dev::find_compiler(environment);
    checks.push_back(check_tool("compiler", compiler, "apt-get install g++"));
    checks.push_back(check_tool("cmake", dev::find_program("cmake", environment), "apt-get install cmake"));
    checks.push_back(check_tool("ninja", dev::find_program("ninja", environment), "apt-get install ninja-build"));
    auto generator = session.program.parent_path() / "cws-entries";
    if (!fs::exists(generator)) generator.clear();
    checks.push_back(check_tool("generator", generator, "install CoWorks again"));
    checks.push_back(check_libclang(generator));
    checks.push_back(check_libcrypto(compiler));
    checks.push_back(check_port(options.port));
    checks.push_back(check_folder(session.current_folder));
    checks.push_back(check_header("GoogleTest", "gtest/gtest.h", "apt-get install libgtest-dev, for `cws test`"));
    checks.push_back(
        check_header("GoogleMock", "gmock/gmock.h", "apt-get install libgmock-dev, for tests that use its matchers"));
    auto const debugger = dev::find_program("gdb", environment);
    checks.push_back({"gdb", !debugger.empty(), false, debugger.empty() ? "not found" : debugger.string(),
                      "apt-get install gdb, for `cws run --debug SERVICE`"});
    return checks;
}

Json as_json(std::vector<Check> const& checks) {
    Json::ArrayBuilder out;
    for (auto const& check : checks) {
        out.push_back(Json::object({{"check", check.what},
                                    {"ok", check.ok},
                                    {"needed", check.needed},
                                    {"found", check.found},
                                    {"remedy", check.ok ? Json() : Json(check.remedy)}}));
    }
    return out.finish();
}

Exit doctor(Session& session, DoctorOptions const& options) {
    auto const checks = examine(session, options);
    bool healthy = true;
    for (auto const& check : checks)
        healthy = healthy && (check.ok || !check.needed);
    if (options.json) {
        session.out(as_json(checks).dump({.indent = 2}) + "\n");
        return healthy ? Exit::ok : Exit::environment;
    }
    for (auto const& check : checks) {
        auto const mark = check.ok       ? session.coloured("ok     ", "32", session.colour_out)
                          : check.needed ? session.coloured("MISSING", "1;31", session.colour_out)
                                         : session.coloured("without", "33", session.colour_out);
        session.out(mark + " " + check.what + std::string(check.what.size() < 12 ? 12 - check.what.size() : 1, ' ') +
                    check.found + "\n");
        if (!check.ok) session.out("        " + check.remedy + "\n");
    }
    return healthy ? Exit::ok : Exit::environment;
}

}  // namespace

void add_doctor(Commands& commands) {
    auto options = std::make_shared<DoctorOptions>();
    auto command = commands.add("doctor", "Look whether this machine has all that is needed, and say what to do",
                                "  cws doctor\n  cws doctor --port 9000 --json\n");
    command.flag("--json", options->json, "As JSON");
    command.option("--port", options->port, "The port to look at (default 8000)").between(0, 65535).kind("NUMBER");
    commands.act(command, options, doctor);
}

}  // namespace coworks::cli
