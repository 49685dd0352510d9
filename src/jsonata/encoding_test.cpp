#include "jsonata/testing.hpp"

namespace coworks::jsonata {
namespace {

constexpr char const* kDocument =
    R"({"a": [{"b": [1, 2], "n": "x"}, {"b": 3, "n": "y"}], "o": {"p": 1, "q": {"r": "s"}}, "e": [], "t": "Hello World"})";

TEST(JsonataEncoding, Base64IsOfLatinBytes) {
    check({{R"($base64encode("hello:world"))", R"("aGVsbG86d29ybGQ=")"},
           {R"($base64decode("aGVsbG8="))", R"("hello")"},
           {R"($base64encode("é"))", R"("6Q==")"},
           {R"($base64encode(""))", R"("")"},
           {"$base64decode(missing)", "nothing"}},
          kDocument);
}

TEST(JsonataEncoding, UrlsAreOfUtf8Bytes) {
    check({{R"($encodeUrl("https://a.b/?x=ž y&c=#"))", R"("https://a.b/?x=%C5%BE%20y&c=#")"},
           {R"($encodeUrlComponent("?x=ž&/"))", R"("%3Fx%3D%C5%BE%26%2F")"},
           {R"($decodeUrl("https://a.b/?x=%C5%BE%20%26"))", R"("https://a.b/?x=ž %26")"},
           {R"($decodeUrlComponent("%3Fx%3D%C5%BE"))", R"("?x=ž")"},
           {R"($decodeUrlComponent("%E0%A4%A"))", "D3140"},
           {R"($encodeUrl("\ud800"))", "D3140"},
           {R"($encodeUrlComponent("\ud800"))", "D3140"},
           {"$encodeUrl(missing)", "nothing"}},
          kDocument);
}

}  // namespace
}  // namespace coworks::jsonata
