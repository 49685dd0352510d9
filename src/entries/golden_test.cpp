/// Headers of tests/entries and what the generator makes of them, compared text by text. `ninja update-golden` writes
/// what it makes now; the difference is for a review.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "entries/emit.hpp"
#include "entries/generator.hpp"
#include "entries/header_reader.hpp"
#include "entries/translation_unit.hpp"

namespace coworks::entries {
namespace {

namespace fs = std::filesystem;

ClangApi const& clang() {
    static auto const api = open_clang();
    EXPECT_TRUE(api) << api.error().text();
    return *api;
}

std::vector<std::string> headers_in(char const* folder) {
    std::vector<std::string> headers;
    for (auto const& file : fs::directory_iterator(fs::path(COWORKS_SOURCE_DIR) / "tests/entries" / folder)) {
        if (file.path().extension() == ".hpp") {
            headers.push_back((fs::path("tests/entries") / folder / file.path().filename()).string());
        }
    }
    std::ranges::sort(headers);
    return headers;
}

ReadResult read(std::string const& header) {
    auto result = read_header(clang(), {.header = header, .flags = {"-std=c++20", "-Iinclude"}});
    EXPECT_TRUE(result) << result.error().text();
    return std::move(*result);
}

void expect_golden(std::string const& path, std::string const& text) {
    if (std::getenv("COWORKS_UPDATE_GOLDEN")) {
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    auto const golden = read_file(path);
    ASSERT_TRUE(golden) << "make it with: ninja update-golden";
    if (*golden == text) return;
    auto const actual = fs::temp_directory_path() / fs::path(path).filename();
    std::ofstream(actual, std::ios::binary) << text;
    ADD_FAILURE() << "see: diff -u " << path << " " << actual.string() << "\nor take it over with: ninja update-golden";
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, interface_and_binding_of_a_sound_header) {
    auto const result = read(GetParam());
    ASSERT_EQ(rendered(result.diagnostics), "");
    auto const stem = fs::path(GetParam()).replace_extension().string();
    expect_golden(stem + ".interface.json", to_json(result.model.service.interface).dump({.indent = 2}) + "\n");
    expect_golden(stem + ".main.cpp", emit_main(result.model.service));
    expect_golden(stem + ".binding.cpp", emit_binding(result.model, fs::path(GetParam()).filename().string()));
}

class GoldenErrors : public testing::TestWithParam<std::string> {};

TEST_P(GoldenErrors, each_message_with_its_place_and_its_remedy) {
    auto const result = read(GetParam());
    EXPECT_FALSE(result.diagnostics.empty());
    expect_golden(fs::path(GetParam()).replace_extension(".txt").string(), rendered(result.diagnostics));
}

TEST(Documentation, of_entries_quotes_a_header_that_compiles) {
    auto const page = read_file(COWORKS_SOURCE_DIR "/docs/entries.md").value();
    auto const header = read_file(COWORKS_SOURCE_DIR "/tests/entries/golden/counters.hpp").value();
    EXPECT_NE(page.find("```cpp\n" + header + "```"), std::string::npos);
}

auto stem_of(testing::TestParamInfo<std::string> const& info) {
    return fs::path(info.param).stem().string();
}

INSTANTIATE_TEST_SUITE_P(Entries, Golden, testing::ValuesIn(headers_in("golden")), stem_of);
INSTANTIATE_TEST_SUITE_P(Entries, GoldenErrors, testing::ValuesIn(headers_in("errors")), stem_of);

}  // namespace
}  // namespace coworks::entries
