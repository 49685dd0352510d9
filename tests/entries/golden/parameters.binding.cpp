// Written by cws-entries; changes are lost.
#include "parameters.hpp"

#include <coworks/detail/binding.hpp>

namespace {
struct ParametersEntryDefaults : Parameters {
    static int entry1_limit() { return 20; }
    static std::string entry1_text() { return coworks::detail::owned("all"); }
    static std::optional<double> entry1_factor() { return {}; }
    static std::vector<int> entry1_ids() { return {}; }
    static std::string entry2_name() { return "x"; }
    static std::optional<Order> entry2_order() { return std::nullopt; }
    static bool entry3_dry_run() { return false; }
    static std::string entry9_title() { return ""; }
    static bool entry11_force() { return false; }
    static std::string entry15_name() { return ""; }
};
}  // namespace

namespace {
using Class = Parameters;
using Structure0 = Order;
}  // namespace

template <>
struct coworks::detail::Structure<Structure0> {
    static auto members() {
        return std::tuple{
            Member{"item", &Structure0::item, true},
            Member{"amount", &Structure0::amount, false},
        };
    }
};

namespace {
constexpr coworks::detail::StructureBinding kStructures[] = {
    {"Order", [] { return coworks::detail::write(Structure0{}); }},
};

void call_0_get_path(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto id_ = call.take<int>(0);
    auto name_ = call.take<std::string>(1);
    auto flag_ = call.take<bool>(2);
    call.check();
    self.get_path(std::move(*id_), std::move(*name_), std::move(*flag_));
    call.give_nothing();
}

void call_1_get_query(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto limit_ = call.take_or<int>(0, &ParametersEntryDefaults::entry1_limit);
    auto text_ = call.take_or<std::string>(1, &ParametersEntryDefaults::entry1_text);
    auto factor_ = call.take_or<std::optional<double>>(2, &ParametersEntryDefaults::entry1_factor);
    auto ids_ = call.take_or<std::vector<int>>(3, &ParametersEntryDefaults::entry1_ids);
    call.check();
    self.get_query(std::move(*limit_), std::move(*text_), std::move(*factor_), std::move(*ids_));
    call.give_nothing();
}

void call_2_post_member(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto name_ = call.take_or<std::string>(0, &ParametersEntryDefaults::entry2_name);
    auto order_ = call.take_or<std::optional<Order>>(1, &ParametersEntryDefaults::entry2_order);
    call.check();
    self.post_member(std::move(*name_), std::move(*order_));
    call.give_nothing();
}

void call_3_put_whole(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto id_ = call.take<std::string>(0);
    auto order_ = call.take<Order>(1);
    auto dry_run_ = call.take_or<bool>(2, &ParametersEntryDefaults::entry3_dry_run);
    call.check();
    self.put_whole(std::move(*id_), std::move(*order_), std::move(*dry_run_));
    call.give_nothing();
}

void call_4_post_vector(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto orders_ = call.take<std::vector<Order>>(0);
    call.check();
    self.post_vector(std::move(*orders_));
    call.give_nothing();
}

void call_5_post_map(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto orders_ = call.take<std::map<std::string, Order>>(0);
    call.check();
    self.post_map(std::move(*orders_));
    call.give_nothing();
}

void call_6_post_json(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto any_ = call.take<coworks::Json>(0);
    call.check();
    self.post_json(std::move(*any_));
    call.give_nothing();
}

void call_7_post_bytes(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto raw_ = call.take<coworks::Bytes>(0);
    call.check();
    self.post_bytes(std::move(*raw_));
    call.give_nothing();
}

void call_8_post_variant(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto either_ = call.take<std::variant<int, Order>>(0);
    call.check();
    self.post_variant(std::move(*either_));
    call.give_nothing();
}

void call_9_post_file(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto image_ = call.take<coworks::File>(0);
    auto more_ = call.take<std::vector<coworks::File>>(1);
    auto title_ = call.take_or<std::string>(2, &ParametersEntryDefaults::entry9_title);
    call.check();
    self.post_file(std::move(*image_), std::move(*more_), std::move(*title_));
    call.give_nothing();
}

void call_10_post_maybe(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto image_ = call.take<std::optional<coworks::File>>(0);
    call.check();
    self.post_maybe(std::move(*image_));
    call.give_nothing();
}

void call_11_delete_query(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto id_ = call.take<int>(0);
    auto force_ = call.take_or<bool>(1, &ParametersEntryDefaults::entry11_force);
    call.check();
    self.delete_query(std::move(*id_), std::move(*force_));
    call.give_nothing();
}

void call_12_get_around(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto id_ = call.take<int>(0);
    call.check();
    self.get_around(call.request(), std::move(*id_), call.context());
    call.give_nothing();
}

void call_13_get_params(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto id_ = call.take<int>(0);
    auto rest_ = call.rest(1);
    call.check();
    self.get_params(std::move(*id_), std::move(rest_));
    call.give_nothing();
}

void call_14_post_by_reference(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto order_ = call.take<Order>(0);
    call.check();
    self.post_by_reference(std::move(*order_));
    call.give_nothing();
}

void call_15_post_text(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Parameters&>(owner);
    auto id_ = call.take<std::string>(0);
    auto name_ = call.take_or<std::string>(1, &ParametersEntryDefaults::entry15_name);
    call.check();
    self.post_text(std::move(*id_), std::move(*name_));
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_path},
    {&call_1_get_query},
    {&call_2_post_member},
    {&call_3_put_whole},
    {&call_4_post_vector},
    {&call_5_post_map},
    {&call_6_post_json},
    {&call_7_post_bytes},
    {&call_8_post_variant},
    {&call_9_post_file},
    {&call_10_post_maybe},
    {&call_11_delete_query},
    {&call_12_get_around},
    {&call_13_get_params},
    {&call_14_post_by_reference},
    {&call_15_post_text},
};
constexpr coworks::detail::DefaultBinding kDefaults[] = {
    {1, 0, [] { return coworks::detail::write(ParametersEntryDefaults::entry1_limit()); }},
    {1, 1, [] { return coworks::detail::write(ParametersEntryDefaults::entry1_text()); }},
    {1, 2, [] { return coworks::detail::write(ParametersEntryDefaults::entry1_factor()); }},
    {1, 3, [] { return coworks::detail::write(ParametersEntryDefaults::entry1_ids()); }},
    {2, 0, [] { return coworks::detail::write(ParametersEntryDefaults::entry2_name()); }},
    {2, 1, [] { return coworks::detail::write(ParametersEntryDefaults::entry2_order()); }},
    {3, 2, [] { return coworks::detail::write(ParametersEntryDefaults::entry3_dry_run()); }},
    {9, 2, [] { return coworks::detail::write(ParametersEntryDefaults::entry9_title()); }},
    {11, 1, [] { return coworks::detail::write(ParametersEntryDefaults::entry11_force()); }},
    {15, 1, [] { return coworks::detail::write(ParametersEntryDefaults::entry15_name()); }},
};
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "parameters",
 "class": "Parameters",
 "doc": "The table \"Parameters\", row by row.",
 "entries": [
  {
   "kind": "http",
   "name": "get_path",
   "verb": "GET",
   "path": "/path/{id}/{name}/{flag}",
   "signature": "void get_path(int id, std::string name, bool flag)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "name",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "flag",
     "type": "bool",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_query",
   "verb": "GET",
   "path": "/query",
   "signature": "void get_query(int limit = 20, std::string_view text = \"all\", std::optional<double> factor = {}, std::vector<int> ids = {})",
   "parameters": [
    {
     "name": "limit",
     "type": "int32",
     "default_text": "20",
     "in": "query"
    },
    {
     "name": "text",
     "type": "string",
     "default_text": "\"all\"",
     "in": "query"
    },
    {
     "name": "factor",
     "type": {
      "optional": "double"
     },
     "default_text": "{}",
     "in": "query"
    },
    {
     "name": "ids",
     "type": {
      "list": "int32"
     },
     "default_text": "{}",
     "in": "query"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_member",
   "verb": "POST",
   "path": "/member",
   "signature": "void post_member(std::string name = \"x\", std::optional<Order> order = std::nullopt)",
   "parameters": [
    {
     "name": "name",
     "type": "string",
     "default_text": "\"x\"",
     "in": "member"
    },
    {
     "name": "order",
     "type": {
      "optional": {
       "struct": "Order"
      }
     },
     "default_text": "std::nullopt",
     "in": "member"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "put_whole",
   "verb": "PUT",
   "path": "/whole/{id}",
   "signature": "void put_whole(std::string id, Order const& order, bool dry_run = false)",
   "parameters": [
    {
     "name": "id",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "order",
     "type": {
      "struct": "Order"
     },
     "required": true,
     "in": "body"
    },
    {
     "name": "dry_run",
     "type": "bool",
     "default_text": "false",
     "in": "query"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_vector",
   "verb": "POST",
   "path": "/vector",
   "signature": "void post_vector(std::vector<Order> orders)",
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
   "kind": "http",
   "name": "post_map",
   "verb": "POST",
   "path": "/map",
   "signature": "void post_map(std::map<std::string, Order> orders)",
   "parameters": [
    {
     "name": "orders",
     "type": {
      "map": {
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
   "kind": "http",
   "name": "post_json",
   "verb": "POST",
   "path": "/json",
   "signature": "void post_json(coworks::Json any)",
   "parameters": [
    {
     "name": "any",
     "type": "json",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_bytes",
   "verb": "POST",
   "path": "/bytes",
   "signature": "void post_bytes(coworks::Bytes raw)",
   "parameters": [
    {
     "name": "raw",
     "type": "bytes",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_variant",
   "verb": "POST",
   "path": "/variant",
   "signature": "void post_variant(std::variant<int, Order> either)",
   "parameters": [
    {
     "name": "either",
     "type": {
      "variant": [
       "int32",
       {
        "struct": "Order"
       }
      ]
     },
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_file",
   "verb": "POST",
   "path": "/file",
   "signature": "void post_file(coworks::File image, std::vector<coworks::File> more, std::string title = \"\")",
   "parameters": [
    {
     "name": "image",
     "type": "file",
     "required": true,
     "in": "part"
    },
    {
     "name": "more",
     "type": {
      "list": "file"
     },
     "required": true,
     "in": "part"
    },
    {
     "name": "title",
     "type": "string",
     "default_text": "\"\"",
     "in": "member"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_maybe",
   "verb": "POST",
   "path": "/maybe",
   "signature": "void post_maybe(std::optional<coworks::File> image)",
   "parameters": [
    {
     "name": "image",
     "type": {
      "optional": "file"
     },
     "in": "part"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "delete_query",
   "verb": "DELETE",
   "path": "/query/{id}",
   "signature": "void delete_query(int id, bool force = false)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "force",
     "type": "bool",
     "default_text": "false",
     "in": "query"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_around",
   "verb": "GET",
   "path": "/around/{id}",
   "signature": "void get_around(coworks::Request const& request, int id, coworks::Context const& context)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_params",
   "verb": "GET",
   "path": "/params/{id}",
   "signature": "void get_params(int id, coworks::Params rest)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "rest",
     "type": "json",
     "in": "rest"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_by_reference",
   "verb": "POST",
   "path": "/by/reference",
   "signature": "void post_by_reference(Order&& order)",
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
   "kind": "http",
   "name": "post_text",
   "verb": "POST",
   "path": "/text/{id}",
   "signature": "void post_text(std::string_view id, std::string const& name = \"\")",
   "parameters": [
    {
     "name": "id",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "name",
     "type": "string",
     "default_text": "\"\"",
     "in": "member"
    }
   ],
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

