// entries.md, "Results".

#include "rules.hpp"

#include "testing.hpp"

namespace coworks {
namespace {

using testing::HasSubstr;
using testing::Not;

class Results : public testing::Test {
protected:
    TestResponse get(std::string_view path) { return ask(client, path); }
    TestClient client = TestClient::of<Rules>();
};

TEST_F(Results, OfTextAreTextPlain) {
    for (char const* path : {"/content", "/result/view"}) {
        EXPECT_EQ(get(path).header("Content-Type"), "text/plain; charset=utf-8") << path;
    }
    EXPECT_EQ(get("/result/view").body, "view");
}

TEST_F(Results, OfValuesAreJson) {
    auto const answer = get("/result/lines");
    EXPECT_EQ(answer.header("Content-Type"), "application/json");
    EXPECT_EQ(answer.body, R"([{"sku":"a","count":1},{"sku":"b","count":2,"note":"soft"}])")
        << "an empty optional member is left out";
    EXPECT_EQ(get("/colour/red").body, "\"red\"");
}

TEST_F(Results, OfBytesAreBinary) {
    auto const png = get("/result/png");
    EXPECT_EQ(png.header("Content-Type"), "image/png");
    EXPECT_EQ(png.body, "\x89PNG");
    auto const plain = client.post("/bytes").token("all").body("a/b", "abc").send();
    EXPECT_EQ(plain.header("Content-Type"), "application/octet-stream");
}

TEST_F(Results, OfNothingAreA204) {
    auto const answer = get("/result/nothing");
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.body, "");
}

TEST_F(Results, ThatAreNotThereAreA404) {
    EXPECT_EQ(get("/result/maybe/true").status, 200);
    auto const missing = get("/result/maybe/false");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(missing.header("Content-Type"), "application/problem+json");
}

TEST_F(Results, OfAPairHaveItsStatus) {
    auto const answer = get("/result/created");
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.json()["sku"], Json("a"));
}

TEST_F(Results, ThatAreBuiltAreSentAsBuilt) {
    auto const answer = get("/result/response");
    EXPECT_EQ(answer.status, 299);
    EXPECT_EQ(answer.header("X-Own"), "yes");
    EXPECT_THAT(answer.header("Set-Cookie"), HasSubstr("a=1"));
    EXPECT_EQ(answer.body, "moved");
}

TEST_F(Results, ThatAreBuiltMayBeARedirectOrAFile) {
    auto const redirect = get("/result/redirect");
    EXPECT_EQ(redirect.status, 302);
    EXPECT_EQ(redirect.header("Location"), "/elsewhere");
    auto const file = get("/result/file");
    EXPECT_EQ(file.header("Content-Type"), "text/csv");
    EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename*=UTF-8''%C3%A9.csv");
    EXPECT_EQ(file.body, "1,2");
}

TEST_F(Results, ThatCanNotBeWrittenAreA500) {
    for (char const* path : {"/result/infinite", "/result/latin", "/result/latin/json", "/result/late"}) {
        auto const answer = get(path);
        EXPECT_EQ(answer.status, 500) << path;
        EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    }
}

TEST_F(Results, OfHttpErrorsAreProblems) {
    auto const answer = get("/missing");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(answer.json()["status"], Json(404));
    EXPECT_TRUE(answer.json()["title"].is_string());
    EXPECT_EQ(answer.json()["detail"], Json("no such thing"));
    EXPECT_EQ(get("/busy").header("Retry-After"), "5");
    EXPECT_EQ(get("/teapot").status, 418);
}

TEST_F(Results, OfOtherExceptionsSayNothingToTheCaller) {
    for (char const* path : {"/crash", "/number/thrown"}) {
        auto const answer = get(path);
        EXPECT_EQ(answer.status, 500) << path;
        EXPECT_THAT(answer.body, Not(HasSubstr("hunter2")));
        EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    }
    auto const log = testing::PrintToString(client.log());
    EXPECT_THAT(log, HasSubstr("hunter2"));
    for (auto const& line : client.log())
        EXPECT_TRUE(Json::parse(line).is_object()) << "a line of the log is one JSON object";
}

TEST_F(Results, AllCarryTheRequestId) {
    for (char const* path : {"/content", "/missing", "/crash", "/nowhere", "/text/%zz"})
        EXPECT_NE(get(path).header("x-request-id"), "") << path;
    EXPECT_NE(client.get("/content").send().header("x-request-id"), "") << "401";
}

}  // namespace
}  // namespace coworks
