// Written by cws-entries; changes are lost.
#include "counters.hpp"

#include <coworks/detail/binding.hpp>

namespace {
struct CountersEntryDefaults : Counters {
    static std::string entry0_usage() { return "test"; }
    static int entry1_limit() { return 20; }
    static int entry3_value() { return 0; }
};
}  // namespace

namespace {
using Class = Counters;
using Structure0 = Counters::Counter;
using Structure1 = Order;
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

template <>
struct coworks::detail::Structure<Structure1> {
    static auto members() {
        return std::tuple{
            Member{"item", &Structure1::item, true},
            Member{"amount", &Structure1::amount, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Counters::Counter", [] { return coworks::detail::write(Structure0{}); }},
    {"Order", [] { return coworks::detail::write(Structure1{}); }},
};

void call_0_get(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto usage_ = call.take_or<std::string>(0, &CountersEntryDefaults::entry0_usage);
    call.check();
    call.give(self.get(std::move(*usage_)));
}

void call_1_get_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto limit_ = call.take_or<int>(0, &CountersEntryDefaults::entry1_limit);
    call.check();
    call.give((self.*static_cast<std::vector<Counters::Counter> (Counters::*)(int)>(&Counters::get_counters))(std::move(*limit_)));
}

void call_2_get_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto name_ = call.take<std::string>(0);
    call.check();
    call.give((self.*static_cast<Counters::Counter (Counters::*)(std::string)>(&Counters::get_counters))(std::move(*name_)));
}

void call_3_put_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto name_ = call.take<std::string>(0);
    auto value_ = call.take_or<int>(1, &CountersEntryDefaults::entry3_value);
    call.check();
    call.give(self.put_counters(std::move(*name_), std::move(*value_)));
}

void call_4_post_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto counter_ = call.take<Counters::Counter>(0);
    call.check();
    call.give(self.post_counters(std::move(*counter_)));
}

void call_5_delete_counters(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto name_ = call.take<std::string>(0);
    call.check();
    self.delete_counters(std::move(*name_));
    call.give_nothing();
}

void call_6_on_restock(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Counters&>(owner);
    auto order_ = call.take<Order>(0);
    call.check();
    self.on_restock(std::move(*order_));
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get},
    {&call_1_get_counters},
    {&call_2_get_counters},
    {&call_3_put_counters},
    {&call_4_post_counters},
    {&call_5_delete_counters},
    {&call_6_on_restock},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {0, 0, [] { return coworks::detail::write(CountersEntryDefaults::entry0_usage()); }},
    {1, 0, [] { return coworks::detail::write(CountersEntryDefaults::entry1_limit()); }},
    {3, 1, [] { return coworks::detail::write(CountersEntryDefaults::entry3_value()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "counters",
 "class": "Counters",
 "doc": "Keeps counters by name.",
 "authorizer": true,
 "entries": [
  {
   "kind": "http",
   "name": "get",
   "verb": "GET",
   "path": "/",
   "signature": "std::string get(std::string usage = \"test\") const",
   "doc": "Says what this service is for.",
   "parameters": [
    {
     "name": "usage",
     "type": "string",
     "default_text": "\"test\"",
     "in": "query"
    }
   ],
   "result": "string"
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
     "struct": "Counters::Counter"
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
    "struct": "Counters::Counter"
   }
  },
  {
   "kind": "http",
   "name": "put_counters",
   "verb": "PUT",
   "path": "/counters/{name}",
   "signature": "Counter put_counters(std::string name, int value = 0)",
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
    "struct": "Counters::Counter"
   }
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
      "struct": "Counters::Counter"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": {
    "struct": "Counters::Counter"
   }
  },
  {
   "kind": "http",
   "name": "delete_counters",
   "verb": "DELETE",
   "path": "/counters/{name}",
   "signature": "void delete_counters(std::string name)",
   "parameters": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "queue",
   "name": "on_restock",
   "trigger": "restock",
   "signature": "void on_restock(Order order)",
   "parameters": [
    {
     "name": "order",
     "type": {
      "struct": "Order"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  }
 ],
 "types": {
  "Counters::Counter": {
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
     "default_text": "0",
     "doc": "current count"
    }
   ]
  },
  "Order": {
   "kind": "struct",
   "fields": [
    {
     "name": "item",
     "type": "string",
     "required": true
    },
    {
     "name": "amount",
     "type": "int32",
     "default_text": "1"
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

