// Written by cws-entries; changes are lost.
#include "conversions.hpp"

#include <coworks/detail/binding.hpp>

namespace {
struct ConversionsEntryDefaults : Conversions {
    static elsewhere::Big entry3_value() { return elsewhere::Big("0"); }
};
}  // namespace

namespace {
using Class = Conversions;
using Structure0 = Conversions::Sum;
}  // namespace

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"parts", &Structure0::parts, true},
            Member{"total", &Structure0::total, false},
            Member{"colour", &Structure0::colour, true},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Conversions::Sum", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_post_big(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Conversions&>(owner);
    auto value_ = call.take<elsewhere::Big>(0);
    call.check();
    call.give(self.post_big(std::move(*value_)));
}

void call_1_get_all(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Conversions&>(owner);
    call.check();
    call.give(self.get_all());
}

void call_2_post_sum(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Conversions&>(owner);
    auto sum_ = call.take<Conversions::Sum>(0);
    call.check();
    self.post_sum(std::move(*sum_));
    call.give_nothing();
}

void call_3_put_with_default(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Conversions&>(owner);
    auto id_ = call.take<std::string>(0);
    auto value_ = call.take_or<elsewhere::Big>(1, &ConversionsEntryDefaults::entry3_value);
    call.check();
    self.put_with_default(std::move(*id_), std::move(*value_));
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_post_big},
    {&call_1_get_all},
    {&call_2_post_sum},
    {&call_3_put_with_default},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {3, 1, [] { return coworks::detail::write(ConversionsEntryDefaults::entry3_value()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "conversions",
 "class": "Conversions",
 "doc": "Types of somebody else, by a pair of functions beside them.",
 "entries": [
  {
   "kind": "http",
   "name": "post_big",
   "verb": "POST",
   "path": "/big",
   "signature": "elsewhere::Big post_big(elsewhere::Big value)",
   "parameters": [
    {
     "name": "value",
     "type": {
      "converted": "elsewhere::Big"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": {
    "converted": "elsewhere::Big"
   }
  },
  {
   "kind": "http",
   "name": "get_all",
   "verb": "GET",
   "path": "/all",
   "signature": "std::map<std::string, elsewhere::Big> get_all()",
   "parameters": [],
   "result": {
    "map": {
     "converted": "elsewhere::Big"
    }
   }
  },
  {
   "kind": "http",
   "name": "post_sum",
   "verb": "POST",
   "path": "/sum",
   "signature": "void post_sum(Sum sum)",
   "parameters": [
    {
     "name": "sum",
     "type": {
      "struct": "Conversions::Sum"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "put_with_default",
   "verb": "PUT",
   "path": "/with/default/{id}",
   "signature": "void put_with_default(std::string id, elsewhere::Big value = elsewhere::Big(\"0\"))",
   "parameters": [
    {
     "name": "id",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "value",
     "type": {
      "converted": "elsewhere::Big"
     },
     "default_text": "elsewhere::Big(\"0\")",
     "in": "member"
    }
   ],
   "result": "none"
  }
 ],
 "types": {
  "Conversions::Sum": {
   "kind": "struct",
   "fields": [
    {
     "name": "parts",
     "type": {
      "list": {
       "converted": "elsewhere::Big"
      }
     },
     "required": true
    },
    {
     "name": "total",
     "type": {
      "optional": {
       "converted": "elsewhere::Big"
      }
     }
    },
    {
     "name": "colour",
     "type": {
      "converted": "elsewhere::Colour"
     },
     "required": true
    }
   ]
  },
  "elsewhere::Big": {
   "kind": "converted",
   "doc": "A number that somebody else's library brings."
  },
  "elsewhere::Colour": {
   "kind": "converted",
   "doc": "Filled in place, and with friends."
  }
 }
})json";

}  // namespace

template <>
coworks::detail::ClassBinding const& coworks::detail::binding_of<Class>() {
    static ClassBinding const binding{kInterface, kEntries, kDefaults, kStructures, []() -> std::unique_ptr<EntryOwner> { return std::make_unique<Class>(); }};
    return binding;
}

