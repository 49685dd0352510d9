// entries.md, "Names to routes" and "Parameters".

#include "rules.hpp"

#include "testing.hpp"

namespace coworks {
namespace {

using testing::HasSubstr;

class Parameters : public testing::Test {
protected:
    std::string get(std::string_view path) { return brief(ask(client, path)); }
    TestRequest post(std::string_view path) { return client.post(path).token("all"); }
    std::string post_json(std::string_view path, std::string_view body) {
        return brief(post(path).body("application/json", body).send());
    }

    TestClient client = TestClient::of<Rules>();
};

using Names = Parameters;

TEST_F(Names, AVerbAloneIsTheRoot) {
    EXPECT_EQ(get("/"), "200 root test");
    EXPECT_EQ(get("/?usage=me"), "200 root me");
}

TEST_F(Names, UnderscoresSeparateSegments) {
    EXPECT_EQ(get("/content"), "200 content");
    EXPECT_EQ(get("/content/detail"), "200 detail") << "a literal wins over a parameter";
    EXPECT_EQ(get("/content/7"), "200 content 7");
    EXPECT_EQ(get("/content/a/7"), "200 a7") << "trailing underscores are trimmed";
}

TEST_F(Names, DeleteWithAnUnderscoreIsTheVerb) {
    EXPECT_EQ(brief(client.delete_("/").token("all").send()), "200 deleted");
}

TEST_F(Names, OtherMethodsAreNoEntries) {
    EXPECT_EQ(ask(client, "/ter").status, 404);
    EXPECT_EQ(ask(client, "/ignored").status, 404);
}

TEST_F(Names, ASlashAtTheEndIsIgnored) {
    EXPECT_EQ(get("/content/"), "200 content");
}

TEST_F(Names, HeadIsAnsweredByGet) {
    auto const answer = client.head("/content").token("all").send();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "");
}

TEST_F(Names, OptionsBindLikeGet) {
    EXPECT_EQ(brief(client.options("/content").token("all").send()), "200 options");
}

TEST_F(Names, OtherVerbsAreRefusedWithThoseThatThereAre) {
    auto const answer = post("/content").send();
    EXPECT_EQ(answer.status, 405);
    EXPECT_THAT(answer.header("Allow"), HasSubstr("GET"));
    EXPECT_THAT(answer.header("Allow"), HasSubstr("OPTIONS"));
    auto const unknown = client.request("TRACE", "/content").token("all").send();
    EXPECT_EQ(unknown.status, 405);
    EXPECT_THAT(unknown.header("Allow"), HasSubstr("GET")) << "RFC 9110 section 15.5.6";
    EXPECT_EQ(client.request("TRACE", "/nowhere").token("all").send().status, 404);
}

struct PathCase {
    char const* path;
    char const* answer;
};

TEST_F(Parameters, ScalarsComeFromThePath) {
    for (auto const& [path, answer] :
         {PathCase{"/bool/true", "200 true"},
          {"/bool/0", "200 false"},
          {"/bool/yes", "200 true"},
          {"/bool/off", "200 false"},
          {"/int8/-128", "200 -128"},
          {"/int8/127", "200 127"},
          {"/uint64/18446744073709551615", "200 18446744073709551615"},
          {"/real/1e3", "200 1000.0"},
          {"/real/-0.5", "200 -0.5"},
          {"/real/+0.5", "200 0.5"},
          {"/real/1e308", "200 1e+308"},
          {"/float/-0.5", "200 -0.5"},
          {"/text/a%20b", "200 a b"},
          {"/text/a%2Fb", "200 a/b"},
          {"/text/%252F", "200 %2F"},
          {"/text/a+b", "200 a+b"},
          {"/text/%E2%82%AC", "200 €"},
          {"/view/abc", "200 abc"},
          {"/colour/green", "200 \"green\""},
          {"/date/2026-02-28", "200 \"2026-02-28\""},
          {"/instant/2026-03-01T08:30:00Z", "200 \"2026-03-01T08:30:00Z\""},
          {"/instant/2026-03-01T09:30:00+01:00", "200 \"2026-03-01T08:30:00Z\""},
          {"/instant/9999-12-31T23:59:59Z", "200 \"9999-12-31T23:59:59Z\""},
          {"/instant/0001-01-01T00:00:00Z", "200 \"0001-01-01T00:00:00Z\""},
          {"/instant/0000-01-01T00:00:00Z", "200 \"0000-01-01T00:00:00Z\""},
          {"/local/9999-12-31T23:59:59", "200 \"9999-12-31T23:59:59\""},
          {"/local/0001-01-01T00:00:00", "200 \"0001-01-01T00:00:00\""},
          {"/date/9999-12-31", "200 \"9999-12-31\""},
          {"/date/0000-01-01", "200 \"0000-01-01\""},
          {"/nanos/2026-03-01T08:30:00.000000001Z", "200 \"2026-03-01T08:30:00.000000001Z\""},
          {"/duration/PT1H30M", "200 \"PT1H30M\""},
          {"/duration/P999999999D", "200 \"P999999999D\""},
          {"/local/2026-03-01T08:30:00", "200 \"2026-03-01T08:30:00\""},
          {"/clock/23:59:59", "200 \"23:59:59\""},
          {"/clock/08:30", "200 \"08:30:00\""},
          {"/duration/P1W", nullptr}}) {
        auto const got = get(path);
        if (answer != nullptr) {
            EXPECT_EQ(got, answer) << path;
        } else {
            EXPECT_THAT(got, HasSubstr("200 ")) << path;
        }
    }
}

TEST_F(Parameters, OfTimeSayWhatIsWrongWithThem) {
    auto const detail = [this](char const* path) { return detail_of(ask(client, path)); };
    EXPECT_THAT(detail("/date/2026-13-01"),
                HasSubstr(R"(expected a date such as 2026-03-01, found "2026-13-01": there is no month 13)"));
    EXPECT_THAT(detail("/date/2026-02-30"), HasSubstr("2026-02 has no day 30, its last is 28"));
    EXPECT_THAT(detail("/instant/2026-13-01T00:00:00Z"), HasSubstr("there is no month 13"));
    EXPECT_THAT(detail("/instant/2026-03-01T08:30:00"), HasSubstr("the zone is missing"));
    EXPECT_THAT(detail("/instant/9999-12-31T23:59:59-01:00"), HasSubstr("in UTC its year has no four digits"));
    EXPECT_THAT(detail("/local/2026-03-01T08:30:00Z"), HasSubstr("a zone has no place here"));
    EXPECT_THAT(detail("/clock/24:00:00"), HasSubstr("there is no hour 24"));
    EXPECT_THAT(detail("/duration/P1M"), HasSubstr("years and months have no fixed length"));
    EXPECT_THAT(detail("/duration/PT1S"), HasSubstr("a time without smaller parts than the unit's"));
    EXPECT_THAT(detail("/nanos/9999-12-31T23:59:59Z"),
                HasSubstr("expected what its unit can hold, from 1677-09-21T00:12:43.145224192Z to "
                          "2262-04-11T23:47:16.854775807Z, found"));
    EXPECT_THAT(detail("/date/tomorrow"), testing::EndsWith("found \"tomorrow\""));
}

TEST_F(Parameters, OfThePathThatAreNotOfTheirTypeAreA400) {
    for (char const* path : {"/bool/maybe",
                             "/int8/128",
                             "/int8/1.5",
                             "/int8/x",
                             "/int8/+-1",
                             "/uint64/-1",
                             "/real/1,5",
                             "/real/nan",
                             "/real/1e309",
                             "/real/-+1",
                             "/float/1e39",
                             "/float/-1e39",
                             "/colour/blue",
                             "/date/2026-02-30",
                             "/instant/yesterday",
                             "/instant/2026-03-01T08:30:00",
                             "/local/2026-03-01T08:30:00Z",
                             "/clock/24:00:00",
                             "/clock/8:30",
                             "/clock/08:30:00.5",
                             "/duration/P1M",
                             "/duration/P1Y",
                             "/duration/PT1S"}) {
        auto const answer = ask(client, path);
        EXPECT_EQ(answer.status, 400) << path;
        EXPECT_THAT(detail_of(answer), HasSubstr("value")) << path;
    }
}

TEST_F(Parameters, WhereNoRouteMatchesAreA404) {
    EXPECT_EQ(ask(client, "/int8").status, 404);
    EXPECT_EQ(ask(client, "/int8/1/2").status, 404);
}

TEST_F(Parameters, OfAnyOtherTypeAreTheBody) {
    EXPECT_EQ(post_json("/order", R"({"customer": "ann", "lines": [{"sku": "a"}]})"),
              R"(200 {"customer":"ann","lines":[{"sku":"a","count":1}]})");
    EXPECT_EQ(post_json("/numbers", "[1, 2, 3.0]"), "200 6");
    EXPECT_EQ(post_json("/map", R"({"a": 1})"), R"(200 {"a":1})");
    EXPECT_EQ(post_json("/json", "null"), "200 null");
    EXPECT_EQ(brief(post("/bytes").body("image/png", std::string("\0\xff", 2)).send()), std::string("200 \0\xff", 6));
}

TEST_F(Parameters, ThatAreMissingInTheBodyAreA400ThatNamesThem) {
    auto const says = [this](char const* body) { return post_json("/order", body); };
    EXPECT_THAT(says(R"({"lines": []})"), testing::AllOf(HasSubstr("400 "), HasSubstr("customer")));
    EXPECT_THAT(says(R"({"customer": "a", "lines": [{"sku": "a"}, {}]})"),
                testing::AllOf(HasSubstr("400 "), HasSubstr("lines/1/sku")));
    EXPECT_EQ(post("/order").send().status, 400);
    EXPECT_THAT(says("{broken"), HasSubstr("400 "));
    EXPECT_THAT(says("[]"), HasSubstr("400 "));
}

TEST_F(Parameters, OfJsonAreStrictlyTyped) {
    auto const lines = [this](char const* line) {
        return post_json("/order", std::string(R"({"customer": "a", "lines": [)") + line + "]}");
    };
    EXPECT_THAT(lines(R"({"sku": "a", "count": 3.0})"), HasSubstr("200 "));
    EXPECT_THAT(lines(R"({"sku": "a", "count": "3"})"), HasSubstr("400 ")) << "\"3\" is no integer";
    EXPECT_THAT(lines(R"({"sku": "a", "count": 2.5})"), HasSubstr("400 "));
    EXPECT_THAT(lines(R"({"sku": "a", "count": 2147483648})"), HasSubstr("400 "));
    EXPECT_THAT(lines(R"({"sku": 1})"), HasSubstr("400 "));
    EXPECT_THAT(lines(R"({"sku": "a", "count": null})"), HasSubstr("400 ")) << "null is for std::optional and Json";
    EXPECT_THAT(lines(R"({"sku": "a", "note": null})"), HasSubstr("200 "));
}

TEST_F(Parameters, ThatNothingTakesAreA400WithTheNearestName) {
    EXPECT_THAT(get("/query?limti=5"), testing::AllOf(HasSubstr("400 "), HasSubstr("limti"), HasSubstr("limit")));
    EXPECT_THAT(post_json("/members", R"({"nmae": "x"})"),
                testing::AllOf(HasSubstr("400 "), HasSubstr("nmae"), HasSubstr("name")));
    EXPECT_THAT(post_json("/order", R"({"customer": "a", "lines": [{"sku": "a", "cuont": 1}]})"),
                testing::AllOf(HasSubstr("400 "), HasSubstr("cuont"), HasSubstr("count"), HasSubstr("lines/0")));
}

TEST_F(Parameters, ThatAreWrongAreToldAllAtOnceWithTheirPlaces) {
    auto const answer = post("/beside?dyr=1&dry=perhaps")
                            .body("application/json", R"({"customer": 7, "lines": [{}, {"sku": "a", "a/b~c d": 1}]})")
                            .send();
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    EXPECT_EQ(answer.json()["errors"].dump(), Json::parse(R"([
        {"detail": "is not known here; did you mean 'dry'?", "in": "query", "parameter": "dyr"},
        {"detail": "expected a text, found 7", "pointer": "#/customer"},
        {"detail": "is missing", "pointer": "#/lines/0/sku"},
        {"detail": "is not known here", "pointer": "#/lines/1/a~1b~0c%20d"},
        {"detail": "expected one of true, false, 1, 0, yes, no, on, off, found \"perhaps\"",
         "in": "query", "parameter": "dry"}])")
                                                  .dump());
    EXPECT_THAT(detail_of(answer), testing::AllOf(HasSubstr("query parameter 'dyr' is not known here"),
                                                  HasSubstr("the body, at lines/0/sku: is missing")));
    auto const path = client.get("/int8/x?y=1").token("all").send().json();
    EXPECT_EQ(path["errors"].size(), 2U);
    EXPECT_EQ(path["errors"][1]["in"], Json("path"));
}

