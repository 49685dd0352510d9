/// The rules of entries.md that concern C++ itself, one test each, on headers of a few lines.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entries/header_reader.hpp"

namespace coworks::entries {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Stands in for the framework and the standard library: it declares what the reader looks at, and parses at once.
constexpr char const* kStandIn = R"(#pragma once
namespace std {
template <class T> class vector {};
template <class T> class optional {};
template <class T> struct less {};
template <class T> class basic_string { public: basic_string(char const* = ""); };
using string = basic_string<char>;
template <class K, class V, class L = less<K>> class map {};
template <class T> struct type_identity {};
}
namespace coworks {
class Json {}; class Bytes {}; class Request {}; class Context {}; class Params {}; class Message {}; struct Access {};
class Base { public: virtual ~Base(); };
class TechMicroservice : public Base { public: void get_nothing_of_mine(); virtual Access token_authorizer(char const*); };
class Blueprint : public Base { public: void get_nothing_either(); };
}
#define COWORKS_ENTRY(...) [[clang::annotate("coworks:" #__VA_ARGS__)]]
)";

class Reading : public testing::Test {
protected:
    Reading() : folder_(fs::path(testing::TempDir()) / "cws_entries_reading") { fs::create_directories(folder_); }
    ~Reading() override { fs::remove_all(folder_); }

    ReadResult read(std::string const& code) {
        static auto const api = open_clang();
        EXPECT_TRUE(api) << api.error().text();
        std::ofstream(folder_ / "framework.hpp") << kStandIn;
        std::ofstream(folder_ / "service.hpp") << "#include \"framework.hpp\"\n" << code;
        auto result = read_header(*api, {.header = (folder_ / "service.hpp").string()});
        EXPECT_TRUE(result) << result.error().text();
        return std::move(*result);
    }

    /// The methods and what they answer: "GET /items/{id}", "queue orders".
    std::vector<std::string> routes(std::string const& code) {
        auto const result = read(code);
        for (auto const& diagnostic : result.diagnostics)
            ADD_FAILURE() << diagnostic.position.line << ": " << diagnostic.message;
        return routes(result.model.service);
    }
    static std::vector<std::string> routes(ClassModel const& model) {
        std::vector<std::string> lines;
        for (auto const& entry : model.interface.entries) {
            lines.push_back(entry.kind == interface::Entry::Kind::http
                                ? std::string(verb_text(entry.verb)) + " " + path_text(entry.path)
                                : entry.trigger);
        }
        return lines;
    }
    /// The routes of a service with these members in its public part.
    std::vector<std::string> routes_of(std::string const& members) {
        return routes("class S : public coworks::TechMicroservice {\npublic:\n" + members + "\n};\n");
    }

    std::vector<std::string> errors(std::string const& code) {
        std::vector<std::string> messages;
        for (auto const& diagnostic : read(code).diagnostics)
            messages.push_back(diagnostic.message);
        return messages;
    }

    fs::path folder_;
};

TEST_F(Reading, only_public_non_static_non_template_non_deleted_methods_are_entries) {
    EXPECT_THAT(routes_of("int get_a(); static int get_b(); template <class T> int get_c(T); int get_d() = delete;\n"
                          "protected: int get_e();\nprivate: int get_f();"),
                ElementsAre("GET /a"));
}

TEST_F(Reading, methods_of_a_base_of_the_users_own_are_entries_and_the_frameworks_are_not) {
    EXPECT_THAT(routes("struct Own { int get_a(); };\nclass S : public coworks::TechMicroservice, public Own { public: "
                       "int get_b(); };"),
                ElementsAre("GET /a", "GET /b"));
}

TEST_F(Reading, methods_of_a_base_that_is_not_public_are_no_entries) {
    EXPECT_THAT(
        routes(
            "struct Own { int get_a(); };\nclass S : public coworks::TechMicroservice, Own { public: int get_b(); };"),
        ElementsAre("GET /b"));
}

TEST_F(Reading, a_method_that_is_declared_again_is_the_derived_class_own) {
    auto const code = [](char const* again) {
        return std::string(
                   "struct Own { virtual int get_a(); int get_b(int id); };\n"
                   "class S : public coworks::TechMicroservice, public Own {\n") +
               again + "};";
    };
    EXPECT_THAT(routes(code("public: int get_a() override;")), ElementsAre("GET /b/{id}", "GET /a"));
    EXPECT_THAT(routes(code("private: int get_a() override;")), ElementsAre("GET /b/{id}"));
    EXPECT_THAT(routes(code("public: int get_b(int) = delete;")), ElementsAre("GET /a"));
    EXPECT_THAT(routes(code("public: COWORKS_ENTRY(ignore) int get_b(int id);")), ElementsAre("GET /a"));
}

