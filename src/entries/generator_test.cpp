#include "entries/generator.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entries/translation_unit.hpp"

namespace coworks::entries {
namespace {

namespace fs = std::filesystem;

/// A project folder with a blank in its name, and a stand-in for the framework that parses at once.
class Generator : public testing::Test {
protected:
    Generator() : folder_(fs::path(testing::TempDir()) / "cws entries generator") {
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "include/coworks");
        write("include/coworks/tech.hpp", "#pragma once\nnamespace coworks { class TechMicroservice {}; }\n");
        write("limits.hpp", "#pragma once\ninline constexpr int kLimit = 3;\n");
        write("shop.hpp", kHeader);
        // What was saved while the generator runs is not recorded, so files here must be older than the run.
        for (auto const& file : fs::recursive_directory_iterator(folder_)) {
            fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::minutes(1));
        }
    }
    ~Generator() override { fs::remove_all(folder_); }

    void write(char const* name, std::string const& text) const { std::ofstream(folder_ / name) << text; }
    std::string path(char const* name) const { return (folder_ / name).string(); }
    std::string out(char const* name) const { return read_file(path("out") + "/" + name).value_or(""); }

    Options options() const {
        return {.header = path("shop.hpp"),
                .out = path("out"),
                .depfile = path("out/entries.d"),
                .flags = {"-std=c++20", "-I" + path("include")}};
    }
    Report run(Options const& options) const { return entries::run(options, "/proc/self/exe"); }

    static constexpr char const* kHeader =
        "#include <coworks/tech.hpp>\n#include \"limits.hpp\"\n"
        "class Shop : public coworks::TechMicroservice {\npublic:\n    int get_items(int limit = kLimit);\n};\n";

    fs::path folder_;
};

TEST_F(Generator, writes_three_files_and_what_they_depend_on) {
    auto const report = run(options());
    ASSERT_EQ(report.code, ExitCode::done) << report.err;
    EXPECT_NE(out("binding.cpp").find("get_items"), std::string::npos);
    EXPECT_NE(out("main.cpp").find("int main("), std::string::npos);
    EXPECT_NE(out("interface.json").find(R"("service": "shop")"), std::string::npos);
    auto const depfile = out("entries.d");
    EXPECT_NE(depfile.find("cws\\ entries\\ generator/limits.hpp"), std::string::npos) << depfile;
    EXPECT_TRUE(
        depfile.starts_with(fs::path(testing::TempDir()).string() + "cws\\ entries\\ generator/out/binding.cpp:"))
        << depfile;
}

TEST_F(Generator, does_nothing_when_nothing_changed_and_does_not_even_open_libclang) {
    ASSERT_EQ(run(options()).code, ExitCode::done);
    auto const before = fs::last_write_time(path("out/binding.cpp"));
    auto again = options();
    EXPECT_EQ(run(again).code, ExitCode::done);
    EXPECT_EQ(fs::last_write_time(path("out/binding.cpp")), before);
    again.show = Options::Show::json;
    EXPECT_EQ(run(again).out, out("interface.json"));
}

TEST_F(Generator, runs_again_when_something_that_the_header_includes_changes) {
    ASSERT_EQ(run(options()).code, ExitCode::done);
    write("limits.hpp", "#pragma once\n");
    auto const report = run(options());
    EXPECT_EQ(report.code, ExitCode::header_has_errors);
    EXPECT_NE(report.err.find("shop.hpp:5:31: error: use of undeclared identifier 'kLimit'"), std::string::npos)
        << report.err;
    EXPECT_NE(report.err.find("int get_items(int limit = kLimit);"), std::string::npos) << report.err;
}

TEST_F(Generator, leaves_what_it_wrote_before_when_the_header_has_errors) {
    ASSERT_EQ(run(options()).code, ExitCode::done);
    auto const binding = out("binding.cpp");
    write("shop.hpp", "class Shop {\n");
    EXPECT_EQ(run(options()).code, ExitCode::header_has_errors);
    EXPECT_EQ(out("binding.cpp"), binding);
}

TEST_F(Generator, shows_the_interface_without_writing) {
    auto look = options();
    look.out.clear();
    look.depfile.clear();
    look.show = Options::Show::text;
    auto const report = run(look);
    EXPECT_EQ(report.out, "shop (Shop)\n\nGET      /items  →  int32\n    limit  int32, in the query, default kLimit\n");
    EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(Generator, says_what_the_machine_lacks) {
    auto missing = options();
    missing.libclang = "/no/such/libclang.so";
    auto report = run(missing);
    EXPECT_EQ(report.code, ExitCode::machine_lacks_something);
    EXPECT_NE(report.err.find("/no/such/libclang.so"), std::string::npos) << report.err;

    write("file", "");
    auto blocked = options();
    blocked.out = path("file");
    blocked.depfile.clear();
    report = run(blocked);
    EXPECT_EQ(report.code, ExitCode::machine_lacks_something);
    EXPECT_NE(report.err.find("can't make the folder"), std::string::npos) << report.err;
}

TEST_F(Generator, says_when_there_is_no_such_header) {
    auto missing = options();
    missing.header = path("none.hpp");
    auto const report = run(missing);
    EXPECT_EQ(report.code, ExitCode::header_has_errors);
    EXPECT_NE(report.err.find("can't read the file"), std::string::npos) << report.err;
    missing.header = folder_.string();
    EXPECT_EQ(run(missing).code, ExitCode::header_has_errors);
}

struct Line {
    std::vector<std::string> arguments;
    int exit_code;
    char const* text;
};

TEST(CommandLine, teaches_and_refuses) {
    Line const lines[] = {
        {{"--help"}, 0, "derives from coworks::TechMicroservice"},
        {{"--version"}, 0, "cws-entries "},
        {{}, 2, "header is required"},
        {{"a.hpp"}, 2, "Nothing to do"},
        {{"a.hpp", "--depfile", "d", "--json"}, 2, "--depfile needs --out"},
        {{"a.hpp", "--outt", "x"}, 2, "--outt"},
    };
    for (auto const& [arguments, exit_code, text] : lines) {
        auto const line = parse_command_line(arguments);
        EXPECT_TRUE(line.ends) << text;
        EXPECT_EQ(line.exit_code, exit_code) << line.text;
        EXPECT_NE(line.text.find(text), std::string::npos) << line.text;
    }
}

TEST(CommandLine, leaves_everything_behind_two_dashes_to_the_compiler) {
    auto const line =
        parse_command_line({"a.hpp", "--out", "o", "--service", "s", "--json", "--", "-Ix", "--out", "y"});
    ASSERT_FALSE(line.ends) << line.text;
    EXPECT_EQ(line.options.header, "a.hpp");
    EXPECT_EQ(line.options.out, "o");
    EXPECT_EQ(line.options.service, "s");
    EXPECT_EQ(line.options.show, Options::Show::json);
    EXPECT_EQ(line.options.flags, (std::vector<std::string>{"-Ix", "--out", "y"}));
}

}  // namespace
}  // namespace coworks::entries