TEST_F(Parameters, ThatAreWrongByTheThousandGetAShortAnswer) {
    std::string items;
    for (int i = 0; i < 10'000; ++i)
        items += i == 0 ? "null" : ",null";
    auto const answer = post("/numbers").body("application/json", "[" + items + "]").send();
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.json()["errors"].size(), 20U);
    auto const names = client
                           .get("/query?" +
                                [] {
                                    std::string query;
                                    for (int i = 0; i < 1000; ++i)
                                        query += "q" + std::to_string(i) + "&";
                                    return query;
                                }())
                           .token("all")
                           .send();
    EXPECT_EQ(names.json()["errors"].size(), 20U);
    EXPECT_THAT(detail_of(names), HasSubstr("and 980 more"));
}

TEST_F(Parameters, OfAVariantTakeTheFirstAlternativeThatBinds) {
    EXPECT_EQ(post_json("/variant", "3"), "200 int 3");
    EXPECT_EQ(post_json("/variant", "\"3\""), "200 text 3");
    EXPECT_THAT(post_json("/variant", "true"), HasSubstr("400 "));
}

TEST_F(Parameters, WithADefaultComeFromTheQueryOfAGet) {
    EXPECT_EQ(get("/query"), "200 20");
    EXPECT_EQ(get("/query?limit=5"), "200 5");
    EXPECT_EQ(get("/query?tags=a&tags=b%20c"), "200 20,a,b c") << "a repeated parameter is a list";
    EXPECT_EQ(get("/query?tags=a"), "200 20,a");
    EXPECT_THAT(get("/query?limit=5&limit=6"), HasSubstr("400 "));
    EXPECT_THAT(get("/query?limit=many"), HasSubstr("400 "));
    EXPECT_EQ(brief(client.delete_("/query?hard=yes").token("all").send()), "200 hard") << "of a DELETE, too";
    EXPECT_EQ(brief(client.head("/query?limit=many").token("all").send()).substr(0, 3), "400") << "and of a HEAD";
}

