/// Plays the small definitions that the field has shown (COWORKS_CASES/field/asl) in virtual time, against what
/// expected.json says is right: refused by the check, or the end of the execution. A definition without an expectation
/// is named as skipped, an expectation without its definition fails.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "asl/check/check.hpp"
#include "asl/test_play.hpp"

namespace {

using namespace coworks;
using namespace coworks::asl;

std::string read(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// What the cloud would do for a Map Run: its children give their input, its results are handed on.
void answer(asl::testing::Play& run, Decision const& decision) {
    for (Action const& action : decision.actions) {
        if (auto const* const start = std::get_if<StartChildren>(&action))
            for (auto const& child : start->children)
                run.tell(ChildEnded{
                    .branch = start->branch, .index = child.index, .output = child.input, .error = {}, .cause = {}});
        if (auto const* const write = std::get_if<WriteResults>(&action))
            run.tell(ResultsWritten{.branch = write->branch, .output = write->results});
    }
}

std::string end_of(std::string const& definition, std::string const& input) {
    asl::testing::Play run = asl::testing::play(definition, input);
    for (int turn = 0; turn < 100 && run.execution().running(); ++turn) {
        Decision const last = run.last();
        if (last.actions.empty()) {
            run.wait();
        } else {
            answer(run, last);
        }
    }
    return run.end();
}

/// "refused: …", "warned: …" (and how it ended), or how it ended.
std::string outcome(std::filesystem::path const& path, Json const& expected) {
    std::string const text = read(path);
    if (auto const refused = invalid_definition_message(validate_text(text)); !refused.empty())
        return "refused: " + refused;
    std::string warned;
    for (Diagnostic const& each : check(text, path.filename().string()))
        warned += "warned: " + each.message + "; ";
    return warned + end_of(text, expected["input"].dump());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: field-cases EXPECTED.json FOLDER\n", stderr);
        return 2;
    }
    std::filesystem::path const folder = argv[2];
    Json const expected = Json::parse(read(argv[1]));
    int failed = 0;
    int passed = 0;
    for (auto const& row : expected.members()) {
        std::string const wanted(row.value["ends"].as_string());
        std::string found = "there is no such file";
        try {
            if (exists(folder / row.name())) found = outcome(folder / row.name(), row.value);
        } catch (std::exception const& error) {
            found = std::string("exception: ") + error.what();
        }
        bool const good = found == wanted;
        ++(good ? passed : failed);
        if (!good)
            std::printf("FAIL %s\n  right: %s\n  now:   %s\n", std::string(row.name()).c_str(), wanted.c_str(),
                        found.c_str());
    }
    for (auto const& file : std::filesystem::directory_iterator(folder)) {
        std::string const name = file.path().filename().string();
        if (!expected.contains(name)) std::printf("skip %s: nothing is expected of it here\n", name.c_str());
    }
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
