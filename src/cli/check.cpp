#include "asl/check/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"

namespace coworks::cli {
namespace {

struct Options {
    std::vector<std::string> files;
    bool json = false;
};

std::string_view name_of(Diagnostic::Severity severity) {
    switch (severity) {
        case Diagnostic::Severity::error:
            return "error";
        case Diagnostic::Severity::warning:
            return "warning";
        case Diagnostic::Severity::note:
            return "note";
    }
    return "error";
}

Json to_json(Diagnostic const& fault) {
    return Json::object({{"file", fault.file},
                         {"line", fault.position.line},
                         {"column", fault.position.column},
                         {"severity", name_of(fault.severity)},
                         {"code", fault.code},
                         {"message", fault.message},
                         {"remedy", fault.remedy}});
}

Exit check(Session& session, Options const& options) {
    Json::ArrayBuilder all;
    bool failed = false;
    for (std::string const& file : options.files) {
        auto const text = read_input(file);
        if (!text) return session.fail(Exit::usage, text.error());
        auto const faults = asl::check(*text, file == "-" ? "standard input" : file);
        for (Diagnostic const& fault : faults) {
            failed = failed || fault.severity == Diagnostic::Severity::error;
            if (options.json) {
                all.push_back(to_json(fault));
            } else {
                session.out(render(fault, *text, session.colour_out));
            }
        }
        if (faults.empty() && !options.json) session.say(file + ": no faults");
    }
    if (options.json) session.out(all.finish().dump({.indent = 2}) + "\n");
    return failed ? Exit::failed : Exit::ok;
}

}  // namespace

void add_check(Commands& commands) {
    auto options = std::make_shared<Options>();
    auto& command =
        commands.add("check", "Tell every fault of a state machine's definition, with its place",
                     "  cws check biz/order.asl.json\n  cws check --json biz/*.asl.json | jq -r '.[].message'\n");
    command.add_option("FILE", options->files, "Definitions in the Amazon States Language; - is standard input")
        ->required();
    command.add_flag("--json", options->json, "As JSON");
    commands.act(command, options, check);
}

}  // namespace coworks::cli
