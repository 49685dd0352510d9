// Written by cws-entries; changes are lost.
#include "templates.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Templates;
using Structure0 = Templates::Item;
using Structure1 = Page<Templates::Item>;
using Structure2 = Page<int>;
using Structure3 = Both<bool>;
using Structure4 = Both<Page<int>, Both<bool>>;
using Structure5 = Both<std::string>;
using Structure6 = Page<Both<std::string>>;
}  // namespace

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"name", &Structure0::name, true},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure1> {
    static auto members() {
        return std::tuple{
            Member{"items", &Structure1::items, true},
            Member{"total", &Structure1::total, false},
            Member{"first", &Structure1::first, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure2> {
    static auto members() {
        return std::tuple{
            Member{"items", &Structure2::items, true},
            Member{"total", &Structure2::total, false},
            Member{"first", &Structure2::first, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure3> {
    static auto members() {
        return std::tuple{
            Member{"a", &Structure3::a, true},
            Member{"b", &Structure3::b, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure4> {
    static auto members() {
        return std::tuple{
            Member{"a", &Structure4::a, true},
            Member{"b", &Structure4::b, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure5> {
    static auto members() {
        return std::tuple{
            Member{"a", &Structure5::a, true},
            Member{"b", &Structure5::b, false},
        };
    }
};

template <>
struct coworks::detail::Structure<Structure6> {
    static auto members() {
        return std::tuple{
            Member{"items", &Structure6::items, true},
            Member{"total", &Structure6::total, false},
            Member{"first", &Structure6::first, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Templates::Item", [] { return coworks::detail::write(Structure0{}); }},
    {"Page<Templates::Item>", [] { return coworks::detail::write(Structure1{}); }},
    {"Page<int>", [] { return coworks::detail::write(Structure2{}); }},
    {"Both<bool>", [] { return coworks::detail::write(Structure3{}); }},
    {"Both<Page<int>, Both<bool>>", [] { return coworks::detail::write(Structure4{}); }},
    {"Both<std::string>", [] { return coworks::detail::write(Structure5{}); }},
    {"Page<Both<std::string>>", [] { return coworks::detail::write(Structure6{}); }},
};

void call_0_get_items(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Templates&>(owner);
    call.check();
    call.give(self.get_items());
}

void call_1_get_both(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Templates&>(owner);
    call.check();
    call.give(self.get_both());
}

void call_2_post_pages(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Templates&>(owner);
    auto pages_ = call.take<std::vector<Page<Both<std::string>>>>(0);
    call.check();
    self.post_pages(std::move(*pages_));
    call.give_nothing();
}

void call_3_get_deduced(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Templates&>(owner);
    call.check();
    call.give(self.get_deduced());
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_items},
    {&call_1_get_both},
    {&call_2_post_pages},
    {&call_3_get_deduced},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "templates",
 "class": "Templates",
 "entries": [
  {
   "kind": "http",
   "name": "get_items",
   "verb": "GET",
   "path": "/items",
   "signature": "Page<Item> get_items()",
   "parameters": [],
   "result": {
    "struct": "Page<Templates::Item>"
   }
  },
  {
   "kind": "http",
   "name": "get_both",
   "verb": "GET",
   "path": "/both",
   "signature": "Both<Page<int>, Both<bool>> get_both()",
   "parameters": [],
   "result": {
    "struct": "Both<Page<int>, Both<bool>>"
   }
  },
  {
   "kind": "http",
   "name": "post_pages",
   "verb": "POST",
   "path": "/pages",
   "signature": "void post_pages(std::vector<Page<Both<std::string>>> pages)",
   "parameters": [
    {
     "name": "pages",
     "type": {
      "list": {
       "struct": "Page<Both<std::string>>"
      }
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_deduced",
   "verb": "GET",
   "path": "/deduced",
   "signature": "std::vector<int> get_deduced()",
   "parameters": [],
   "result": {
    "list": "int32"
   }
  }
 ],
 "types": {
  "Both<Page<int>, Both<bool>>": {
   "kind": "struct",
   "fields": [
    {
     "name": "a",
     "type": {
      "struct": "Page<int>"
     },
     "required": true
    },
    {
     "name": "b",
     "type": {
      "struct": "Both<bool>"
     },
     "default_text": "{}"
    }
   ]
  },
  "Both<bool>": {
   "kind": "struct",
   "fields": [
    {
     "name": "a",
     "type": "bool",
     "required": true
    },
    {
     "name": "b",
     "type": "int32",
     "default_text": "{}"
    }
   ]
  },
  "Both<std::string>": {
   "kind": "struct",
   "fields": [
    {
     "name": "a",
     "type": "string",
     "required": true
    },
    {
     "name": "b",
     "type": "int32",
     "default_text": "{}"
    }
   ]
  },
  "Page<Both<std::string>>": {
   "kind": "struct",
   "doc": "A part of a longer list.",
   "fields": [
    {
     "name": "items",
     "type": {
      "list": {
       "struct": "Both<std::string>"
      }
     },
     "required": true,
     "doc": "of this page"
    },
    {
     "name": "total",
     "type": "int32",
     "default_text": "0",
     "doc": "of all pages"
    },
    {
     "name": "first",
     "type": {
      "optional": {
       "struct": "Both<std::string>"
      }
     }
    }
   ]
  },
  "Page<Templates::Item>": {
   "kind": "struct",
   "doc": "A part of a longer list.",
   "fields": [
    {
     "name": "items",
     "type": {
      "list": {
       "struct": "Templates::Item"
      }
     },
     "required": true,
     "doc": "of this page"
    },
    {
     "name": "total",
     "type": "int32",
     "default_text": "0",
     "doc": "of all pages"
    },
    {
     "name": "first",
     "type": {
      "optional": {
       "struct": "Templates::Item"
      }
     }
    }
   ]
  },
  "Page<int>": {
   "kind": "struct",
   "doc": "A part of a longer list.",
   "fields": [
    {
     "name": "items",
     "type": {
      "list": "int32"
     },
     "required": true,
     "doc": "of this page"
    },
    {
     "name": "total",
     "type": "int32",
     "default_text": "0",
     "doc": "of all pages"
    },
    {
     "name": "first",
     "type": {
      "optional": "int32"
     }
    }
   ]
  },
  "Templates::Item": {
   "kind": "struct",
   "fields": [
    {
     "name": "name",
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

