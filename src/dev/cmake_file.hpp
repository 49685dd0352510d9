#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "project/project.hpp"

namespace coworks::dev {

/// A unit test of a project: tests/NAME_test.cpp or tests/NAME_*_test.cpp, linked with the service NAME.
struct TestFile {
    std::string name;     ///< the stem, also of the program
    std::string service;  ///< empty where no service's name fits
    std::filesystem::path source;
};
std::vector<TestFile> find_tests(project::Project const& project);

/// The CMake target of a service: its name, unless CMake keeps that for itself (`test`, `all`, …).
std::string target_of(std::string_view service);
/// Whether a service is compiled by us: neither predefined nor in another language.
bool is_compiled(project::Service const& service);

/// The text of .cws/CMakeLists.txt. It takes in the project's own CMakeLists.txt if there is one, whose targets `link:`
/// may name; services that it makes itself are left to it.
std::string cmake_file(project::Project const& project);

}  // namespace coworks::dev