TEST_F(Parameters, WithADefaultComeFromMembersOfTheBodyElseTheQuery) {
    EXPECT_EQ(brief(post("/members").send()), "200 nobody7");
    EXPECT_EQ(post_json("/members", R"({"name": "ann", "value": 1})"), "200 ann1");
    EXPECT_EQ(brief(post("/members?value=3").object({{"name", "ann"}}).send()), "200 ann3");
    EXPECT_EQ(brief(post("/members").form("name", "a b&c").form("value", "2").send()), "200 a b&c2");
    EXPECT_EQ(brief(post("/members").part("name", "ann").part("value", "2").send()), "200 ann2");
    EXPECT_EQ(brief(client.patch("/members?value=3").token("all").object({{"name", "ann"}}).send()), "200 ann3");
}

TEST_F(Parameters, ThatAreTheOnlyOneMayBeTheWholeBody) {
    auto const put = [this](char const* body) {
        return brief(client.put("/only").token("all").body("application/json", body).send());
    };
    EXPECT_EQ(put("3"), "200 3");
    EXPECT_EQ(put(R"({"value": 3})"), "200 3");
    EXPECT_EQ(put("{}"), "200 7");
    EXPECT_THAT(put("\"3\""), HasSubstr("400 "));
    EXPECT_THAT(post_json("/members", "3"), HasSubstr("400 ")) << "there are two";
}

