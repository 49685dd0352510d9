// Written by cws-entries; changes are lost.
#include "inheritance.hpp"

#include <coworks/detail/binding.hpp>

struct InheritanceEntryDefaults : Inheritance {
    static int entry0_depth() { return kDepth; }
};

namespace {
constexpr std::span<coworks::detail::StructureBinding const> kStructures;

void call_0_get_base(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    auto depth_ = call.take_or<int>(0, &InheritanceEntryDefaults::entry0_depth);
    call.give(static_cast<Base&>(self).get_base(std::move(depth_)));
}

void call_1_get_middle(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.give(static_cast<Middle&>(self).get_middle());
}

void call_2_get_health(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.give(static_cast<library::Health&>(self).get_health());
}

void call_3_get_own(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.give(self.get_own());
}

void call_4_get_version(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.give(self.get_version());
}

void call_5_get_replaced(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.give(self.get_replaced());
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_base},
    {&call_1_get_middle},
    {&call_2_get_health},
    {&call_3_get_own},
    {&call_4_get_version},
    {&call_5_get_replaced},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {0, 0, [] { return coworks::detail::write(InheritanceEntryDefaults::entry0_depth()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "inheritance",
 "class": "Inheritance",
 "authorizer": true,
 "entries": [
  {
   "kind": "http",
   "name": "get_base",
   "verb": "GET",
   "path": "/base",
   "signature": "std::string get_base(int depth = kDepth)",
   "parameters": [
    {
     "name": "depth",
     "type": "int32",
     "default_text": "kDepth",
     "in": "query"
    }
   ],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_middle",
   "verb": "GET",
   "path": "/middle",
   "signature": "std::string get_middle()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_health",
   "verb": "GET",
   "path": "/health",
   "signature": "bool get_health() const",
   "parameters": [],
   "result": "bool"
  },
  {
   "kind": "http",
   "name": "get_own",
   "verb": "GET",
   "path": "/own",
   "signature": "std::string get_own()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_version",
   "verb": "GET",
   "path": "/version",
   "signature": "std::string get_version()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_replaced",
   "verb": "GET",
   "path": "/replaced",
   "signature": "std::string get_replaced()",
   "parameters": [],
   "result": "string"
  }
 ],
 "types": {}
})json";

}  // namespace

template <>
coworks::detail::ClassBinding const& coworks::detail::binding_of<Inheritance>() {
    static ClassBinding const binding{kInterface, kEntries, kDefaults, kStructures, []() -> std::unique_ptr<EntryOwner> { return std::make_unique<Inheritance>(); }};
    return binding;
}

