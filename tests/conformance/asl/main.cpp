/// asl-cases DIR: runs the recorded cases of a folder.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "kinds.hpp"
#include "report.hpp"
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
  --endpoint URL  ask the API of another's service instead, in its own time; cases whose tasks are scripted are skipped
  --reset PATH    POST there before each case: what empties the service at the endpoint
  --patience N    seconds that the service at the endpoint may take for an execution; 60
  --report FILE   write what came of every case, as JSON
  --rebuild       make every execution anew from its events after each of them
  --transitions   list the transitions that no case took
  --verbose       every difference, and why a case was skipped
)";

struct Arguments {
    std::filesystem::path folder;
    std::string filter;
    std::filesystem::path report;
    asl_cases::Options options;
    bool verbose = false;
};

/// "http://HOST:PORT"
bool parse_endpoint(std::string_view url, asl_cases::Endpoint& endpoint) {
    constexpr std::string_view kScheme = "http://";
    if (!url.starts_with(kScheme)) return false;
    url.remove_prefix(kScheme.size());
    auto const colon = url.find(':');
    if (colon == 0 || colon == std::string_view::npos) return false;
    endpoint.host = url.substr(0, colon);
    endpoint.port = url.substr(colon + 1);
    return !endpoint.port.empty() && endpoint.port.find_first_not_of("0123456789") == std::string::npos;
}

/// An option with a value; false if it is none or the value is unfit.
bool parse_option(std::string_view option, std::string_view value, Arguments& arguments,
                  asl_cases::Endpoint& endpoint) {
    if (option == "--filter") {
        arguments.filter = value;
    } else if (option == "--report") {
        arguments.report = value;
    } else if (option == "--reset") {
        endpoint.reset = value;
    } else if (option == "--patience") {
        int seconds = 0;
        auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
        endpoint.patience = std::chrono::seconds(seconds);
        return error == std::errc() && end == value.data() + value.size() && seconds > 0;
    } else {
        return option == "--endpoint" && parse_endpoint(value, endpoint);
    }
    return true;
}

bool parse(std::span<char*> given, Arguments& arguments) {
    asl_cases::Endpoint endpoint;
    for (std::size_t i = 0; i < given.size(); ++i) {
        std::string_view const argument = given[i];
        if (argument == "--rebuild") {
            arguments.options.rebuild = true;
        } else if (argument == "--through-api") {
            arguments.options.through_api = true;
        } else if (argument == "--transitions") {
            arguments.options.transitions = true;
        } else if (argument == "--verbose") {
            arguments.verbose = true;
        } else if (!argument.starts_with("--") && arguments.folder.empty()) {
            arguments.folder = argument;
        } else if (i + 1 == given.size() || !parse_option(argument, given[++i], arguments, endpoint)) {
            return false;
        }
    }
    if (!endpoint.host.empty()) {
        arguments.options.through_api = true;
        arguments.options.endpoint = std::move(endpoint);
    } else if (!endpoint.reset.empty()) {
        return false;
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

/// Why a case cannot be asked of another's service; empty: it can.
std::string_view why_not_at_endpoint(Json const& test_case) {
    if (!test_case["pure"].as_bool()) return "its tasks answer as recorded, which another's service cannot be told";
    if (test_case["kind"] == Json("express_async")) return "its end is told in the logs alone";
    return {};
}

asl_cases::Verdict run(Json const& recorded, asl_cases::Options const& options) {
    Json const test_case = asl_cases::with_newer_expectation(recorded);
    Kind const* const kind = find_kind(test_case["kind"].as_string(), options.through_api);
    asl_cases::Verdict verdict;
    if (kind == nullptr) {
        verdict.skipped = "no such kind";
    } else if (kind->run == nullptr) {
        verdict.skipped = kind->skipped;
    } else if (options.endpoint) {
        verdict.skipped = why_not_at_endpoint(test_case);
    }
    if (!verdict.skipped.empty()) return verdict;
    try {
        return kind->run(test_case, options);
    } catch (std::exception const& error) {
        verdict.differences.push_back({.path = "$", .expected = "no exception", .actual = error.what()});
    }
    return verdict;
}

void tell(std::string_view id, asl_cases::Verdict const& verdict, bool verbose) {
    int const length = static_cast<int>(id.size());
    if (!verdict.skipped.empty()) {
        if (verbose) std::printf("skip %.*s: %s\n", length, id.data(), verdict.skipped.c_str());
        return;
    }
    if (verdict.differences.empty()) return;
    std::printf("FAIL %.*s\n", length, id.data());
    std::size_t const shown =
        verbose ? verdict.differences.size() : std::min<std::size_t>(3, verdict.differences.size());
    for (auto const& difference : std::span(verdict.differences).first(shown)) {
        std::printf("  %s\n    recorded: %s\n    now:      %s\n", difference.path.c_str(), difference.expected.c_str(),
                    difference.actual.c_str());
    }
    std::fflush(stdout);
}

void add(asl_cases::Verdict const& verdict, Count& count) {
    ++(!verdict.skipped.empty() ? count.skipped : verdict.differences.empty() ? count.passed : count.failed);
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
    if (!parse(std::span(argv, static_cast<std::size_t>(argc)).subspan(1), arguments)) {
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
    asl_cases::Report report;
    Count all;
    for (auto const& file : files) {
        Json const cases = read(file);
        if (!cases.is_array()) continue;
        for (Json const& test_case : cases.items()) {
            std::string_view const id = test_case["id"].as_string();
            if (!arguments.filter.empty() && id.find(arguments.filter) == std::string_view::npos) continue;
            asl_cases::Verdict const verdict = run(test_case, arguments.options);
            tell(id, verdict, arguments.verbose);
            add(verdict, by_kind[std::string(test_case["kind"].as_string())]);
            report.add(file.filename().string(), test_case, verdict);
        }
    }
    for (auto const& [name, count] : by_kind) {
        print(name, count);
        all.passed += count.passed;
        all.failed += count.failed;
        all.skipped += count.skipped;
    }
    if (!arguments.report.empty()) report.write(arguments.report);
    if (arguments.options.transitions) asl_cases::print_transitions();
    std::printf("%d passed, %d failed", all.passed, all.failed);
    if (all.skipped > 0) std::printf(", %d skipped", all.skipped);
    std::printf("\n");
    return all.failed == 0 ? 0 : 1;
}