TEST_F(Parameters, WithDefaultsBesideABodyComeFromTheQueryAlone) {
    constexpr auto kOrder = R"({"customer": "ann", "lines": []})";
    EXPECT_EQ(post_json("/beside", kOrder), "200 ann wet");
    EXPECT_EQ(post_json("/beside?dry=true", kOrder), "200 ann dry");
    EXPECT_THAT(post_json("/beside", R"({"customer": "ann", "lines": [], "dry": true})"), HasSubstr("400 "));
}

TEST_F(Parameters, ThatAreOptionalAreEmptyWithoutAValue) {
    EXPECT_EQ(get("/optional"), "200 none");
    EXPECT_EQ(get("/optional?limit=3"), "200 3");
}

TEST_F(Parameters, ThatAreFilesAreThePartsOfTheirName) {
    File const file{.name = "a.txt", .media_type = "text/plain", .content = Bytes("hello\r\n--x")};
    EXPECT_EQ(brief(post("/file").part("file", file).part("title", "t").send()), "200 t:a.txt:text/plain:hello\r\n--x");
    EXPECT_EQ(brief(post("/files").part("files", file).part("files", file).send()), "200 2");
    EXPECT_EQ(brief(post("/file").part("file", "hello").send()), "200 none::application/octet-stream:hello")
        << "a file name should be there, but need not (RFC 7578 section 4.2)";
    EXPECT_EQ(brief(post("/files").part("files", "\xff").send()), "200 1") << "content is bytes";
    EXPECT_EQ(post("/file").part("title", "t").send().status, 400);
    EXPECT_EQ(post("/file").part("other", file).send().status, 400);
    EXPECT_THAT(detail_of(post("/file").part("file", file).part("file", file).send()),
                HasSubstr("expected one file, found 2 files"));
}