TEST_F(Reading, an_inherited_overload_that_is_hidden_stays_an_entry_of_its_declaring_base) {
    auto const result = read(
        "struct Own { int get_a(int id); };\n"
        "class S : public coworks::TechMicroservice, public Own { public: int get_a(); };");
    EXPECT_THAT(routes(result.model.service), ElementsAre("GET /a/{id}", "GET /a"));
    EXPECT_EQ(result.model.service.entries[0].declaring_class, "Own");
}

TEST_F(Reading, a_base_that_is_inherited_twice_gives_its_entries_once) {
    EXPECT_THAT(routes("struct Own { int get_a(); };\nstruct B1 : virtual Own {};\nstruct B2 : virtual Own {};\n"
                       "class S : public coworks::TechMicroservice, public B1, public B2 {};"),
                ElementsAre("GET /a"));
}

TEST_F(Reading, the_service_is_the_class_that_no_other_one_there_derives_from) {
    EXPECT_THAT(routes("class B : public coworks::TechMicroservice { public: int get_b(); };\nclass S : public B { "
                       "public: int get_s(); };"),
                ElementsAre("GET /b", "GET /s"));
    EXPECT_THAT(errors("class B {};"), ElementsAre("no class of this header derives from coworks::TechMicroservice"));
    EXPECT_THAT(
        errors("class A : public coworks::TechMicroservice {};\nclass B : public coworks::TechMicroservice {};"),
        ElementsAre("two services in one header: 'A' and 'B'", "the other one is here"));
}

TEST_F(Reading, a_service_of_an_included_header_is_a_base_and_none_of_this_headers) {
    std::ofstream(folder_ / "other.hpp")
        << "#pragma once\n#include \"framework.hpp\"\n"
           "class Other : public coworks::TechMicroservice { public: int get_other(); };\n";
    EXPECT_THAT(routes("#include \"other.hpp\"\nclass S : public Other { public: int get_s(); };"),
                ElementsAre("GET /other", "GET /s"));
    EXPECT_THAT(errors("#include \"other.hpp\"\n"),
                ElementsAre("no class of this header derives from coworks::TechMicroservice"));
}

TEST_F(Reading, the_services_name_is_the_stem_of_its_file) {
    auto const result = read("class S : public coworks::TechMicroservice {};");
    EXPECT_EQ(result.model.service.interface.name, "service");
    EXPECT_EQ(result.model.service.interface.class_name, "S");
}

TEST_F(Reading, an_authorizer_is_seen_wherever_it_is_declared) {
    EXPECT_FALSE(read("class S : public coworks::TechMicroservice {};").model.service.interface.has_authorizer);
    EXPECT_TRUE(
        read("class S : public coworks::TechMicroservice { coworks::Access token_authorizer(char const*) override; };")
            .model.service.interface.has_authorizer);
    EXPECT_TRUE(
        read("class B : public coworks::TechMicroservice { coworks::Access token_authorizer(char const*) override; };\n"
             "class S : public B {};")
            .model.service.interface.has_authorizer);
}

TEST_F(Reading, hooks_are_seen_because_answers_may_then_be_anything) {
    EXPECT_FALSE(read("class S : public coworks::TechMicroservice {};").model.service.interface.has_hooks);
    EXPECT_TRUE(read("class S : public coworks::TechMicroservice { void after_request(int); };")
                    .model.service.interface.has_hooks);
    EXPECT_TRUE(
        read("class B : public coworks::TechMicroservice { int handle_exception(int); };\nclass S : public B {};")
            .model.service.interface.has_hooks);
}

TEST_F(Reading, blueprints_are_read_by_the_same_rules) {
    auto const result = read(
        "namespace a { class P : public coworks::Blueprint { public: int get_p(int limit = 3); }; }\n"
        "class S : public coworks::TechMicroservice {};");
    ASSERT_EQ(result.model.blueprints.size(), 1U);
    EXPECT_EQ(result.model.blueprints[0].class_name, "a::P");
    EXPECT_THAT(routes(result.model.blueprints[0]), ElementsAre("GET /p"));
    EXPECT_THAT(errors("class P : public coworks::Blueprint { public: void get_p(coworks::Json body); };\n"
                       "class S : public coworks::TechMicroservice {};"),
                ElementsAre("'body' is a body, which GET requests don't have"));
}

