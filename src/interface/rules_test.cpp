#include "interface/rules.hpp"

#include <gtest/gtest.h>

#include "interface/names.hpp"

namespace coworks::interface {
namespace {

using Kind = Type::Kind;

Type const kInt{.kind = Kind::integer, .bits = 32, .is_signed = true};
Type const kText{.kind = Kind::string};
Type const kOrder{.kind = Kind::structure, .name = "Order"};
Type const kFile{.kind = Kind::file};
Type const kFiles{.kind = Kind::list, .of = {kFile}};

Parameter needed(std::string name, Type type) {
    return {.name = std::move(name), .type = std::move(type)};
}

Parameter with_default(std::string name, Type type) {
    return {.name = std::move(name), .type = std::move(type), .required = false, .default_text = "{}"};
}

Parameter rest(std::string name) {
    return {.name = std::move(name), .type = {.kind = Kind::json}, .source = Source::rest, .required = false};
}

struct Bound {
    Entry entry;
    std::vector<Fault> faults;

    std::vector<Source> sources() const {
        std::vector<Source> result;
        for (auto const& parameter : entry.parameters)
            result.push_back(parameter.source);
        return result;
    }
    std::vector<std::string> codes() const {
        std::vector<std::string> result;
        for (auto const& fault : faults)
            result.push_back(fault.code);
        return result;
    }
};

Bound bind(std::string const& method, std::vector<Parameter> parameters, char const* written = nullptr) {
    auto const name = parse_method_name(method);
    Bound bound{.entry = {.kind = name.kind,
                          .name = std::string(direct_name(method)),
                          .verb = name.verb,
                          .trigger = name.trigger,
                          .parameters = std::move(parameters)},
                .faults = {}};
    std::vector<Segment> path;
    for (auto const& literal : name.literals)
        path.push_back({false, literal});
    if (written) path = parse_path(written).value();
    bind_parameters(bound.entry, path, 0, bound.faults);
    return bound;
}

using Sources = std::vector<Source>;
using Codes = std::vector<std::string>;

TEST(Parameters, no_default_and_scalar_is_the_next_path_segment_in_order) {
    auto const bound = bind("get_content", {needed("id", kInt), needed("part", kText)});
    EXPECT_EQ(path_text(bound.entry.path), "/content/{id}/{part}");
    EXPECT_EQ(bound.sources(), (Sources{Source::path, Source::path}));
    EXPECT_TRUE(bound.faults.empty());
}

TEST(Parameters, no_default_and_any_other_type_is_the_body) {
    for (Type const& type :
         {kOrder, Type{.kind = Kind::list, .of = {kInt}}, Type{.kind = Kind::map, .of = {kInt}},
          Type{.kind = Kind::json}, Type{.kind = Kind::bytes}, Type{.kind = Kind::converted, .name = "Big"}}) {
        for (char const* const method : {"post_x", "put_x", "patch_x", "delete_x"}) {
            EXPECT_EQ(bind(method, {needed("body", type)}).sources(), Sources{Source::body})
                << method << describe(type);
        }
    }
}

TEST(Parameters, with_a_default_they_come_from_query_or_body_by_the_verb) {
    for (char const* const method : {"get_x", "head_x", "delete_x", "options_x"}) {
        EXPECT_EQ(bind(method, {with_default("n", kInt)}).sources(), Sources{Source::query}) << method;
    }
    for (char const* const method : {"post_x", "put_x", "patch_x"}) {
        EXPECT_EQ(bind(method, {with_default("n", kInt)}).sources(), Sources{Source::member}) << method;
    }
}

TEST(Parameters, beside_a_body_parameter_those_with_defaults_come_from_the_query_alone) {
    EXPECT_EQ(bind("post_x", {needed("order", kOrder), with_default("n", kInt)}).sources(),
              (Sources{Source::body, Source::query}));
}

TEST(Parameters, files_are_parts_and_leave_the_other_members_of_the_form_alone) {
    auto const bound = bind("post_x", {needed("image", kFile), needed("more", kFiles), with_default("title", kText)});
    EXPECT_EQ(bound.sources(), (Sources{Source::part, Source::part, Source::member}));
    EXPECT_TRUE(bound.faults.empty());
}

TEST(Parameters, an_optional_is_as_with_a_default_of_nothing) {
    Parameter optional{.name = "n", .type = {.kind = Kind::optional, .of = {kInt}}, .required = false};
    EXPECT_EQ(bind("get_x", {optional}).sources(), Sources{Source::query});
    EXPECT_EQ(bind("post_x", {optional}).sources(), Sources{Source::member});
    Parameter file{.name = "f", .type = {.kind = Kind::optional, .of = {kFile}}, .required = false};
    EXPECT_EQ(bind("post_x", {file}).sources(), Sources{Source::part});
}

TEST(Parameters, params_take_the_rest_once) {
    EXPECT_EQ(bind("get_x", {needed("id", kInt), rest("all")}).sources(), (Sources{Source::path, Source::rest}));
    EXPECT_EQ(bind("get_x", {rest("a"), rest("b")}).codes(), Codes{"several_params"});
}

TEST(NamesToRoutes, more_than_one_body_parameter_is_an_error) {
    EXPECT_EQ(bind("post_x", {needed("a", kOrder), needed("b", kOrder)}).codes(), Codes{"several_bodies"});
    EXPECT_EQ(bind("post_x", {needed("a", kOrder), needed("f", kFile)}).codes(), Codes{"several_bodies"});
    EXPECT_EQ(bind("post_x", {needed("f", kFile), needed("a", kOrder)}).faults.at(0).parameter, 0U);
}

TEST(NamesToRoutes, a_body_parameter_on_get_or_head_is_an_error_and_on_options_too) {
    for (char const* const method : {"get_x", "head_x", "options_x"}) {
        EXPECT_EQ(bind(method, {needed("a", kOrder)}).codes(), Codes{"body_without_body"}) << method;
        EXPECT_EQ(bind(method, {needed("a", kFile)}).codes(), Codes{"body_without_body"}) << method;
    }
}

TEST(WrittenPath, places_parameters_that_it_names_and_appends_the_others) {
    auto const bound = bind("get_x", {needed("id", kInt), needed("part", kText)}, "content/{part}/raw");
    EXPECT_EQ(path_text(bound.entry.path), "/content/{part}/raw/{id}");
    EXPECT_TRUE(bound.faults.empty());
}

TEST(WrittenPath, a_placeholder_that_is_no_parameter_or_stands_twice_is_an_error) {
    EXPECT_EQ(bind("get_x", {}, "a/{id}").codes(), Codes{"path_parameter"});
    EXPECT_EQ(bind("get_x", {with_default("id", kInt)}, "a/{id}").codes(), Codes{"path_parameter"});
    EXPECT_EQ(bind("get_x", {needed("id", kInt)}, "{id}/{id}").codes(), Codes{"path_parameter"});
}

TEST(Messages, receivers_take_one_body_without_default_and_return_nothing) {
    EXPECT_EQ(bind("on_orders", {needed("order", kOrder)}).sources(), Sources{Source::body});
    EXPECT_EQ(bind("on_orders", {needed("text", kText)}).sources(), Sources{Source::body});
    EXPECT_EQ(bind("on_orders", {needed("a", kOrder), needed("b", kOrder)}).codes(), Codes{"several_bodies"});
    EXPECT_EQ(bind("on_orders", {with_default("a", kInt)}).codes(), Codes{"receiver_default"});
    EXPECT_EQ(bind("on_orders", {needed("a", kFile)}).codes(), Codes{"receiver_file"});
    EXPECT_EQ(bind("on_schedule_nightly", {needed("a", kOrder)}).codes(), Codes{"schedule_parameter"});
    Bound bound{.entry = {.kind = Entry::Kind::event, .name = "on_event_x", .trigger = "x", .result = kInt},
                .faults = {}};
    bind_parameters(bound.entry, {}, 0, bound.faults);
    EXPECT_EQ(bound.codes(), Codes{"receiver_result"});
}

struct Conflict {
    char const* name;
    std::vector<Entry> entries;
    Codes codes;
};

TEST(NamesToRoutes, two_entries_with_one_verb_and_one_path_shape_are_an_error) {
    Conflict const cases[] = {
        {"same path", {bind("get_x", {}).entry, bind("get_x", {with_default("n", kInt)}).entry}, {"duplicate_route"}},
        {"parameters of other names",
         {bind("get_x", {needed("a", kInt)}).entry, bind("get_x", {needed("b", kText)}).entry},
         {"duplicate_route"}},
        {"by a written path", {bind("get_x", {}).entry, bind("get_y", {}, "x").entry}, {"duplicate_route"}},
        {"trailing underscore", {bind("get_x", {}).entry, bind("get_x_", {}).entry}, {"duplicate_route"}},
        {"other verb", {bind("get_x", {}).entry, bind("put_x", {}).entry}, {}},
        {"literal beside parameter", {bind("get_x_new", {}).entry, bind("get_x", {needed("id", kInt)}).entry}, {}},
        {"other length", {bind("get_x", {}).entry, bind("get_x", {needed("id", kInt)}).entry}, {}},
        {"HEAD beside GET", {bind("get_x", {}).entry, bind("head_x", {}).entry}, {}},
    };
    for (auto const& [name, entries, codes] : cases) {
        Codes found;
        for (auto const& fault : find_conflicts(entries))
            found.push_back(fault.code);
        EXPECT_EQ(found, codes) << name;
    }
}

TEST(NamesToRoutes, a_direct_call_that_names_could_not_tell_apart_is_an_error) {
    auto const codes = [](Bound const& a, Bound const& b) {
        Codes found;
        for (auto const& fault : find_conflicts({a.entry, b.entry}))
            found.push_back(fault.code);
        return found;
    };
    // Both take {a, b}.
    EXPECT_EQ(codes(bind("get_x", {needed("a", kText), with_default("b", kInt)}),
                    bind("get_x", {needed("a", kText), needed("b", kText)})),
              Codes{"ambiguous_call"});
    // {id} alone is the first's, {id, sub} the second's.
    EXPECT_EQ(codes(bind("get_x", {needed("id", kText)}), bind("get_x", {needed("id", kText), needed("sub", kText)})),
              Codes{});
    // The first takes every name there is.
    EXPECT_EQ(codes(bind("get_x", {rest("all")}), bind("get_x", {needed("id", kText)})), Codes{"ambiguous_call"});
    // The example of entries.md.
    EXPECT_EQ(codes(bind("get_counters", {with_default("limit", kInt)}), bind("get_counters", {needed("name", kText)})),
              Codes{});
}

TEST(Messages, two_receivers_of_one_queue_are_an_error) {
    auto const faults =
        find_conflicts({bind("on_a", {needed("x", kOrder)}).entry, bind("on_event_a", {needed("x", kOrder)}).entry,
                        bind("on_a_", {needed("y", kOrder)}).entry});
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].code, "duplicate_receiver");
    EXPECT_EQ(faults[0].entry, 2U);
    EXPECT_EQ(faults[0].other, 0U);
}

}  // namespace
}  // namespace coworks::interface