TEST_F(Parameters, OfRequestAndContextAreNoPartOfTheInterface) {
    EXPECT_EQ(get("/request"), "200 GET /request");
    EXPECT_EQ(get("/context"), "200 get_context rules in time");
}

TEST_F(Parameters, ThatTakeTheRestTakeAllThatNoOtherTook) {
    EXPECT_EQ(get("/rest?known=1&a=x&b=1&b=2"), R"(200 {"a":"x","b":["1","2"],"known":1})");
    EXPECT_EQ(post_json("/rest", R"({"known": 1, "a": {"deep": true}})"), R"(200 {"a":{"deep":true},"known":1})");
}

TEST_F(Parameters, InAContentTypeThatIsNotUnderstoodAreA415) {
    EXPECT_EQ(post("/order").body("application/xml", "<a/>").send().status, 415);
    auto const form = post("/order").body("application/x-www-form-urlencoded", R"({"customer": "a"})").send();
    EXPECT_EQ(form.status, 415);
    EXPECT_THAT(detail_of(form), HasSubstr("curl --json"));
}

TEST_F(Parameters, OfABrokenUrlAreA400) {
    EXPECT_EQ(ask(client, "/text/%zz").status, 400);
    EXPECT_EQ(ask(client, "/text/%ff").status, 400);
    EXPECT_EQ(client.get("/%zz").send().status, 400) << "before 401";
}

TEST_F(Parameters, InHostileBodiesAreA400) {
    EXPECT_EQ(post("/json").body("application/json", std::string(100'000, '[')).send().status, 400);
    EXPECT_EQ(post("/json").body("application/json", "\"\xff\"").send().status, 400);
    EXPECT_EQ(post("/file").body("multipart/form-data; boundary=x", "--x\r\nnonsense").send().status, 400);
    EXPECT_EQ(post("/file").body("multipart/form-data", "--x--").send().status, 400);
    auto const form = [this](char const* text) {
        return post("/rest").body("application/x-www-form-urlencoded", text).send().status;
    };
    EXPECT_EQ(form("name=%zz"), 400);
    EXPECT_EQ(form("name=%ff"), 400);
    EXPECT_EQ(form("%ff=name"), 400);
    EXPECT_EQ(form("name=\xff"), 400);
    EXPECT_EQ(post("/rest").part("name", "\xff").send().status, 400);
    EXPECT_EQ(post("/rest").part("\xff", "name").send().status, 400);
    EXPECT_EQ(post("/file").part("file", File{.name = "\xff.txt"}).send().status, 400);
    EXPECT_EQ(post("/file").part("file", File{.media_type = "text/\xff"}).send().status, 400);
    EXPECT_EQ(post("/files").part("files", File{.content = Bytes("\xff")}).send().status, 200) << "content is bytes";
}

}  // namespace
}  // namespace coworks