TEST_F(Reading, requests_contexts_and_messages_are_no_parameters_of_the_interface) {
    auto const result = read(
        "class S : public coworks::TechMicroservice { public:\n"
        "int get_a(coworks::Request const&, int id, coworks::Context const&);\n"
        "void on_a(coworks::Message const& m, coworks::Context const& c); };");
    EXPECT_THAT(result.diagnostics, IsEmpty());
    EXPECT_EQ(result.model.service.interface.entries[0].parameters.size(), 1U);
    EXPECT_EQ(result.model.service.interface.entries[1].parameters.size(), 0U);
    EXPECT_EQ(result.model.service.entries[0].parameters.size(), 3U);
}

TEST_F(Reading, a_member_with_a_default_initialiser_or_of_an_optional_type_may_be_absent) {
    auto const result = read(
        "struct T { int a; int b = 1; int c{2}; std::optional<int> d; std::vector<int> e; };\n"
        "class S : public coworks::TechMicroservice { public: void post_t(T t); };");
    std::vector<bool> required;
    for (auto const& field : result.model.service.interface.types.at("T").fields)
        required.push_back(field.required);
    EXPECT_THAT(required, ElementsAre(true, false, false, false, true));
}

TEST_F(Reading, types_that_only_a_blueprint_reaches_are_not_the_services) {
    auto const result = read(
        "struct T { int a; };\nclass P : public coworks::Blueprint { public: T get_t(); };\n"
        "class S : public coworks::TechMicroservice {};");
    EXPECT_TRUE(result.model.service.interface.types.empty());
    EXPECT_TRUE(result.model.blueprints[0].interface.types.contains("T"));
}

TEST_F(Reading, a_conversion_pair_makes_somebody_elses_type_usable_and_half_a_pair_does_not) {
    auto const code = [](char const* functions) {
        return "namespace a { class Big { int x; public: Big(int); };\n" + std::string(functions) +
               "}\nclass S : public coworks::TechMicroservice { public: a::Big get_b(a::Big const& b = 1); };";
    };
    EXPECT_THAT(
        errors(
            code("coworks::Json to_json(Big const&); Big from_json(coworks::Json const&, std::type_identity<Big>);")),
        IsEmpty());
    EXPECT_THAT(errors(code("coworks::Json to_json(Big const&); void from_json(coworks::Json const&, Big&);")),
                IsEmpty());
    EXPECT_THAT(errors(code("coworks::Json to_json(Big const&);")), ElementsAre(HasSubstr("'a::Big' can't be bound")));
    EXPECT_THAT(errors(code("coworks::Json to_json(Big const&); Big from_json(coworks::Json const&);")),
                ElementsAre(HasSubstr("'a::Big' can't be bound")));
}

TEST_F(Reading, all_faults_of_a_header_are_told_at_once_in_the_order_of_the_source) {
    auto const result = read(
        "struct T { int& a; };\nclass S : public coworks::TechMicroservice { public:\n"
        "void post_a(T t, T u);\nvoid get_b(char c);\nCOWORKS_ENTRY(what) int get_c();\nint get_c_(); };");
    std::vector<std::size_t> lines;
    for (auto const& diagnostic : result.diagnostics)
        lines.push_back(diagnostic.position.line);
    EXPECT_THAT(lines, ElementsAre(2, 4, 5, 6));
}

TEST_F(Reading, a_parse_error_is_fatal_because_it_would_make_wrong_types_out_of_right_ones) {
    auto const result =
        read("class S : public coworks::TechMicroservice { public: std::vektor<int> get_a(); int get_b(Nowhere n); };");
    EXPECT_EQ(result.diagnostics.size(), 2U);
    EXPECT_TRUE(result.model.service.entries.empty());
}

TEST_F(Reading, dependencies_are_all_files_that_were_read) {
    auto const result = read("class S : public coworks::TechMicroservice {};");
    EXPECT_THAT(result.dependencies,
                ElementsAre((folder_ / "framework.hpp").string(), (folder_ / "service.hpp").string()));
}

TEST_F(Reading, documentation_comes_from_comments_before_and_behind_the_annotation) {
    auto const result = read(
        "/// A shop.\nclass S : public coworks::TechMicroservice { public:\n"
        "/// Before.\n/// @param id which\n/// @return it\nCOWORKS_ENTRY(no_auth) int get_a(int id);\n"
        "COWORKS_ENTRY(no_auth)\n/** Behind. */\nint get_b(); };");
    auto const& interface = result.model.service.interface;
    EXPECT_EQ(interface.doc, "A shop.");
    EXPECT_EQ(interface.entries[0].doc, "Before.");
    EXPECT_EQ(interface.entries[0].parameters[0].doc, "which");
    EXPECT_EQ(interface.entries[0].result_doc, "it");
    EXPECT_EQ(interface.entries[1].doc, "Behind.");
    EXPECT_TRUE(interface.entries[1].open);
}

}  // namespace
}  // namespace coworks::entries
