#include "entries/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "entries/clang_api.hpp"
#include "entries/generator.hpp"
#include "entries/version.hpp"

namespace coworks::entries {
namespace {

constexpr char const* kAbout =
    R"(Reads a C++ header and writes what makes its class a microservice.

The class is the one that derives from coworks::TechMicroservice; its public methods are its endpoints:

    std::string get_hello(std::string name = "world");     GET  /hello?name=…
    Item        get_items(int id);                         GET  /items/{id}
    Item        post_items(Item item);                     POST /items, the body is the Item
    void        on_orders(Order order);                    a message of the queue 'orders'

Three files appear in the folder of --out: binding.cpp (the methods, callable by name; compile it with
-fno-access-control), main.cpp (the program 'bootstrap') and interface.json (routes, types, documentation).)";

constexpr char const* kExamples =
    R"(Examples:
  cws-entries tech/pricing.hpp --describe -- -Iinclude
  cws-entries tech/pricing.hpp --out build/pricing --depfile build/pricing/entries.d -- -std=c++20 -Iinclude -DRATE=2

Usually nobody calls it by hand: coworks_tech_microservice(NAME HEADER h) of the CMake package does.
A second run ends at once if nothing has changed. Exit codes: 0 done, 1 the header has errors, 2 wrong usage,
3 something is missing on this machine. The rules: docs/entries.md)";

void tell_libclang(CommandLine& line) {
    auto const api = open_clang(line.options.libclang);
    line.exit_code = api ? 0 : static_cast<int>(ExitCode::machine_lacks_something);
    line.text = (api ? api->library : "cws-entries: " + api.error().text()) + "\n";
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments) {
    CommandLine line;
    auto& options = line.options;
    if (auto const separator = std::ranges::find(arguments, "--"); separator != arguments.end()) {
        options.flags.assign(separator + 1, arguments.end());
        arguments.erase(separator, arguments.end());
    }

    CLI::App app(kAbout, "cws-entries");
    app.footer(kExamples);
    app.set_version_flag("--version", std::string("cws-entries ") + kVersion);
    app.add_option("header", options.header, "The header with the service's class")->required()->type_name("HEADER");
    app.add_option("--out", options.out, "Folder for the generated files; made if it is not there")->type_name("DIR");
    app.add_option("--service", options.service, "The service's name; default: the header's, without .hpp")
        ->type_name("NAME");
    app.add_option("--depfile", options.depfile, "List of all files that were read, for make and ninja")
        ->type_name("FILE");
    app.add_option("--compiler", options.compiler, "Asked for its header folders if libclang finds none; default: c++")
        ->type_name("PROGRAM");
    app.add_option("--libclang", options.libclang, "The libclang to use; default: the newest of 19, 16, 15, 14")
        ->type_name("FILE");
    bool which = false;
    app.add_flag_callback(
        "--which-libclang",
        [&which] {
            which = true;
            throw CLI::Success();
        },
        "Print the libclang that is used, and end");
    bool describe = false;
    bool json = false;
    app.add_flag("--describe", describe, "Print the interface for people");
    app.add_flag("--json", json, "Print the interface as JSON");

    std::ranges::reverse(arguments);
    std::ostringstream out;
    std::ostringstream err;
    try {
        app.parse(std::move(arguments));
    } catch (CLI::ParseError const& error) {
        line.ends = true;
        line.exit_code = app.exit(error, out, err) == 0 ? 0 : 2;
        line.text = out.str() + err.str();
        if (which) tell_libclang(line);
        return line;
    }
    options.show = json ? Options::Show::json : describe ? Options::Show::text : Options::Show::nothing;
    if (options.out.empty() && options.show == Options::Show::nothing) {
        return {.text = "Nothing to do: give --out DIR to generate, or --describe or --json to look.\n",
                .exit_code = 2,
                .ends = true};
    }
    if (options.out.empty() && !options.depfile.empty()) {
        return {.text = "--depfile needs --out: it says what the generated files depend on.\n",
                .exit_code = 2,
                .ends = true};
    }
    return line;
}

}  // namespace coworks::entries
