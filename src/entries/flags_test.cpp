#include "entries/flags.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace coworks::entries {
namespace {

using Words = std::vector<std::string>;

TEST(Flags, keep_what_decides_how_declarations_read) {
    EXPECT_EQ(reader_flags({"-O2", "-Iinclude", "-I", "/a b", "-isystem", "/c", "-DX=1", "-Wall", "-Werror=shadow",
                            "-std=gnu++20", "-fno-exceptions", "-fno-ipa-cp", "-g", "-include", "pch.hpp"}),
              (Words{"-Iinclude", "-I", "/a b", "-isystem", "/c", "-DX=1", "-std=gnu++20", "-fno-exceptions",
                     "-include", "pch.hpp"}));
}

TEST(Flags, add_the_standard_where_none_is_given) {
    EXPECT_EQ(reader_flags({}), Words{"-std=c++20"});
    EXPECT_EQ(reader_flags({"-O2", "-I"}), Words{"-std=c++20"});
}

TEST(Flags, know_the_newest_compilers_own_headers) {
    auto const root = std::filesystem::path(testing::TempDir()) / "gcc";
    for (char const* const version : {"9", "12", "13"})
        std::filesystem::create_directories(root / "x86_64" / version / "include");
    for (char const* const version : {"9", "12"})
        std::ofstream(root / "x86_64" / version / "include" / "stddef.h") << "";
    EXPECT_EQ(gcc_header_folders(root.string()),
              (Words{(root / "x86_64/12/include").string(), (root / "x86_64/9/include").string()}));
    std::filesystem::remove_all(root);
    EXPECT_EQ(gcc_header_folders("/no/such/folder"), Words{});
}

TEST(Flags, ask_a_compiler_for_its_header_folders) {
    auto const folders = compiler_header_folders("c++");
    EXPECT_TRUE(std::ranges::any_of(folders, [](auto const& f) { return std::filesystem::exists(f + "/string"); }));
    EXPECT_EQ(compiler_header_folders("/no/such/compiler"), Words{});
}

}  // namespace
}  // namespace coworks::entries
