#include "yaml/within.hpp"

#include <gtest/gtest.h>

#include <coworks/json.hpp>

#include "yaml/yaml.hpp"

namespace coworks::yaml {
namespace {

/// The place of the first '@' in the value "a", found from its place in what the value reads.
SourcePosition place_of_mark(std::string const& source) {
    auto const read = parse(source, "x.yml");
    std::string_view const text = read.value["a"].as_string();
    Within within(source);
    return within.find(read.positions.find("/a").value, text, text.find('@'));
}

TEST(Within, ACharacterIsFoundInEveryKindOfScalar) {
    char const* const sources[] = {
        "a: one @ two\n",
        "a: 'it''s @ two'\n",
        "a: \"x\\\"\\u00e9\\U0001F600\\n é@\"\n",
        "a: |\n  first\n    deeper @\n  last\n",
        "a: >-\n  first\n  second\n\n  third @ x\n",
        "a: first\n  second\n  third@\n",
        "a: \"first \\\n   second\n   third @\"\n",
        "{a: \"{% $x := '@' %}\"}\n",
        "a: &anchor !!str x@\n",
        ("\xef\xbb\xbf"
         "a: é😀 @\n"),
    };
    for (std::string const source : sources) {
        std::string const seen = source.starts_with("\xef\xbb\xbf") ? source.substr(3) : source;
        EXPECT_EQ(place_of_mark(source), position_of(seen, seen.find('@'))) << source;
    }
}

TEST(Within, PlacesAreFoundInAnyOrder) {
    std::string const source = "a: |\n  one\n  two\nb: 'x y'\n";
    Within within(source);
    EXPECT_EQ((SourcePosition{3, 3}), within.find({1, 4}, "one\ntwo\n", 4));
    EXPECT_EQ((SourcePosition{2, 4}), within.find({1, 4}, "one\ntwo\n", 1));
    EXPECT_EQ((SourcePosition{4, 7}), within.find({4, 4}, "x y", 2));
    EXPECT_EQ(4U, within.find({4, 4}, "x y", 99).line) << "beyond the text: its end";
    EXPECT_EQ(5U, within.find({99, 1}, "x", 0).line) << "a place that is not there: the end";
}

}  // namespace
}  // namespace coworks::yaml
