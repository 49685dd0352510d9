// Written by cws-entries; changes are lost.
#include "overloads.hpp"

#include <coworks/detail/binding.hpp>

namespace {
struct OverloadsBaseEntryDefaults : OverloadsBase {
    static int entry1_depth() { return 1; }
};
}  // namespace

namespace {
struct OverloadsEntryDefaults : Overloads {
    static int entry2_limit() { return 20; }
    static int entry7_value() { return 0; }
};
}  // namespace

namespace {
using Class = Overloads;
using Structure0 = Counter;
}  // namespace

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"name", &Structure0::name, true},
            Member{"value", &Structure0::value, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Counter", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_get_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto name_ = call.take<std::string>(0);
    auto version_ = call.take<int>(1);
    call.check();
    call.give(static_cast<OverloadsBase&>(self).get_counters(std::move(*name_), std::move(*version_)));
}

void call_1_get_hidden(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto depth_ = call.take_or<int>(0, &OverloadsBaseEntryDefaults::entry1_depth);
    call.check();
    call.give(static_cast<OverloadsBase&>(self).get_hidden(std::move(*depth_)));
}

void call_2_get_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto limit_ = call.take_or<int>(0, &OverloadsEntryDefaults::entry2_limit);
    call.check();
    call.give((self.*static_cast<std::vector<Counter> (Overloads::*)(int)>(&Overloads::get_counters))(std::move(*limit_)));
}

void call_3_get_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto name_ = call.take<std::string>(0);
    call.check();
    call.give((self.*static_cast<Counter (Overloads::*)(std::string)>(&Overloads::get_counters))(std::move(*name_)));
}

void call_4_get_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto name_ = call.take<std::string>(0);
    auto exact_ = call.take<bool>(1);
    auto kind_ = call.take<std::string>(2);
    call.check();
    call.give((self.*static_cast<Counter (Overloads::*)(const std::string &, bool, std::string_view) const>(&Overloads::get_counters))(std::move(*name_), std::move(*exact_), std::move(*kind_)));
}

void call_5_get_hidden(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto key_ = call.take<std::string>(0);
    call.check();
    call.give(self.get_hidden(std::move(*key_)));
}

void call_6_post_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto counter_ = call.take<Counter>(0);
    call.check();
    call.give((self.*static_cast<Counter (Overloads::*)(Counter)>(&Overloads::post_counters))(std::move(*counter_)));
}

void call_7_post_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Overloads&>(owner);
    auto name_ = call.take<std::string>(0);
    auto value_ = call.take_or<int>(1, &OverloadsEntryDefaults::entry7_value);
    call.check();
    call.give((self.*static_cast<Counter (Overloads::*)(std::string, int)>(&Overloads::post_counters))(std::move(*name_), std::move(*value_)));
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_counters},
    {&call_1_get_hidden},
    {&call_2_get_counters},
    {&call_3_get_counters},
    {&call_4_get_counters},
    {&call_5_get_hidden},
    {&call_6_post_counters},
    {&call_7_post_counters},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {1, 0, [] { return coworks::detail::write(OverloadsBaseEntryDefaults::entry1_depth()); }},
    {2, 0, [] { return coworks::detail::write(OverloadsEntryDefaults::entry2_limit()); }},
    {7, 1, [] { return coworks::detail::write(OverloadsEntryDefaults::entry7_value()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "overloads",
 "class": "Overloads",
 "doc": "One name, told apart by the shape of the path and the names of the members.",
 "entries": [
  {
   "kind": "http",
   "name": "get_counters",
   "verb": "GET",
   "path": "/counters/{name}/{version}",
   "signature": "Counter get_counters(std::string name, int version)",
   "parameters": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "version",
     "type": "int32",
     "required": true,
     "in": "path"
    }
   ],
   "result": {
    "struct": "Counter"
   }
  },
  {
   "kind": "http",
   "name": "get_hidden",
   "verb": "GET",
   "path": "/hidden",
   "signature": "int get_hidden(int depth = 1) const",
   "parameters": [
    {
     "name": "depth",
     "type": "int32",
     "default_text": "1",
     "in": "query"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "get_counters",
   "verb": "GET",
   "path": "/counters",
   "signature": "std::vector<Counter> get_counters(int limit = 20)",
   "parameters": [
    {
     "name": "limit",
     "type": "int32",
     "default_text": "20",
     "in": "query"
    }
   ],
   "result": {
    "list": {
     "struct": "Counter"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_counters",
   "verb": "GET",
   "path": "/counters/{name}",
   "signature": "Counter get_counters(std::string name)",
   "parameters": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "in": "path"
    }
   ],
   "result": {
    "struct": "Counter"
   }
  },
  {
   "kind": "http",
   "name": "get_counters",
   "verb": "GET",
   "path": "/counters/{name}/{exact}/{kind}",
   "signature": "Counter get_counters(std::string const& name, bool exact, std::string_view kind) const",
   "parameters": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "exact",
     "type": "bool",
     "required": true,
     "in": "path"
    },
    {
     "name": "kind",
     "type": "string",
     "required": true,
     "in": "path"
    }
   ],
   "result": {
    "struct": "Counter"
   }
  },
  {
   "kind": "http",
   "name": "get_hidden",
   "verb": "GET",
   "path": "/hidden/{key}",
   "signature": "int get_hidden(std::string key)",
   "parameters": [
    {
     "name": "key",
     "type": "string",
     "required": true,
     "in": "path"
    }
   ],
   "result": "int32"
  },
  {
   "kind": "http",
   "name": "post_counters",
   "verb": "POST",
   "path": "/counters",
   "signature": "Counter post_counters(Counter counter)",
   "parameters": [
    {
     "name": "counter",
     "type": {
      "struct": "Counter"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": {
    "struct": "Counter"
   }
  },
  {
   "kind": "http",
   "name": "post_counters",
   "verb": "POST",
   "path": "/counters/{name}",
   "signature": "Counter post_counters(std::string name, int value = 0)",
   "parameters": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "value",
     "type": "int32",
     "default_text": "0",
     "in": "member"
    }
   ],
   "result": {
    "struct": "Counter"
   }
  }
 ],
 "types": {
  "Counter": {
   "kind": "struct",
   "fields": [
    {
     "name": "name",
     "type": "string",
     "required": true
    },
    {
     "name": "value",
     "type": "int32",
     "default_text": "0"
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

