// Written by cws-entries; changes are lost.
#include "structures.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Structures;
using Enumeration0 = Structures::Status;
using Structure0 = Structures::Order::Line;
using Structure1 = Address;
using Structure2 = Person;
using Structure3 = Structures::Order;
using Structure4 = Part;
using Structure5 = Employee;
using Structure6 = Structures::Hidden;
}  // namespace

template <>
struct coworks::detail::Enumeration<Enumeration0> {
    static constexpr std::pair<std::string_view, Enumeration0> kValues[] = {
        {"fresh", Enumeration0::fresh},
        {"used", Enumeration0::used},
    };
};

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"item", &Structure0::item, true},
            Member{"price", &Structure0::price, false},
            Member{"tag", &Structure0::tag, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure1> {
    static auto members() {
        return std::tuple{
            Member{"street", &Structure1::street, true},
            Member{"extra", &Structure1::extra, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure2> {
    static auto members() {
        return std::tuple{
            Member{"name", &Structure2::name, true},
            Member{"home", &Structure2::home, false},
            Member{"age", &Structure2::age, false},
            Member{"visits", &Structure2::visits, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure3> {
    static auto members() {
        return std::tuple{
            Member{"lines", &Structure3::lines, true},
            Member{"status", &Structure3::status, false},
            Member{"buyer", &Structure3::buyer, false},
            Member{"note", &Structure3::note, true},
            Member{"picture", &Structure3::picture, false},
            Member{"patience", &Structure3::patience, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure4> {
    static auto members() {
        return std::tuple{
            Member{"id", &Structure4::id, true},
            Member{"parts", &Structure4::parts, true},
            Member{"named", &Structure4::named, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure5> {
    static auto members() {
        return std::tuple{
            Member{"name", &Structure5::name, true},
            Member{"home", &Structure5::home, false},
            Member{"age", &Structure5::age, false},
            Member{"visits", &Structure5::visits, false},
            Member{"since", &Structure5::since, false},
            Member{"active", &Structure5::active, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure6> {
    static auto members() {
        return std::tuple{
            Member{"value", &Structure6::value, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Structures::Order::Line", [] { return coworks::detail::write(Structure0{}); }},
    {"Address", [] { return coworks::detail::write(Structure1{}); }},
    {"Person", [] { return coworks::detail::write(Structure2{}); }},
    {"Structures::Order", [] { return coworks::detail::write(Structure3{}); }},
    {"Part", [] { return coworks::detail::write(Structure4{}); }},
    {"Employee", [] { return coworks::detail::write(Structure5{}); }},
    {"Structures::Hidden", [] { return coworks::detail::write(Structure6{}); }},
};

void call_0_get_order(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Structures&>(owner);
    auto id_ = call.take<int>(0);
    call.check();
    call.give(self.get_order(std::move(*id_)));
}

void call_1_post_order(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Structures&>(owner);
    auto order_ = call.take<Structures::Order>(0);
    call.check();
    self.post_order(std::move(*order_));
    call.give_nothing();
}

void call_2_post_part(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Structures&>(owner);
    auto part_ = call.take<Part>(0);
    call.check();
    call.give(self.post_part(std::move(*part_)));
}

void call_3_get_employees(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Structures&>(owner);
    call.check();
    call.give(self.get_employees());
}

void call_4_get_hidden(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Structures&>(owner);
    call.check();
    call.give(self.get_hidden());
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_order},
    {&call_1_post_order},
    {&call_2_post_part},
    {&call_3_get_employees},
    {&call_4_get_hidden},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "structures",
 "class": "Structures",
 "entries": [
  {
   "kind": "http",
   "name": "get_order",
   "verb": "GET",
   "path": "/order/{id}",
   "signature": "Order get_order(int id)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    }
   ],
   "result": {
    "struct": "Structures::Order"
   }
  },
  {
   "kind": "http",
   "name": "post_order",
   "verb": "POST",
   "path": "/order",
   "signature": "void post_order(Order order)",
   "parameters": [
    {
     "name": "order",
     "type": {
      "struct": "Structures::Order"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_part",
   "verb": "POST",
   "path": "/part",
   "signature": "Part post_part(Part part)",
   "parameters": [
    {
     "name": "part",
     "type": {
      "struct": "Part"
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": {
    "struct": "Part"
   }
  },
  {
   "kind": "http",
   "name": "get_employees",
   "verb": "GET",
   "path": "/employees",
   "signature": "std::vector<Employee> get_employees()",
   "parameters": [],
   "result": {
    "list": {
     "struct": "Employee"
    }
   }
  },
  {
   "kind": "http",
   "name": "get_hidden",
   "verb": "GET",
   "path": "/hidden",
   "signature": "Hidden get_hidden()",
   "parameters": [],
   "result": {
    "struct": "Structures::Hidden"
   }
  }
 ],
 "types": {
  "Address": {
   "kind": "struct",
   "fields": [
    {
     "name": "street",
     "type": "string",
     "required": true
    },
    {
     "name": "extra",
     "type": {
      "optional": "string"
     }
    }
   ]
  },
  "Employee": {
   "kind": "struct",
   "fields": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "doc": "as on the passport"
    },
    {
     "name": "home",
     "type": {
      "struct": "Address"
     },
     "default_text": "{\"Main St\", {}}"
    },
    {
     "name": "age",
     "type": "int32",
     "default_text": "18"
    },
    {
     "name": "visits",
     "type": "int32",
     "default_text": "{0}"
    },
    {
     "name": "since",
     "type": "date",
     "default_text": "{}"
    },
    {
     "name": "active",
     "type": "bool",
     "default_text": "(1 < 2)"
    }
   ]
  },
  "Part": {
   "kind": "struct",
   "doc": "A tree of parts.",
   "fields": [
    {
     "name": "id",
     "type": "string",
     "required": true
    },
    {
     "name": "parts",
     "type": {
      "list": {
       "struct": "Part"
      }
     },
     "required": true
    },
    {
     "name": "named",
     "type": {
      "map": {
       "list": {
        "struct": "Part"
       }
      }
     },
     "default_text": "{}"
    }
   ]
  },
  "Person": {
   "kind": "struct",
   "doc": "Who buys.",
   "fields": [
    {
     "name": "name",
     "type": "string",
     "required": true,
     "doc": "as on the passport"
    },
    {
     "name": "home",
     "type": {
      "struct": "Address"
     },
     "default_text": "{\"Main St\", {}}"
    },
    {
     "name": "age",
     "type": "int32",
     "default_text": "18"
    },
    {
     "name": "visits",
     "type": "int32",
     "default_text": "{0}"
    }
   ]
  },
  "Structures::Hidden": {
   "kind": "struct",
   "fields": [
    {
     "name": "value",
     "type": "int32",
     "default_text": "3"
    }
   ]
  },
  "Structures::Order": {
   "kind": "struct",
   "fields": [
    {
     "name": "lines",
     "type": {
      "list": {
       "struct": "Structures::Order::Line"
      }
     },
     "required": true
    },
    {
     "name": "status",
     "type": {
      "enum": "Structures::Status"
     },
     "default_text": "Status::fresh"
    },
    {
     "name": "buyer",
     "type": {
      "optional": {
       "struct": "Person"
      }
     }
    },
    {
     "name": "note",
     "type": "json",
     "required": true
    },
    {
     "name": "picture",
     "type": "bytes",
     "default_text": "{}"
    },
    {
     "name": "patience",
     "type": "duration",
     "default_text": "{5}"
    }
   ]
  },
  "Structures::Order::Line": {
   "kind": "struct",
   "fields": [
    {
     "name": "item",
     "type": "string",
     "required": true
    },
    {
     "name": "price",
     "type": "double",
     "default_text": "0.0"
    },
    {
     "name": "tag",
     "type": {
      "variant": [
       "int32",
       "string"
      ]
     },
     "default_text": "0"
    }
   ]
  },
  "Structures::Status": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "fresh",
     "doc": "just made"
    },
    {
     "name": "used"
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

