// Written by cws-entries; changes are lost.
#include "inheritance.hpp"

#include <coworks/detail/binding.hpp>

namespace {
struct BaseEntryDefaults : Base {
    static int entry0_depth() { return kDepth; }
};
}  // namespace

namespace library {
namespace {
struct HealthEntryDefaults : Health {
    static int entry3_least() { return kBeats; }
};
}  // namespace
}  // namespace library

namespace {
using Class = Inheritance;
}  // namespace

namespace {
constexpr std::span<coworks::detail::StructureBinding const> kStructures;

void call_0_get_base(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    auto depth_ = call.take_or<int>(0, &BaseEntryDefaults::entry0_depth);
    call.check();
    call.give(static_cast<Base&>(self).get_base(std::move(*depth_)));
}

void call_1_get_middle(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.check();
    call.give(static_cast<Middle&>(self).get_middle());
}

void call_2_get_health(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.check();
    call.give(static_cast<library::Health&>(self).get_health());
}

void call_3_get_pulse(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    auto least_ = call.take_or<int>(0, &library::HealthEntryDefaults::entry3_least);
    call.check();
    call.give(static_cast<library::Health&>(self).get_pulse(std::move(*least_)));
}

void call_4_get_own(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.check();
    call.give(self.get_own());
}

void call_5_get_version(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.check();
    call.give(self.get_version());
}

void call_6_get_replaced(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Inheritance&>(owner);
    call.check();
    call.give(self.get_replaced());
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_base},
    {&call_1_get_middle},
    {&call_2_get_health},
    {&call_3_get_pulse},
    {&call_4_get_own},
    {&call_5_get_version},
    {&call_6_get_replaced},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {0, 0, [] { return coworks::detail::write(BaseEntryDefaults::entry0_depth()); }},
    {3, 0, [] { return coworks::detail::write(library::HealthEntryDefaults::entry3_least()); }},
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
   "name": "get_pulse",
   "verb": "GET",
   "path": "/pulse",
   "signature": "int get_pulse(int least = kBeats)",
   "parameters": [
    {
     "name": "least",
     "type": "int32",
     "default_text": "kBeats",
     "in": "query"
    }
   ],
   "result": "int32"
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
coworks::detail::ClassBinding const& coworks::detail::binding_of<Class>() {
    static ClassBinding const binding{kInterface, kEntries, kDefaults, kStructures, []() -> std::unique_ptr<EntryOwner> { return std::make_unique<Class>(); }};
    return binding;
}

