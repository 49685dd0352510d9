#include "entries/doc_comment.hpp"

#include <gtest/gtest.h>

namespace coworks::entries {
namespace {

TEST(DocComments, lose_their_marks_whatever_these_are) {
    EXPECT_EQ(parse_doc_comment("/// Says hello.").text, "Says hello.");
    EXPECT_EQ(parse_doc_comment("//! Says hello.\n    //! Twice.").text, "Says hello.\nTwice.");
    EXPECT_EQ(parse_doc_comment("///< current count").text, "current count");
    EXPECT_EQ(parse_doc_comment("/** Says hello. */").text, "Says hello.");
    EXPECT_EQ(parse_doc_comment("/**\n * Says hello.\n *\n *     code\n */").text, "Says hello.\n\n    code");
    EXPECT_EQ(parse_doc_comment("/// one\r\n/// two").text, "one\ntwo");
    EXPECT_EQ(parse_doc_comment("").text, "");
    EXPECT_EQ(parse_doc_comment("/**/").text, "");
}

TEST(DocComments, keep_lists_and_emphasis_as_they_are) {
    EXPECT_EQ(parse_doc_comment("/// *Important*\n/// * one\n/// * two").text, "*Important*\n* one\n* two");
}

TEST(DocComments, set_parameters_and_result_apart) {
    auto const doc = parse_doc_comment(
        "/// @brief Finds.\n/// More of it.\n/// @param[in] name who\n///   it is\n/// \\param limit how "
        "many\n///\n/// After.\n/// "
        "@return what was\n/// found\n/// @see other");
    EXPECT_EQ(doc.text, "Finds.\nMore of it.\nAfter.");
    EXPECT_EQ(doc.parameters.at("name"), "who\nit is");
    EXPECT_EQ(doc.parameters.at("limit"), "how many");
    EXPECT_EQ(doc.result, "what was\nfound\n@see other");
    EXPECT_EQ(parse_doc_comment("/// @parameters x").text, "@parameters x");
    EXPECT_EQ(parse_doc_comment("/// @param").parameters.size(), 1U);
    EXPECT_EQ(parse_doc_comment("/// @param[in").parameters.size(), 1U);
}

}  // namespace
}  // namespace coworks::entries
