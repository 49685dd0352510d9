#include "cli/session.hpp"

#include <gtest/gtest.h>

#include "project/testing.hpp"

namespace coworks::cli {
namespace {

TEST(Session, PathsAreShownAsShortAsTheyCanBeNamedFromHere) {
    Session session;
    session.current_folder = "/home/ann/shop";
    EXPECT_EQ(session.shown("/home/ann/shop/biz/order.asl.json"), "biz/order.asl.json");
    EXPECT_EQ(session.shown("/home/ann/other/x"), "/home/ann/other/x");
    EXPECT_EQ(session.shown("/home/ann"), "/home/ann");
}

TEST(Session, ATableIsAsWideAsItsCells) {
    Session session;
    Table table({"ID", "NAME"});
    table.add({"1", "é"});
    table.add({"1000", ""});
    EXPECT_EQ(table.text(session), "ID    NAME\n1     é\n1000\n");
}

TEST(Session, WhatCannotBeReadIsNamed) {
    project::testing::Folder const folder;
    folder.write("a", "text");
    EXPECT_EQ(read_input((folder.path() / "a").string()).value(), "text");
    EXPECT_NE(read_input(folder.path().string()).error().text().find("it is a folder"), std::string::npos);
    EXPECT_NE(read_input((folder.path() / "none").string()).error().text().find("none"), std::string::npos);
}

}  // namespace
}  // namespace coworks::cli
