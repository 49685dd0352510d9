// entries.md, "What one binary answers": the direct call of a workflow.

#include "rules.hpp"

#include "testing.hpp"

namespace coworks {
namespace {

using testing::HasSubstr;
using testing::Not;

class DirectCall : public testing::Test {
protected:
    TestResult call(std::string_view entry, std::string_view with = "{}") {
        return client.call(entry, Json::parse(with));
    }
    TestClient client = TestClient::of<Rules>();
};

TEST_F(DirectCall, GivesTheResultAsJson) {
    EXPECT_EQ(call("get", R"({"usage": "me"})").value, Json("root me"));
    EXPECT_EQ(call("put_only", R"({"value": 3})").value, Json(3));
    EXPECT_EQ(call("delete").value, Json("deleted"));
    EXPECT_TRUE(call("get_result_nothing").value.is_null());
    EXPECT_EQ(call("get_result_created").value["sku"], Json("a")) << "a pair is its value";
    EXPECT_EQ(call("get_result_png").value, Json("iVBORw==")) << "bytes are base64";
    auto const none = call("get_result_maybe", R"({"there": false})");
    EXPECT_FALSE(none.failed);
    EXPECT_TRUE(none.value.is_null()) << "an empty optional is null";
}

TEST_F(DirectCall, TellsOverloadsApartByTheMembers) {
    EXPECT_EQ(call("get_content").value, Json("content"));
    EXPECT_EQ(call("get_content", R"({"id": 7})").value, Json("content 7"));
    EXPECT_EQ(call("get_content", R"({"kind": "a", "id": 7})").value, Json("a7"));
}

TEST_F(DirectCall, TakesTheBodyAsAMemberByItsName) {
    auto const order = call("post_order", R"({"order": {"customer": "ann", "lines": []}})");
    EXPECT_EQ(order.value["customer"], Json("ann"));
    EXPECT_EQ(call("post_bytes", R"({"bytes": "AP8="})").value, Json("AP8="));
    EXPECT_EQ(call("post_beside", R"({"order": {"customer": "ann", "lines": []}, "dry": true})").value,
              Json("ann dry"));
}

TEST_F(DirectCall, FailsByTheNameOfTheError) {
    EXPECT_EQ(call("get_missing").error_type, "NotFound");
    EXPECT_EQ(call("get_missing").error_message, "no such thing");
    EXPECT_EQ(call("get_busy").error_type, "TooManyRequests");
    EXPECT_EQ(call("get_crash").error_type, "InternalError");
    EXPECT_THAT(call("get_crash").error_message, Not(HasSubstr("hunter2")));
    EXPECT_EQ(call("get_number_thrown").error_type, "InternalError");
    EXPECT_EQ(call("get_result_latin").error_type, "InternalError") << "what JSON can't say";
    EXPECT_EQ(call("get_result_infinite").error_type, "InternalError");
    EXPECT_EQ(call("get_content", R"({"id": "x"})").error_type, "BadRequest");
    EXPECT_EQ(call("put_only", R"({"vlaue": 3})").error_type, "BadRequest");
    EXPECT_THAT(call("put_only", R"({"vlaue": 3})").error_message, HasSubstr("value"));
    EXPECT_TRUE(call("get_nowhere").failed);
    EXPECT_TRUE(call("get_ignored").failed);
}

TEST_F(DirectCall, FailsByTheNameOfTheStatusOfAResponse) {
    EXPECT_EQ(call("get_result_refused").error_type, "Conflict");
    EXPECT_EQ(call("get_result_refused").error_message, "taken");
    EXPECT_EQ(call("get_teapot").error_type, "ClientError");
    EXPECT_EQ(call("get_result_response").value, Json("moved")) << "one below 400 is its body";
    EXPECT_TRUE(call("get_result_redirect").value.is_null());
}

TEST_F(DirectCall, TakesFilesAsBase64) {
    EXPECT_EQ(call("post_file", R"({"file": "aGk=", "title": "t"})").value, Json("t::application/octet-stream:hi"));
    EXPECT_EQ(call("post_file", R"({"file": {"name": "a.txt", "media_type": "text/plain", "content": "aGk="}})").value,
              Json("none:a.txt:text/plain:hi"));
    EXPECT_EQ(call("post_files", R"({"files": ["aGk=", {"content": "aGk="}]})").value, Json(2));
    EXPECT_EQ(call("post_file", R"({"file": "?"})").error_type, "BadRequest");
    EXPECT_EQ(call("post_file", R"({"file": {"name": "a.txt"}})").error_type, "BadRequest");
}

TEST_F(DirectCall, NeedsNoToken) {
    EXPECT_FALSE(call("get_content").failed) << "direct calls rely on IAM";
}

TEST_F(DirectCall, HandsItsIdOn) {
    EXPECT_EQ(client.call("get_key", Json::object(), "step-7").value, Json("step-7"));
    EXPECT_EQ(client.call("get_key").value, Json(""));
}

TEST_F(DirectCall, OfNoShapeWeKnowFails) {
    for (char const* event : {"null", "[]", "{}", "7", R"({"coworks": 1})",
                              R"({"coworks": 1, "entry": "get", "with": 3})", R"({"coworks": 2, "entry": "get"})"}) {
        auto const result = client.invoke(Json::parse(event));
        EXPECT_TRUE(result.failed) << event;
        EXPECT_LT(result.error_message.size(), 4096U);
    }
}

}  // namespace
}  // namespace coworks
