#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace coworks::cli {
namespace {

struct CompletionOptions {
    std::string shell;
    CLI::App const* app = nullptr;
};

struct Described {
    std::string name;
    std::string what;
    std::vector<std::pair<std::string, std::string>> options;
};

/// What there is to complete, from the command line's own description.
std::vector<Described> describe(CLI::App const& app) {
    std::vector<Described> out;
    for (auto const* command : app.get_subcommands([](CLI::App const*) { return true; })) {
        Described one{command->get_name(), command->get_description(), {}};
        for (auto const* option : command->get_options()) {
            if (!option->get_positional()) one.options.emplace_back(option->get_name(), option->get_description());
        }
        out.push_back(std::move(one));
    }
    return out;
}

/// The first of "--help" and "-h,--help" that begins with two hyphens.
std::string long_name(std::string const& names) {
    auto const at = names.find("--");
    return at == std::string::npos ? names : names.substr(at, names.find(',', at) - at);
}

std::string bash(std::vector<Described> const& commands) {
    std::string names;
    std::string cases;
    for (auto const& command : commands) {
        names += (names.empty() ? "" : " ") + command.name;
        std::string options;
        for (auto const& [option, what] : command.options)
            options += (options.empty() ? "" : " ") + long_name(option);
        cases += "        " + command.name + ") words=\"" + options + "\" ;;\n";
    }
    return "_cws() {\n"
           "    local word=\"${COMP_WORDS[COMP_CWORD]}\" words\n"
           "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
           "        COMPREPLY=($(compgen -W \"" +
           names +
           "\" -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case \"${COMP_WORDS[1]}\" in\n" +
           cases +
           "    esac\n"
           "    case \"$word\" in\n"
           "        -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
           "        *) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _cws cws\n";
}

std::string quoted(std::string text) {
    for (auto at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 4))
        text.replace(at, 1, "'\\''");
    return "'" + text + "'";
}

std::string zsh(std::vector<Described> const& commands) {
    std::string names;
    std::string cases;
    for (auto const& command : commands) {
        names += "        " + quoted(command.name + ":" + command.what) + "\n";
        cases += "        " + command.name + ") _arguments";
        for (auto const& [option, what] : command.options) {
            std::string plain = what;
            for (char& c : plain)
                c = c == '[' || c == ']' ? '|' : c;
            cases += " " + quoted(long_name(option) + "[" + plain + "]");
        }
        cases += " '*:file:_files' ;;\n";
    }
    return "#compdef cws\n_cws() {\n    local -a commands=(\n" + names +
           "    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe command commands\n"
           "        return\n"
           "    fi\n"
           "    local command=$words[2]\n"
           "    shift words\n"
           "    (( CURRENT-- ))\n"
           "    case $command in\n" +
           cases +
           "    esac\n}\n"
           // As a file of fpath this is itself the body of _cws; sourced, it tells zsh about it.
           "if [ \"$funcstack[1]\" = _cws ]; then\n    _cws \"$@\"\nelse\n    compdef _cws cws\nfi\n";
}

std::string fish(std::vector<Described> const& commands) {
    std::string out = "complete -c cws -f -n __fish_use_subcommand\n";
    for (auto const& command : commands) {
        out += "complete -c cws -n __fish_use_subcommand -a " + command.name + " -d " + quoted(command.what) + "\n";
        for (auto const& [option, what] : command.options) {
            auto const name = long_name(option);
            if (!name.starts_with("--")) continue;
            out += "complete -c cws -n '__fish_seen_subcommand_from " + command.name + "' -l " + name.substr(2) +
                   " -d " + quoted(what) + "\n";
        }
    }
    return out;
}

Exit completion(Session& session, CompletionOptions const& options) {
    auto const commands = describe(*options.app);
    session.out(options.shell == "bash" ? bash(commands) : options.shell == "zsh" ? zsh(commands) : fish(commands));
    return Exit::ok;
}

}  // namespace

void add_completion(Commands& commands) {
    auto options = std::make_shared<CompletionOptions>();
    options->app = &commands.app();
    auto command = commands.add("completion", "Completion of commands and options for a shell",
                                "  cws completion bash >/etc/bash_completion.d/cws\n"
                                "  cws completion zsh >\"${fpath[1]}/_cws\"\n"
                                "  cws completion fish >~/.config/fish/completions/cws.fish\n");
    command.option("SHELL", options->shell, "bash, zsh or fish").required().one_of({"bash", "zsh", "fish"});
    commands.act(command, options, completion);
}

}  // namespace coworks::cli
