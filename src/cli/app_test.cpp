#include "cli/app.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <sstream>

namespace coworks::cli {
namespace {

struct Told {
    Exit exit = Exit::ok;
    std::string out;
    std::string err;
};

/// What the command line gives, as a person sees it.
Told run_line(std::vector<char const*> words) {
    Session session;
    session.current_folder = "/";
    std::ostringstream out;
    std::ostringstream err;
    auto* const cout = std::cout.rdbuf(out.rdbuf());
    auto* const cerr = std::cerr.rdbuf(err.rdbuf());
    words.insert(words.begin(), "cws");
    Told told{.exit = run(session, static_cast<int>(words.size()), words.data()), .out = {}, .err = {}};
    std::cout.rdbuf(cout);
    std::cerr.rdbuf(cerr);
    told.out = out.str();
    told.err = err.str();
    return told;
}

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(App, AnArgumentThatLooksLikeAnOptionStandsBehindTwoDashes) {
    for (char const* const expression : {"-'1'", "-x + 1"}) {
        auto const told = run_line({"eval", expression});
        EXPECT_EQ(told.exit, Exit::usage);
        EXPECT_TRUE(has(told.err, "'" + std::string(expression) + "' is read as an option")) << told.err;
        EXPECT_TRUE(has(told.err, "cws eval -- EXPRESSION")) << told.err;
    }
    EXPECT_EQ(run_line({"eval", "-1"}).out, "-1\n") << "a number is no option";
    EXPECT_EQ(run_line({"eval", "--", "-1"}).out, "-1\n");
    EXPECT_EQ(run_line({"eval", "--json", "--", "-1"}).out, "{\"value\":-1}\n");
}

TEST(App, AMisspeltOptionIsToldWithTheNearest) {
    auto const told = run_line({"eval", "1", "--inptu", "x"});
    EXPECT_EQ(told.exit, Exit::usage);
    EXPECT_TRUE(has(told.err, "there is no option '--inptu'")) << told.err;
    EXPECT_TRUE(has(told.err, "did you mean '--input'?")) << told.err;
    EXPECT_TRUE(has(run_line({"eval", "--inptu", "x"}).err, "did you mean '--input'?"))
        << "also where an argument seems to be missing";
    EXPECT_TRUE(has(run_line({"eval"}).err, "EXPRESSION is required"));
    EXPECT_TRUE(has(run_line({"eval", "1", "2"}).err, "one argument too many"));
}

TEST(App, AnOptionThatIsGivenAgainAndAgainTakesOneValueEachTime) {
    auto const told = run_line({"check", "--define", "A=1", "/nowhere/x.asl.json"});
    EXPECT_EQ(told.exit, Exit::usage);
    EXPECT_TRUE(has(told.err, "/nowhere/x.asl.json")) << "the file is no value of --define: " << told.err;
    EXPECT_TRUE(has(run_line({"check", "--define", "A", "-"}).err, "--define A names no placeholder"));
}

}  // namespace
}  // namespace coworks::cli
