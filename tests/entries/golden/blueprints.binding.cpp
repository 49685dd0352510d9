// Written by cws-entries; changes are lost.
#include "blueprints.hpp"

#include <coworks/detail/binding.hpp>

namespace parts {
namespace {
struct StatusEntryDefaults1 : Status {
    static std::string entry0_detail() { return kNone; }
};
}  // namespace
}  // namespace parts

namespace {
using Class = Blueprints;
using Class1 = parts::Status;
using Structure0 = parts::Status::Report;
}  // namespace

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"fine", &Structure0::fine, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"parts::Status::Report", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_get(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Blueprints&>(owner);
    call.check();
    call.give(self.get());
}

void call_1_get_report(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Blueprints&>(owner);
    call.check();
    call.give(self.get_report());
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get},
    {&call_1_get_report},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "blueprints",
 "class": "Blueprints",
 "entries": [
  {
   "kind": "http",
   "name": "get",
   "verb": "GET",
   "path": "/",
   "signature": "std::string get()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_report",
   "verb": "GET",
   "path": "/report",
   "signature": "parts::Status::Report get_report()",
   "parameters": [],
   "result": {
    "struct": "parts::Status::Report"
   }
  }
 ],
 "types": {
  "parts::Status::Report": {
   "kind": "struct",
   "fields": [
    {
     "name": "fine",
     "type": "bool",
     "default_text": "true"
    }
   ]
  }
 }
})json";

void call1_0_get(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<parts::Status&>(owner);
    auto detail_ = call.take_or<std::string>(0, &parts::StatusEntryDefaults1::entry0_detail);
    call.check();
    call.give(self.get(std::move(*detail_)));
}

void call1_1_get_ping(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<parts::Status&>(owner);
    call.check();
    call.give(self.get_ping());
}

constexpr coworks::detail::EntryBinding kEntries1[] = {
    {&call1_0_get},
    {&call1_1_get_ping},
};
constexpr coworks::detail::DefaultBinding kDefaults1[] = {
    {0, 0, [] { return coworks::detail::write(parts::StatusEntryDefaults1::entry0_detail()); }},
};
constexpr char const* kInterface1 = R"json({
 "coworks": 1,
 "class": "parts::Status",
 "doc": "Entries that several services share.",
 "entries": [
  {
   "kind": "http",
   "name": "get",
   "verb": "GET",
   "path": "/",
   "signature": "Report get(std::string detail = kNone)",
   "parameters": [
    {
     "name": "detail",
     "type": "string",
     "default_text": "kNone",
     "in": "query"
    }
   ],
   "result": {
    "struct": "parts::Status::Report"
   }
  },
  {
   "kind": "http",
   "name": "get_ping",
   "verb": "GET",
   "path": "/ping",
   "signature": "std::string get_ping()",
   "open": true,
   "parameters": [],
   "result": "string"
  }
 ],
 "types": {
  "parts::Status::Report": {
   "kind": "struct",
   "fields": [
    {
     "name": "fine",
     "type": "bool",
     "default_text": "true"
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

template <>
__attribute__((weak)) coworks::detail::ClassBinding const& coworks::detail::binding_of<Class1>() {
    static ClassBinding const binding{kInterface1, kEntries1, kDefaults1, kStructures, nullptr};
    return binding;
}

