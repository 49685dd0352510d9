#include <fstream>

#include "cli/commands.hpp"
#include "cli/template.hpp"
#include "project/names.hpp"
#include "project/project.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

struct NewOptions {
    std::string name;
};

Exit make(Session& session, NewOptions const& options) {
    auto const folder = fs::path(options.name).lexically_normal();
    auto const name = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    if (!project::is_project_name(name)) {
        return session.fail(Exit::usage, "'" + name + "' is no name of a project",
                            "use letters, digits, - and _, a letter first: it is part of every resource's name");
    }
    // A function is called PROJECT-STAGE-SERVICE, and the first service is called as the project.
    std::size_t const most = (project::Limits().function_name_max - std::string_view("-prod-").size()) / 2;
    if (name.size() > most) {
        return session.fail(Exit::usage, "the name '" + name + "' is too long",
                            "choose one of up to " + std::to_string(most) +
                                " characters: on AWS the function is called NAME-STAGE-NAME, in 64 of them");
    }
    std::error_code fault;
    if (fs::exists(folder, fault) && !fs::is_empty(folder, fault)) {
        return session.fail(Exit::failed, "the folder " + folder.string() + " is not empty",
                            "choose another name, or begin in it with an empty project.cws.yml");
    }
    for (auto const& [file, text] : template_files(name)) {
        fs::create_directories((folder / file).parent_path(), fault);
        std::ofstream out(folder / file, std::ios::binary);
        out << text;
        out.close();
        if (!out) {
            return session.fail(Exit::environment, "cannot write " + (folder / file).string(),
                                "look at the folder's permissions and the space left");
        }
    }
    session.out("made " + folder.string() +
                ":\n"
                "  tech/" +
                name + ".hpp         the service; its public methods are its endpoints\n  tests/" + name +
                "_test.cpp   its unit test\n  project.cws.yml" + std::string(name.size() + 3, ' ') +
                "settings; every one has a default\n\nNext:\n  cd " + folder.string() +
                "\n  cws run\n  curl http://127.0.0.1:8000/" + name + "\n\nGET /" + name +
                " is open to everyone, because COWORKS_ENTRY(no_auth) stands before it. Every other entry asks\n"
                "token_authorizer, and answers 401 without a token.\n");
    return Exit::ok;
}

}  // namespace

void add_new(Commands& commands) {
    auto options = std::make_shared<NewOptions>();
    auto command = commands.add("new", "Make a project with a first service and its test",
                                "  cws new shop && cd shop && cws run\n");
    command.option("NAME", options->name, "Name of the project, and of the folder that it gets").required();
    commands.act(command, options, make);
}

}  // namespace coworks::cli
