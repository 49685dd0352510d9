// Written by cws-entries; changes are lost.
#include "messages.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Messages;
using Structure0 = Order;
}  // namespace

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"item", &Structure0::item, true},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Order", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_on_restock(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    auto order_ = call.take<Order>(0);
    call.check();
    self.on_restock(std::move(*order_));
    call.give_nothing();
}

void call_1_on_raw_orders(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    call.check();
    self.on_raw_orders(call.message());
    call.give_nothing();
}

void call_2_on_both(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    auto orders_ = call.take<std::vector<Order>>(0);
    call.check();
    self.on_both(std::move(*orders_), call.message(), call.context());
    call.give_nothing();
}

void call_3_on_event_placed(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    auto detail_ = call.take<Order>(0);
    call.check();
    self.on_event_placed(std::move(*detail_));
    call.give_nothing();
}

void call_4_on_event_anything(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    auto detail_ = call.take<coworks::Json>(0);
    call.check();
    self.on_event_anything(std::move(*detail_));
    call.give_nothing();
}

void call_5_on_schedule_nightly(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    call.check();
    self.on_schedule_nightly();
    call.give_nothing();
}

void call_6_on_schedule_hourly(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Messages&>(owner);
    call.check();
    self.on_schedule_hourly(call.context());
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_on_restock},
    {&call_1_on_raw_orders},
    {&call_2_on_both},
    {&call_3_on_event_placed},
    {&call_4_on_event_anything},
    {&call_5_on_schedule_nightly},
    {&call_6_on_schedule_hourly},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "messages",
 "class": "Messages",
 "entries": [
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
  },
  {
   "kind": "queue",
   "name": "on_raw_orders",
   "trigger": "raw_orders",
   "signature": "void on_raw_orders(coworks::Message const& message)",
   "parameters": [],
   "result": "none"
  },
  {
   "kind": "queue",
   "name": "on_both",
   "trigger": "both",
   "signature": "void on_both(std::vector<Order> orders, coworks::Message const& message, coworks::Context const& context)",
   "parameters": [
    {
     "name": "orders",
     "type": {
      "list": {
       "struct": "Order"
      }
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "event",
   "name": "on_event_placed",
   "trigger": "placed",
   "signature": "void on_event_placed(Order detail)",
   "parameters": [
    {
     "name": "detail",
     "type": {
      "struct": "Order"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "event",
   "name": "on_event_anything",
   "trigger": "anything",
   "signature": "void on_event_anything(coworks::Json detail)",
   "parameters": [
    {
     "name": "detail",
     "type": "json",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "schedule",
   "name": "on_schedule_nightly",
   "trigger": "nightly",
   "signature": "void on_schedule_nightly()",
   "parameters": [],
   "result": "none"
  },
  {
   "kind": "schedule",
   "name": "on_schedule_hourly",
   "trigger": "hourly",
   "signature": "void on_schedule_hourly(coworks::Context const& context)",
   "parameters": [],
   "result": "none"
  }
 ],
 "types": {
  "Order": {
   "kind": "struct",
   "fields": [
    {
     "name": "item",
     "type": "string",
     "required": true
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

