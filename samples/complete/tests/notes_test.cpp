#include "notes.hpp"

#include <gtest/gtest.h>
#include <coworks/test_client.hpp>
#include <cstdlib>

namespace {

using coworks::Json;

class NotesTest : public testing::Test {
protected:
    NotesTest() : client_((::setenv("ADMIN_TOKEN", "open-sesame", 1), coworks::TestClient::of<Notes>())) {}

    coworks::TestClient client_;
};

TEST_F(NotesTest, are_stored_with_their_words_counted) {
    auto const added = client_.post("/notes").object({{"title", "Shopping"}, {"text", "bread and\nbutter"}}).send();
    EXPECT_EQ(added.status, 201);
    EXPECT_EQ(added.json()["words"], Json(3));
    EXPECT_EQ(added.json()["note"]["importance"], Json("normal"));
    EXPECT_EQ(client_.get("/notes/1").send().json(), added.json());
    EXPECT_EQ(client_.get("/notes/2").send().status, 404);
}

TEST_F(NotesTest, are_told_what_is_wrong_with_them) {
    auto const wrong = client_.post("/notes").object({{"title", "x"}, {"text", "y"}, {"importance", "hihg"}}).send();
    EXPECT_EQ(wrong.status, 400);
    EXPECT_NE(wrong.body.find("did you mean high"), std::string::npos) << wrong.body;
    EXPECT_EQ(client_.post("/notes").object({{"title", ""}, {"text", ""}}).send().status, 422);
}

TEST_F(NotesTest, keep_a_file_as_it_was_sent) {
    client_.post("/notes").object({{"title", "x"}, {"text", "y"}}).send();
    coworks::File const file{
        .name = "a.bin", .media_type = "image/png", .content = coworks::Bytes(std::string("\0\xff", 2))};
    EXPECT_EQ(client_.post("/attachment/1").part("file", file).send().status, 204);
    auto const got = client_.get("/attachment/1").send();
    EXPECT_EQ(got.body, std::string("\0\xff", 2));
    EXPECT_EQ(got.header("content-type"), "image/png");
    EXPECT_EQ(client_.get("/attachment/7").send().status, 404);
}

TEST_F(NotesTest, pass_the_hooks_and_show_the_blueprints) {
    EXPECT_EQ(client_.get("/answered").header("X-Maintenance", "1").send().status, 503);
    EXPECT_EQ(client_.get("/answered").send().header("x-served-by"), "notes");
    EXPECT_EQ(client_.get("/status/health").send().json()["healthy"], Json(true));
    EXPECT_EQ(client_.get("/admin/routes").send().status, 401);
    EXPECT_EQ(client_.get("/admin/routes").token("open-sesame").send().status, 200);
}

}  // namespace
