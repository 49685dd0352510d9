// Written by cws-entries; changes are lost.
#include "defaults.hpp"

#include <coworks/detail/binding.hpp>

namespace shop {
namespace {
struct DefaultsEntryDefaults : Defaults {
    static int entry0_a() { return 1; }
    static long entry0_b() { return -2; }
    static unsigned int entry0_c() { return 3u; }
    static double entry0_d() { return 1.5e3; }
    static float entry0_e() { return .5f; }
    static int entry0_f() { return 0x1F; }
    static int entry0_g() { return 1'000'000; }
    static std::string entry1_a() { return "world"; }
    static std::string entry1_b() { return coworks::detail::owned("a \"b\"\n"); }
    static std::string entry1_c() { return R"(raw, "text")"; }
    static std::string entry1_d() { return {}; }
    static bool entry2_a() { return 1 < 2; }
    static int entry2_b() { return (8 >> 1); }
    static bool entry2_c() { return true && !false; }
    static int entry2_d() { return 1 == 1 ? 4 : 5; }
    static int entry3_a() { return kGlobal; }
    static int entry3_b() { return kShop; }
    static int entry3_c() { return kPrivate; }
    static int entry3_d() { return shop::kShop; }
    static int entry3_e() { return ::kGlobal; }
    static int entry3_f() { return Defaults::kPrivate; }
    static int entry4_a() { return DEFAULT_LIMIT; }
    static int entry4_b() { return DEFAULT_LIMIT * 2; }
    static int entry4_c() { return TWICE(4); }
    static shop::Colour entry5_a() { return Colour::green; }
    static shop::Defaults::Mode entry5_b() { return Mode::fast; }
    static shop::Colour entry5_c() { return shop::Colour::red; }
    static std::string entry6_a() { return deep::greeting(); }
    static int entry6_b() { return secret_default(); }
    static std::string entry6_c() { return std::string(3, 'x'); }
    static std::vector<int> entry7_a() { return {1, 2, 3}; }
    static std::optional<int> entry7_b() { return {}; }
    static std::optional<std::string> entry7_c() { return std::nullopt; }
    static std::optional<int> entry7_d() { return 4; }
    static std::map<std::string, std::vector<int>> entry8_a() { return {{"a", {1, 2}}, {"b", {}}}; }
    static shop::Filter entry8_b() { return {.low = 5}; }
    static std::vector<shop::Filter> entry8_c() { return {{1, 2}, {}}; }
    static std::chrono::duration<long> entry9_a() { return std::chrono::minutes(2); }
    static std::chrono::year_month_day entry9_b() { return kDay; }
    static int entry10_a() { return [] { return 5; }(); }
    static coworks::Json entry11_a() { return coworks::Json::object({{"x", 1}}); }
    static coworks::Json entry11_b() { return nullptr; }
};
}  // namespace
}  // namespace shop

namespace {
using Class = shop::Defaults;
using Enumeration0 = shop::Colour;
using Enumeration1 = shop::Defaults::Mode;
using Structure0 = shop::Filter;
}  // namespace

template <>
struct coworks::detail::Enumeration<Enumeration0> {
    static constexpr std::pair<std::string_view, Enumeration0> kValues[] = {
        {"red", Enumeration0::red},
        {"green", Enumeration0::green},
    };
};

template <>
struct coworks::detail::Enumeration<Enumeration1> {
    static constexpr std::pair<std::string_view, Enumeration1> kValues[] = {
        {"slow", Enumeration1::slow},
        {"fast", Enumeration1::fast},
    };
};

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"low", &Structure0::low, false},
            Member{"high", &Structure0::high, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"shop::Filter", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_get_numbers(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<int>(0, &shop::DefaultsEntryDefaults::entry0_a);
    auto b_ = call.take_or<long>(1, &shop::DefaultsEntryDefaults::entry0_b);
    auto c_ = call.take_or<unsigned int>(2, &shop::DefaultsEntryDefaults::entry0_c);
    auto d_ = call.take_or<double>(3, &shop::DefaultsEntryDefaults::entry0_d);
    auto e_ = call.take_or<float>(4, &shop::DefaultsEntryDefaults::entry0_e);
    auto f_ = call.take_or<int>(5, &shop::DefaultsEntryDefaults::entry0_f);
    auto g_ = call.take_or<int>(6, &shop::DefaultsEntryDefaults::entry0_g);
    call.check();
    call.give(self.get_numbers(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_), std::move(*e_), std::move(*f_), std::move(*g_)));
}

