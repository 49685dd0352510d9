#include "dev/cmake_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "project/testing.hpp"

namespace coworks::dev {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CmakeFile : public ::testing::Test {
protected:
    CmakeFile() {
        project.root = folder.path();
        project.name = "shop";
    }
    project::Service& add(std::string const& name) {
        auto& service = project.services[name];
        service.name = name;
        service.header = "tech/" + name + ".hpp";
        return service;
    }

    project::testing::Folder folder;
    project::Project project;
};

TEST_F(CmakeFile, has_a_microservice_for_each_service_that_is_compiled) {
    add("pricing");
    add("words").command = {"python3"};
    add("mail").predefined = "coworks/mail";
    auto const text = cmake_file(project);
    EXPECT_THAT(text, HasSubstr("coworks_tech_microservice(pricing"));
    EXPECT_THAT(text, Not(HasSubstr("words")));
    EXPECT_THAT(text, Not(HasSubstr("mail")));
    EXPECT_THAT(text, Not(HasSubstr("add_subdirectory")));
}

TEST_F(CmakeFile, takes_the_projects_own_file_in) {
    folder.write("CMakeLists.txt", "");
    EXPECT_THAT(cmake_file(project), HasSubstr("add_subdirectory("));
}

TEST_F(CmakeFile, links_each_test_with_the_service_whose_name_is_longest) {
    add("pricing");
    add("pricing_eu");
    for (char const* name : {"tests/pricing_test.cpp", "tests/pricing_eu_tax_test.cpp", "tests/other_test.cpp"})
        folder.write(name, "");
    std::map<std::string, std::string> services;
    for (auto const& test : find_tests(project))
        services[test.name] = test.service;
    EXPECT_EQ(services, (std::map<std::string, std::string>{
                            {"pricing_test", "pricing"}, {"pricing_eu_tax_test", "pricing_eu"}, {"other_test", ""}}));
    EXPECT_THAT(cmake_file(project), Not(HasSubstr("other_test")));
}

TEST(Target, has_another_name_where_cmake_keeps_it_for_itself) {
    EXPECT_EQ(target_of("pricing"), "pricing");
    for (char const* kept : {"test", "all", "package", "own"})
        EXPECT_EQ(target_of(kept), std::string("service_") + kept);
}

}  // namespace
}  // namespace coworks::dev
