#include "cli/builder.hpp"
#include "cli/commands.hpp"
#include "dev/cmake_file.hpp"
#include "dev/command.hpp"
#include "dev/workspace.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

struct TestOptions {
    std::string filter;
};

Exit run_programs(Session& session, dev::Workspace const& workspace, project::Environment const& environment,
                  TestOptions const& options) {
    std::size_t failed = 0;
    auto const programs = workspace.test_programs();
    for (auto const& program : programs) {
        dev::Command command;
        command.arguments = {program.string(), "--gtest_brief=1"};
        if (!options.filter.empty()) command.arguments.push_back("--gtest_filter=" + options.filter);
        command.folder = workspace.project().root;
        command.environment = environment.all({});
        session.say(session.coloured(program.filename().string(), "1", session.colour_err));
        auto const ended = dev::run_in_foreground(command);
        if (!ended) return session.fail(Exit::environment, ended.error());
        if (!ended->ok()) ++failed;
    }
    if (failed == 0) return Exit::ok;
    return session.fail(Exit::failed,
                        std::to_string(failed) + " of " + std::to_string(programs.size()) + " test programs failed");
}

Exit test(Session& session, TestOptions const& options) {
    auto const loaded = session.open_project();
    if (!loaded) return loaded.error();
    auto const& project = loaded->project;
    auto const tests = dev::find_tests(project);
    if (tests.empty()) {
        return session.fail(Exit::failed, "there are no tests in " + session.shown(project.root / "tests"),
                            "write tests/SERVICE_test.cpp; `cws new` shows one");
    }
    for (auto const& one : tests) {
        if (!one.service.empty()) continue;
        return session.fail(Exit::project, one.source.string() + " belongs to no service",
                            "name it SERVICE_test.cpp or SERVICE_…_test.cpp");
    }
    std::error_code fault;
    if (!fs::exists("/usr/include/gtest/gtest.h", fault) && !fs::exists("/usr/local/include/gtest/gtest.h", fault)) {
        return session.fail(Exit::environment, "GoogleTest is not installed",
                            "apt-get install libgtest-dev, and libgmock-dev for tests that use its matchers");
    }
    auto const toolchain = session.toolchain();
    if (!toolchain) return toolchain.error();
    dev::Workspace workspace(project, *toolchain, session.colour_err);
    if (auto const built = build(session, workspace, dev::What::services_and_tests); built != Exit::ok) return built;
    return run_programs(session, workspace, loaded->environment, options);
}

}  // namespace

void add_test(Commands& commands) {
    auto options = std::make_shared<TestOptions>();
    auto command = commands.add("test", "Build and run the project's unit tests (tests/SERVICE_test.cpp)",
                                "  cws test\n  cws test --filter 'Shop.*'\n\n"
                                "tests/SERVICE_test.cpp and tests/SERVICE_…_test.cpp are GoogleTest programs that are "
                                "linked with the service;\n"
                                "coworks::TestClient calls its entries in the same process.\n");
    command.option("--filter", options->filter, "Only these, as --gtest_filter takes it").kind("PATTERN");
    commands.stage_option(command);
    commands.act(command, options, test);
}

}  // namespace coworks::cli