void call_1_get_texts(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<std::string>(0, &shop::DefaultsEntryDefaults::entry1_a);
    auto b_ = call.take_or<std::string>(1, &shop::DefaultsEntryDefaults::entry1_b);
    auto c_ = call.take_or<std::string>(2, &shop::DefaultsEntryDefaults::entry1_c);
    auto d_ = call.take_or<std::string>(3, &shop::DefaultsEntryDefaults::entry1_d);
    call.check();
    call.give(self.get_texts(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_)));
}

void call_2_get_operators(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<bool>(0, &shop::DefaultsEntryDefaults::entry2_a);
    auto b_ = call.take_or<int>(1, &shop::DefaultsEntryDefaults::entry2_b);
    auto c_ = call.take_or<bool>(2, &shop::DefaultsEntryDefaults::entry2_c);
    auto d_ = call.take_or<int>(3, &shop::DefaultsEntryDefaults::entry2_d);
    call.check();
    call.give(self.get_operators(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_)));
}

void call_3_get_names(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<int>(0, &shop::DefaultsEntryDefaults::entry3_a);
    auto b_ = call.take_or<int>(1, &shop::DefaultsEntryDefaults::entry3_b);
    auto c_ = call.take_or<int>(2, &shop::DefaultsEntryDefaults::entry3_c);
    auto d_ = call.take_or<int>(3, &shop::DefaultsEntryDefaults::entry3_d);
    auto e_ = call.take_or<int>(4, &shop::DefaultsEntryDefaults::entry3_e);
    auto f_ = call.take_or<int>(5, &shop::DefaultsEntryDefaults::entry3_f);
    call.check();
    call.give(self.get_names(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_), std::move(*e_), std::move(*f_)));
}

void call_4_get_macros(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<int>(0, &shop::DefaultsEntryDefaults::entry4_a);
    auto b_ = call.take_or<int>(1, &shop::DefaultsEntryDefaults::entry4_b);
    auto c_ = call.take_or<int>(2, &shop::DefaultsEntryDefaults::entry4_c);
    call.check();
    call.give(self.get_macros(std::move(*a_), std::move(*b_), std::move(*c_)));
}

void call_5_get_enums(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<shop::Colour>(0, &shop::DefaultsEntryDefaults::entry5_a);
    auto b_ = call.take_or<shop::Defaults::Mode>(1, &shop::DefaultsEntryDefaults::entry5_b);
    auto c_ = call.take_or<shop::Colour>(2, &shop::DefaultsEntryDefaults::entry5_c);
    call.check();
    call.give(self.get_enums(std::move(*a_), std::move(*b_), std::move(*c_)));
}

void call_6_get_calls(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<std::string>(0, &shop::DefaultsEntryDefaults::entry6_a);
    auto b_ = call.take_or<int>(1, &shop::DefaultsEntryDefaults::entry6_b);
    auto c_ = call.take_or<std::string>(2, &shop::DefaultsEntryDefaults::entry6_c);
    call.check();
    call.give(self.get_calls(std::move(*a_), std::move(*b_), std::move(*c_)));
}

void call_7_get_braces(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<std::vector<int>>(0, &shop::DefaultsEntryDefaults::entry7_a);
    auto b_ = call.take_or<std::optional<int>>(1, &shop::DefaultsEntryDefaults::entry7_b);
    auto c_ = call.take_or<std::optional<std::string>>(2, &shop::DefaultsEntryDefaults::entry7_c);
    auto d_ = call.take_or<std::optional<int>>(3, &shop::DefaultsEntryDefaults::entry7_d);
    call.check();
    call.give(self.get_braces(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_)));
}

