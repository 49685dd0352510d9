// Written by cws-entries; changes are lost.
#include "results.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Results;
using Enumeration0 = Level;
using Structure0 = Thing;
}  // namespace

template <>
struct coworks::detail::Enumeration<Enumeration0> {
    static constexpr std::pair<std::string_view, Enumeration0> kValues[] = {
        {"low", Enumeration0::low},
        {"high", Enumeration0::high},
    };
};

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"name", &Structure0::name, true},
            Member{"size", &Structure0::size, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Thing", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_get_text(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_text());
}

void call_1_get_view(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_view());
}

void call_2_get_reference(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_reference());
}

void call_3_get_number(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_number());
}

void call_4_get_real(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_real());
}

void call_5_get_bool(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_bool());
}

void call_6_get_struct(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_struct());
}

void call_7_get_vector(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_vector());
}

void call_8_get_map(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_map());
}

void call_9_get_variant(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_variant());
}

void call_10_get_json(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_json());
}

void call_11_get_bytes(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_bytes());
}

void call_12_get_nothing(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    self.get_nothing();
    call.give_nothing();
}

void call_13_get_optional(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_optional());
}

void call_14_get_pair(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_pair());
}

void call_15_get_both(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_both());
}

void call_16_get_response(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_response());
}

void call_17_get_enum(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_enum());
}

void call_18_get_date(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Results&>(owner);
    call.check();
    call.give(self.get_date());
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_text},
    {&call_1_get_view},
    {&call_2_get_reference},
    {&call_3_get_number},
    {&call_4_get_real},
    {&call_5_get_bool},
    {&call_6_get_struct},
    {&call_7_get_vector},
    {&call_8_get_map},
    {&call_9_get_variant},
    {&call_10_get_json},
    {&call_11_get_bytes},
    {&call_12_get_nothing},
    {&call_13_get_optional},
    {&call_14_get_pair},
    {&call_15_get_both},
    {&call_16_get_response},
    {&call_17_get_enum},
    {&call_18_get_date},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "results",
 "class": "Results",
 "doc": "The table \"Results\", row by row.",
 "entries": [
  {
   "kind": "http",
   "name": "get_text",
   "verb": "GET",
   "path": "/text",
   "signature": "std::string get_text()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_view",
   "verb": "GET",
   "path": "/view",
   "signature": "std::string_view get_view()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_reference",
   "verb": "GET",
   "path": "/reference",
   "signature": "const std::string & get_reference()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_number",
   "verb": "GET",
   "path": "/number",
   "signature": "int get_number()",
   "parameters": [],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_real",
   "verb": "GET",
   "path": "/real",
   "signature": "double get_real()",
   "parameters": [],
   "result": "double"
  },
  {
   "kind": "http",
   "name": "get_bool",
   "verb": "GET",
   "path": "/bool",
   "signature": "bool get_bool()",
   "parameters": [],
   "result": "bool"
  },
  {
   "kind": "http",
   "name": "get_struct",
   "verb": "GET",
   "path": "/struct",
   "signature": "Thing get_struct()",
   "parameters": [],
   "result": {
    "struct": "Thing"
   }
  },
  {
   "kind": "http",
   "name": "get_vector",
   "verb": "GET",
   "path": "/vector",
   "signature": "std::vector<Thing> get_vector()",
   "parameters": [],
   "result": {
    "list": {
     "struct": "Thing"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_map",
   "verb": "GET",
   "path": "/map",
   "signature": "std::map<std::string, Thing> get_map()",
   "parameters": [],
   "result": {
    "map": {
     "struct": "Thing"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_variant",
   "verb": "GET",
   "path": "/variant",
   "signature": "std::variant<Thing, std::string> get_variant()",
   "parameters": [],
   "result": {
    "variant": [
     {
      "struct": "Thing"
     },
     "string"
    ]
   }
  },
  {
   "kind": "http",
   "name": "get_json",
   "verb": "GET",
   "path": "/json",
   "signature": "coworks::Json get_json()",
   "parameters": [],
   "result": "json"
  },
  {
   "kind": "http",
   "name": "get_bytes",
   "verb": "GET",
   "path": "/bytes",
   "signature": "coworks::Bytes get_bytes()",
   "parameters": [],
   "result": "bytes"
  },
  {
   "kind": "http",
   "name": "get_nothing",
   "verb": "GET",
   "path": "/nothing",
   "signature": "void get_nothing()",
   "parameters": [],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_optional",
   "verb": "GET",
   "path": "/optional",
   "signature": "std::optional<Thing> get_optional()",
   "parameters": [],
   "result": {
    "optional": {
     "struct": "Thing"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_pair",
   "verb": "GET",
   "path": "/pair",
   "signature": "std::pair<Thing, int> get_pair()",
   "parameters": [],
   "result": {
    "with_status": {
     "struct": "Thing"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_both",
   "verb": "GET",
   "path": "/both",
   "signature": "std::pair<std::optional<std::string>, int> get_both()",
   "parameters": [],
   "result": {
    "with_status": {
     "optional": "string"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_response",
   "verb": "GET",
   "path": "/response",
   "signature": "coworks::Response get_response()",
   "parameters": [],
   "result": "response"
  },
  {
   "kind": "http",
   "name": "get_enum",
   "verb": "GET",
   "path": "/enum",
   "signature": "Level get_enum()",
   "parameters": [],
   "result": {
    "enum": "Level"
   }
  },
  {
   "kind": "http",
   "name": "get_date",
   "verb": "GET",
   "path": "/date",
   "signature": "std::chrono::year_month_day get_date()",
   "parameters": [],
   "result": "date"
  }
 ],
 "types": {
  "Level": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "low"
    },
    {
     "name": "high"
    }
   ]
  },
  "Thing": {
   "kind": "struct",
   "fields": [
    {
     "name": "name",
     "type": "string",
     "required": true
    },
    {
     "name": "size",
     "type": {
      "optional": "int32"
     }
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

