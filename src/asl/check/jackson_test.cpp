#include "asl/check/jackson.hpp"

#include <gtest/gtest.h>

namespace coworks::asl {
namespace {

std::string reason(std::string_view text) {
    try {
        Json::parse(text);
        return "";
    } catch (JsonError const& error) {
        return jackson_reason(text, error).text;
    }
}

TEST(Jackson, SaysWhatItWasExpecting) {
    EXPECT_EQ(
        "Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or "
        "'false')",
        reason("[nope]"));
    EXPECT_EQ(
        "Unexpected character (''' (code 39)): expected a valid value (JSON String, Number, Array, Object or "
        "token 'null', 'true' or 'false')",
        reason(R"({"a": 'b'})"));
    EXPECT_EQ("Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
              reason(R"({"a": 1,})"));
    EXPECT_EQ("Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
              reason(R"({"a" 1})"));
    EXPECT_EQ("Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
              reason(R"({"a": 1 "b": 2})"));
    EXPECT_EQ("Unexpected character ('ä' (code 228)): was expecting comma to separate Array entries", reason("[1 ä]"));
    EXPECT_EQ(
        "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or "
        "token 'null', 'true' or 'false')",
        reason("[1, ]"));
    EXPECT_EQ("Unexpected close marker ']': expected '}'", reason(R"({"a": 1])"));
    EXPECT_EQ(
        "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in "
        "string value",
        reason("\"a\nb\""));
    EXPECT_EQ("Unrecognized character escape 'x' (code 120)", reason(R"("\x41")"));
    EXPECT_EQ("Unexpected end-of-input: expected close marker for Object", reason(R"({"a": {})"));
    EXPECT_EQ("Unexpected end-of-input in field name", reason(R"({"a)"));
}

TEST(Jackson, HasAReasonForEveryTextThatEndsTooEarly) {
    std::string_view const whole = R"({"a": [1.5e3, "b\u0041\n", true, null, {"c": -2}], "d": {}})";
    EXPECT_EQ("", reason(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_NE("", reason(whole.substr(0, size))) << whole.substr(0, size);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (char const c : {'"', '{', ']', ',', '\\', '\0', '\xff'}) {
            std::string text(whole);
            text[at] = c;
            reason(text);  // whatever it is, it ends
        }
    }
}

}  // namespace
}  // namespace coworks::asl