void call_8_post_braces(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<std::map<std::string, std::vector<int>>>(0, &shop::DefaultsEntryDefaults::entry8_a);
    auto b_ = call.take_or<shop::Filter>(1, &shop::DefaultsEntryDefaults::entry8_b);
    auto c_ = call.take_or<std::vector<shop::Filter>>(2, &shop::DefaultsEntryDefaults::entry8_c);
    call.check();
    call.give(self.post_braces(std::move(*a_), std::move(*b_), std::move(*c_)));
}

void call_9_get_times(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<std::chrono::duration<long>>(0, &shop::DefaultsEntryDefaults::entry9_a);
    auto b_ = call.take_or<std::chrono::year_month_day>(1, &shop::DefaultsEntryDefaults::entry9_b);
    call.check();
    call.give(self.get_times(std::move(*a_), std::move(*b_)));
}

void call_10_get_lambda(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<int>(0, &shop::DefaultsEntryDefaults::entry10_a);
    call.check();
    call.give(self.get_lambda(std::move(*a_)));
}

void call_11_post_json(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<shop::Defaults&>(owner);
    auto a_ = call.take_or<coworks::Json>(0, &shop::DefaultsEntryDefaults::entry11_a);
    auto b_ = call.take_or<coworks::Json>(1, &shop::DefaultsEntryDefaults::entry11_b);
    call.check();
    call.give(self.post_json(std::move(*a_), std::move(*b_)));
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_numbers},
    {&call_1_get_texts},
    {&call_2_get_operators},
    {&call_3_get_names},
    {&call_4_get_macros},
    {&call_5_get_enums},
    {&call_6_get_calls},
    {&call_7_get_braces},
    {&call_8_post_braces},
    {&call_9_get_times},
    {&call_10_get_lambda},
    {&call_11_post_json},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {0, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_a()); }},
    {0, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_b()); }},
    {0, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_c()); }},
    {0, 3, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_d()); }},
    {0, 4, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_e()); }},
    {0, 5, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_f()); }},
    {0, 6, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry0_g()); }},
    {1, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry1_a()); }},
    {1, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry1_b()); }},
    {1, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry1_c()); }},
    {1, 3, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry1_d()); }},
    {2, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry2_a()); }},
    {2, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry2_b()); }},
    {2, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry2_c()); }},
    {2, 3, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry2_d()); }},
    {3, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry3_a()); }},
    {3, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry3_b()); }},
    {3, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry3_c()); }},
    {3, 3, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry3_d()); }},
    {3, 4, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry3_e()); }},
    {3, 5, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry3_f()); }},
    {4, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry4_a()); }},
    {4, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry4_b()); }},
    {4, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry4_c()); }},
    {5, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry5_a()); }},
    {5, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry5_b()); }},
    {5, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry5_c()); }},
    {6, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry6_a()); }},
    {6, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry6_b()); }},
    {6, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry6_c()); }},
    {7, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry7_a()); }},
    {7, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry7_b()); }},
    {7, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry7_c()); }},
    {7, 3, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry7_d()); }},
    {8, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry8_a()); }},
    {8, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry8_b()); }},
    {8, 2, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry8_c()); }},
    {9, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry9_a()); }},
    {9, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry9_b()); }},
    {10, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry10_a()); }},
    {11, 0, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry11_a()); }},
    {11, 1, [] { return coworks::detail::write(shop::DefaultsEntryDefaults::entry11_b()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "defaults",
 "class": "shop::Defaults",
 "doc": "Default values of every kind.",
 "entries": [
  {
   "kind": "http",
   "name": "get_numbers",
   "verb": "GET",
   "path": "/numbers",
   "signature": "int get_numbers(int a = 1, long b = -2, unsigned c = 3u, double d = 1.5e3, float e = .5f, int f = 0x1F, int g = 1'000'000)",
   "parameters": [
    {
     "name": "a",
     "type": "int32",
     "default_text": "1",
     "in": "query"
    },
    {
     "name": "b",
     "type": "int64",
     "default_text": "-2",
     "in": "query"
    },
    {
     "name": "c",
     "type": "uint32",
     "default_text": "3u",
     "in": "query"
    },
    {
     "name": "d",
     "type": "double",
     "default_text": "1.5e3",
     "in": "query"
    },
    {
     "name": "e",
     "type": "float",
     "default_text": ".5f",
     "in": "query"
    },
    {
     "name": "f",
     "type": "int32",
     "default_text": "0x1F",
     "in": "query"
    },
    {
     "name": "g",
     "type": "int32",
     "default_text": "1'000'000",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_texts",
   "verb": "GET",
   "path": "/texts",
   "signature": "int get_texts(std::string a = \"world\", std::string_view b = \"a \\\"b\\\"\\n\", std::string c = R\"(raw, \"text\")\", std::string d = {})",
   "parameters": [
    {
     "name": "a",
     "type": "string",
     "default_text": "\"world\"",
     "in": "query"
    },
    {
     "name": "b",
     "type": "string",
     "default_text": "\"a \\\"b\\\"\\n\"",
     "in": "query"
    },
    {
     "name": "c",
     "type": "string",
     "default_text": "R\"(raw, \"text\")\"",
     "in": "query"
    },
    {
     "name": "d",
     "type": "string",
     "default_text": "{}",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_operators",
   "verb": "GET",
   "path": "/operators",
   "signature": "int get_operators(bool a = 1 < 2, int b = (8 >> 1), bool c = true && !false, int d = 1 == 1 ? 4 : 5)",
   "parameters": [
    {
     "name": "a",
     "type": "bool",
     "default_text": "1 < 2",
     "in": "query"
    },
    {
     "name": "b",
     "type": "int32",
     "default_text": "(8 >> 1)",
     "in": "query"
    },
    {
     "name": "c",
     "type": "bool",
     "default_text": "true && !false",
     "in": "query"
    },
    {
     "name": "d",
     "type": "int32",
     "default_text": "1 == 1 ? 4 : 5",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_names",
   "verb": "GET",
   "path": "/names",
   "signature": "int get_names(int a = kGlobal, int b = kShop, int c = kPrivate, int d = shop::kShop, int e = ::kGlobal, int f = Defaults::kPrivate)",
   "parameters": [
    {
     "name": "a",
     "type": "int32",
     "default_text": "kGlobal",
     "in": "query"
    },
    {
     "name": "b",
     "type": "int32",
     "default_text": "kShop",
     "in": "query"
    },
    {
     "name": "c",
     "type": "int32",
     "default_text": "kPrivate",
     "in": "query"
    },
    {
     "name": "d",
     "type": "int32",
     "default_text": "shop::kShop",
     "in": "query"
    },
    {
     "name": "e",
     "type": "int32",
     "default_text": "::kGlobal",
     "in": "query"
    },
    {
     "name": "f",
     "type": "int32",
     "default_text": "Defaults::kPrivate",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_macros",
   "verb": "GET",
   "path": "/macros",
   "signature": "int get_macros(int a = DEFAULT_LIMIT, int b = DEFAULT_LIMIT * 2, int c = TWICE(4))",
   "parameters": [
    {
     "name": "a",
     "type": "int32",
     "default_text": "DEFAULT_LIMIT",
     "in": "query"
    },
    {
     "name": "b",
     "type": "int32",
     "default_text": "DEFAULT_LIMIT * 2",
     "in": "query"
    },
    {
     "name": "c",
     "type": "int32",
     "default_text": "TWICE(4)",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_enums",
   "verb": "GET",
   "path": "/enums",
   "signature": "int get_enums(Colour a = Colour::green, Mode b = Mode::fast, shop::Colour c = shop::Colour::red)",
   "parameters": [
    {
     "name": "a",
     "type": {
      "enum": "shop::Colour"
     },
     "default_text": "Colour::green",
     "in": "query"
    },
    {
     "name": "b",
     "type": {
      "enum": "shop::Defaults::Mode"
     },
     "default_text": "Mode::fast",
     "in": "query"
    },
    {
     "name": "c",
     "type": {
      "enum": "shop::Colour"
     },
     "default_text": "shop::Colour::red",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_calls",
   "verb": "GET",
   "path": "/calls",
   "signature": "int get_calls(std::string a = deep::greeting(), int b = secret_default(), std::string c = std::string(3, 'x'))",
   "parameters": [
    {
     "name": "a",
     "type": "string",
     "default_text": "deep::greeting()",
     "in": "query"
    },
    {
     "name": "b",
     "type": "int32",
     "default_text": "secret_default()",
     "in": "query"
    },
    {
     "name": "c",
     "type": "string",
     "default_text": "std::string(3, 'x')",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_braces",
   "verb": "GET",
   "path": "/braces",
   "signature": "int get_braces(std::vector<int> a = {1, 2, 3}, std::optional<int> b = {}, std::optional<std::string> c = std::nullopt, std::optional<int> d = 4)",
   "parameters": [
    {
     "name": "a",
     "type": {
      "list": "int32"
     },
     "default_text": "{1, 2, 3}",
     "in": "query"
    },
    {
     "name": "b",
     "type": {
      "optional": "int32"
     },
     "default_text": "{}",
     "in": "query"
    },
    {
     "name": "c",
     "type": {
      "optional": "string"
     },
     "default_text": "std::nullopt",
     "in": "query"
    },
    {
     "name": "d",
     "type": {
      "optional": "int32"
     },
     "default_text": "4",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "post_braces",
   "verb": "POST",
   "path": "/braces",
   "signature": "int post_braces(std::map<std::string, std::vector<int>> a = {{\"a\", {1, 2}}, {\"b\", {}}}, Filter b = {.low = 5}, std::vector<Filter> c = {{1, 2}, {}})",
   "parameters": [
    {
     "name": "a",
     "type": {
      "map": {
       "list": "int32"
      }
     },
     "default_text": "{{\"a\", {1, 2}}, {\"b\", {}}}",
     "in": "member"
    },
    {
     "name": "b",
     "type": {
      "struct": "shop::Filter"
     },
     "default_text": "{.low = 5}",
     "in": "member"
    },
    {
     "name": "c",
     "type": {
      "list": {
       "struct": "shop::Filter"
      }
     },
     "default_text": "{{1, 2}, {}}",
     "in": "member"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_times",
   "verb": "GET",
   "path": "/times",
   "signature": "int get_times(std::chrono::seconds a = std::chrono::minutes(2), std::chrono::year_month_day b = kDay)",
   "parameters": [
    {
     "name": "a",
     "type": "duration",
     "default_text": "std::chrono::minutes(2)",
     "in": "query"
    },
    {
     "name": "b",
     "type": "date",
     "default_text": "kDay",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_lambda",
   "verb": "GET",
   "path": "/lambda",
   "signature": "int get_lambda(int a = [] { return 5; }())",
   "parameters": [
    {
     "name": "a",
     "type": "int32",
     "default_text": "[] { return 5; }()",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "post_json",
   "verb": "POST",
   "path": "/json",
   "signature": "int post_json(coworks::Json a = coworks::Json::object({{\"x\", 1}}), coworks::Json b = nullptr)",
   "parameters": [
    {
     "name": "a",
     "type": "json",
     "default_text": "coworks::Json::object({{\"x\", 1}})",
     "in": "member"
    },
    {
     "name": "b",
     "type": "json",
     "default_text": "nullptr",
     "in": "member"
    }
   ],
   "result": "int32"
  }
 ],
 "types": {
  "shop::Colour": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "red"
    },
    {
     "name": "green"
    }
   ]
  },
  "shop::Defaults::Mode": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "slow"
    },
    {
     "name": "fast"
    }
   ]
  },
  "shop::Filter": {
   "kind": "struct",
   "fields": [
    {
     "name": "low",
     "type": "int32",
     "default_text": "0"
    },
    {
     "name": "high",
     "type": "int32",
     "default_text": "100"
    }
   ]
  }
 }
})json";

}  // namespace

template <>
coworks::detail::ClassBinding const& coworks::detail::binding_of<Class>() {
    static ClassBinding const binding{kInterface, kEntries, kDefaults, kStructures, []() -> std::unique_ptr<EntryOwner> { return std::make_unique<Class>(); }};
    return binding;
}

