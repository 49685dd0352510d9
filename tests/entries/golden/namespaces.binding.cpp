// Written by cws-entries; changes are lost.
#include "namespaces.hpp"

#include <coworks/detail/binding.hpp>

namespace company::shop::api {
namespace {
struct PricesEntryDefaults : Prices {
    static company::shop::detail::Kind entry0_kind() { return Kind::small; }
    static long entry0_least() { return limits::kLeast; }
};
}  // namespace
}  // namespace company::shop::api

namespace {
using Class = company::shop::api::Prices;
using Enumeration0 = company::shop::detail::Kind;
using Structure0 = company::shop::Money;
}  // namespace

template <>
struct coworks::detail::Enumeration<Enumeration0> {
    static constexpr std::pair<std::string_view, Enumeration0> kValues[] = {
        {"small", Enumeration0::small},
        {"large", Enumeration0::large},
    };
};

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"cents", &Structure0::cents, false},
            Member{"currency", &Structure0::currency, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"company::shop::Money", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_get_prices(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<company::shop::api::Prices&>(owner);
    auto item_ = call.take<std::string>(0);
    auto kind_ = call.take_or<company::shop::detail::Kind>(1, &company::shop::api::PricesEntryDefaults::entry0_kind);
    auto least_ = call.take_or<long>(2, &company::shop::api::PricesEntryDefaults::entry0_least);
    call.check();
    call.give(self.get_prices(std::move(*item_), std::move(*kind_), std::move(*least_)));
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_prices},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {0, 1, [] { return coworks::detail::write(company::shop::api::PricesEntryDefaults::entry0_kind()); }},
    {0, 2, [] { return coworks::detail::write(company::shop::api::PricesEntryDefaults::entry0_least()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "namespaces",
 "class": "company::shop::api::Prices",
 "doc": "A class in the depths.",
 "entries": [
  {
   "kind": "http",
   "name": "get_prices",
   "verb": "GET",
   "path": "/prices/{item}",
   "signature": "Price get_prices(std::string item, Kind kind = Kind::small, long least = limits::kLeast)",
   "parameters": [
    {
     "name": "item",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "kind",
     "type": {
      "enum": "company::shop::detail::Kind"
     },
     "default_text": "Kind::small",
     "in": "query"
    },
    {
     "name": "least",
     "type": "int64",
     "default_text": "limits::kLeast",
     "in": "query"
    }
   ],
   "result": {
    "struct": "company::shop::Money"
   }
  }
 ],
 "types": {
  "company::shop::Money": {
   "kind": "struct",
   "fields": [
    {
     "name": "cents",
     "type": "int64",
     "default_text": "0"
    },
    {
     "name": "currency",
     "type": "string",
     "default_text": "\"EUR\""
    }
   ]
  },
  "company::shop::detail::Kind": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "small"
    },
    {
     "name": "large"
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

