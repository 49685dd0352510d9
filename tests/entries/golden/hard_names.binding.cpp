// Written by cws-entries; changes are lost.
#include "hard_names.hpp"

#include <coworks/detail/binding.hpp>

namespace {
struct CallEntryDefaults : Call {
    static Member entry0_call() { return {"call"}; }
    static std::string entry0_self() { return "self"; }
    static detail::Kind entry0_owner() { return detail::Kind::write; }
    static int entry1_coworks() { return 1; }
};
}  // namespace

namespace {
using Class = Call;
using Enumeration0 = detail::Kind;
using Structure0 = Member;
using Structure1 = Structure;
using Structure2 = Response;
}  // namespace

template <>
struct coworks::detail::Enumeration<Enumeration0> {
    static constexpr std::pair<std::string_view, Enumeration0> kValues[] = {
        {"read", Enumeration0::read},
        {"write", Enumeration0::write},
    };
};

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"name", &Structure0::name, true},
            Member{"kind", &Structure0::kind, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure1> {
    static auto members() {
        return std::tuple{
            Member{"members", &Structure1::members, true},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure2> {
    static auto members() {
        return std::tuple{
            Member{"structure", &Structure2::structure, true},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Member", [] { return coworks::detail::write(Structure0{}); }},
    {"Structure", [] { return coworks::detail::write(Structure1{}); }},
    {"Response", [] { return coworks::detail::write(Structure2{}); }},
};

void call_0_get_call(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Call&>(owner);
    auto call_ = call.take_or<Member>(0, &CallEntryDefaults::entry0_call);
    auto self_ = call.take_or<std::string>(1, &CallEntryDefaults::entry0_self);
    auto owner_ = call.take_or<detail::Kind>(2, &CallEntryDefaults::entry0_owner);
    call.check();
    call.give(self.get_call(std::move(*call_), std::move(*self_), std::move(*owner_)));
}

void call_1_post_call(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Call&>(owner);
    auto Call_ = call.take<Structure>(0);
    auto coworks_ = call.take_or<int>(1, &CallEntryDefaults::entry1_coworks);
    call.check();
    call.give(self.post_call(std::move(*Call_), std::move(*coworks_)));
}

void call_2_get_std(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Call&>(owner);
    auto std_ = call.take<std::string>(0);
    call.check();
    call.give(self.get_std(std::move(*std_)));
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_call},
    {&call_1_post_call},
    {&call_2_get_std},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {0, 0, [] { return coworks::detail::write(CallEntryDefaults::entry0_call()); }},
    {0, 1, [] { return coworks::detail::write(CallEntryDefaults::entry0_self()); }},
    {0, 2, [] { return coworks::detail::write(CallEntryDefaults::entry0_owner()); }},
    {1, 1, [] { return coworks::detail::write(CallEntryDefaults::entry1_coworks()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "hard_names",
 "class": "Call",
 "entries": [
  {
   "kind": "http",
   "name": "get_call",
   "verb": "GET",
   "path": "/call",
   "signature": "Response get_call(Member call = {\"call\"}, std::string self = \"self\", detail::Kind owner = detail::Kind::write)",
   "parameters": [
    {
     "name": "call",
     "type": {
      "struct": "Member"
     },
     "default_text": "{\"call\"}",
     "in": "query"
    },
    {
     "name": "self",
     "type": "string",
     "default_text": "\"self\"",
     "in": "query"
    },
    {
     "name": "owner",
     "type": {
      "enum": "detail::Kind"
     },
     "default_text": "detail::Kind::write",
     "in": "query"
    }
   ],
   "result": {
    "struct": "Response"
   }
  },
  {
   "kind": "http",
   "name": "post_call",
   "verb": "POST",
   "path": "/call",
   "signature": "Response post_call(Structure Call, int coworks = 1)",
   "parameters": [
    {
     "name": "Call",
     "type": {
      "struct": "Structure"
     },
     "required": true,
     "in": "body"
    },
    {
     "name": "coworks",
     "type": "int32",
     "default_text": "1",
     "in": "query"
    }
   ],
   "result": {
    "struct": "Response"
   }
  },
  {
   "kind": "http",
   "name": "get_std",
   "verb": "GET",
   "path": "/std/{std}",
   "signature": "Member get_std(std::string std)",
   "parameters": [
    {
     "name": "std",
     "type": "string",
     "required": true,
     "in": "path"
    }
   ],
   "result": {
    "struct": "Member"
   }
  }
 ],
 "types": {
  "Member": {
   "kind": "struct",
   "fields": [
    {
     "name": "name",
     "type": "string",
     "required": true
    },
    {
     "name": "kind",
     "type": {
      "enum": "detail::Kind"
     },
     "default_text": "detail::Kind::read"
    }
   ]
  },
  "Response": {
   "kind": "struct",
   "fields": [
    {
     "name": "structure",
     "type": {
      "struct": "Structure"
     },
     "required": true
    }
   ]
  },
  "Structure": {
   "kind": "struct",
   "fields": [
    {
     "name": "members",
     "type": {
      "list": {
       "struct": "Member"
      }
     },
     "required": true
    }
   ]
  },
  "detail::Kind": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "read"
    },
    {
     "name": "write"
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

