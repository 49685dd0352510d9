/// asl-cases DIR: runs the recorded cases of a folder.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "kinds.hpp"
#include "service.hpp"
#include "superseded.hpp"
#include "transition_log.hpp"

namespace {

using asl_cases::Kind;
using coworks::Json;

constexpr char const* kUsage = R"(usage: asl-cases DIR [options]

Runs the recorded cases of a folder in virtual time, prints each failure and closes with "N passed, M failed[, K skipped]".

  --filter NAME   only cases whose id contains NAME
  --through-api   start the service in a process of its own and ask its API for everything, as AWS' clients do
  --rebuild       make every execution anew from its events after each of them
  --transitions   list the transitions that no case took
  --verbose       every difference, and why a case was skipped
)";

struct Arguments {
    std::filesystem::path folder;
    std::string filter;
    asl_cases::Options options;
    bool verbose = false;
};

bool parse(int argc, char** argv, Arguments& arguments) {
    for (int i = 1; i < argc; ++i) {
        std::string const argument = argv[i];
        if (argument == "--filter" && i + 1 < argc) {
            arguments.filter = argv[++i];
        } else if (argument == "--rebuild") {
            arguments.options.rebuild = true;
        } else if (argument == "--through-api") {
            arguments.options.through_api = true;
        } else if (argument == "--transitions") {
            arguments.options.transitions = true;
        } else if (argument == "--verbose") {
            arguments.verbose = true;
        } else if (arguments.folder.empty() && !argument.starts_with("--")) {
            arguments.folder = argument;
        } else {
            return false;
        }
    }
    return !arguments.folder.empty();
}

Json read(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return Json::parse(text.str(), {.allow_lone_surrogates = true});
}

struct Count {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
};

Kind const* find_kind(std::string_view name, bool through_api) {
    auto const kinds = through_api ? asl_cases::kinds_through_api() : asl_cases::kinds();
    auto const found = std::find_if(kinds.begin(), kinds.end(), [&](Kind const& kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}

void run(Json const& recorded, Arguments const& arguments, Count& count) {
    Json const test_case = asl_cases::with_newer_expectation(recorded);
    std::string const id(test_case["id"].as_string());
    std::string_view const name = test_case["kind"].as_string();
    Kind const* const kind = find_kind(name, arguments.options.through_api);
    asl_cases::Verdict verdict;
    if (kind == nullptr) {
        verdict.skipped = "no such kind";
    } else if (kind->run == nullptr) {
        verdict.skipped = kind->skipped;
    } else {
        try {
            verdict = kind->run(test_case, arguments.options);
        } catch (std::exception const& error) {
            verdict.differences.push_back({.path = "$", .expected = "no exception", .actual = error.what()});
        }
    }
    if (!verdict.skipped.empty()) {
        ++count.skipped;
        if (arguments.verbose) std::printf("skip %s: %s\n", id.c_str(), verdict.skipped.c_str());
        return;
    }
    if (verdict.differences.empty()) {
        ++count.passed;
        return;
    }
    ++count.failed;
    std::printf("FAIL %s\n", id.c_str());
    std::size_t const shown = arguments.verbose ? verdict.differences.size() : 3;
    for (std::size_t i = 0; i < std::min(shown, verdict.differences.size()); ++i) {
        auto const& difference = verdict.differences[i];
        std::printf("  %s\n    recorded: %s\n    now:      %s\n", difference.path.c_str(), difference.expected.c_str(),
                    difference.actual.c_str());
    }
}

void print(std::string_view name, Count const& count) {
    std::printf("%.*s: %d passed, %d failed", static_cast<int>(name.size()), name.data(), count.passed, count.failed);
    if (count.skipped > 0) std::printf(", %d skipped", count.skipped);
    std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--serve") return asl_cases::serve();
    if (argc == 2 && std::string_view(argv[1]) == "--help") {
        std::fputs(kUsage, stdout);
        return 0;
    }
    Arguments arguments;
    if (!parse(argc, argv, arguments)) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    std::vector<std::filesystem::path> files;
    std::error_code unreadable;
    for (auto const& entry : std::filesystem::directory_iterator(arguments.folder, unreadable)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    if (files.empty()) {
        std::fprintf(stderr, "asl-cases: no cases in %s\n", arguments.folder.c_str());
        return 2;
    }
    std::sort(files.begin(), files.end());
    std::map<std::string, Count, std::less<>> by_kind;
    Count all;
    for (auto const& file : files) {
        Json const cases = read(file);
        if (!cases.is_array()) continue;
        for (Json const& test_case : cases.items()) {
            std::string_view const id = test_case["id"].as_string();
            if (!arguments.filter.empty() && id.find(arguments.filter) == std::string_view::npos) continue;
            run(test_case, arguments, by_kind[std::string(test_case["kind"].as_string())]);
        }
    }
    for (auto const& [name, count] : by_kind) {
        print(name, count);
        all.passed += count.passed;
        all.failed += count.failed;
        all.skipped += count.skipped;
    }
    if (arguments.options.transitions) asl_cases::print_transitions();
    std::printf("%d passed, %d failed", all.passed, all.failed);
    if (all.skipped > 0) std::printf(", %d skipped", all.skipped);
    std::printf("\n");
    return all.failed == 0 ? 0 : 1;
}
