// Written by cws-entries; changes are lost.
#include "names.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Names;
}  // namespace

namespace {
constexpr std::span<coworks::detail::StructureBinding const> kStructures;

void call_0_get(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    call.check();
    call.give(self.get());
}

void call_1_get_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    call.check();
    call.give((self.*static_cast<std::string (Names::*)()>(&Names::get_content))());
}

void call_2_get_content_detail(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    call.check();
    call.give(self.get_content_detail());
}

void call_3_get_content_(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto id_ = call.take<int>(0);
    call.check();
    call.give(self.get_content_(std::move(*id_)));
}

void call_4_get_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto id_ = call.take<int>(0);
    auto part_ = call.take<int>(1);
    call.check();
    call.give((self.*static_cast<std::string (Names::*)(int, int)>(&Names::get_content))(std::move(*id_), std::move(*part_)));
}

void call_5_delete_(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    call.check();
    self.delete_();
    call.give_nothing();
}

void call_6_on_orders(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto text_ = call.take<std::string>(0);
    call.check();
    self.on_orders(std::move(*text_));
    call.give_nothing();
}

void call_7_head_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    call.check();
    self.head_content();
    call.give_nothing();
}

void call_8_post_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto content_ = call.take<coworks::Json>(0);
    call.check();
    self.post_content(std::move(*content_));
    call.give_nothing();
}

void call_9_put_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto id_ = call.take<int>(0);
    auto content_ = call.take<coworks::Json>(1);
    call.check();
    self.put_content(std::move(*id_), std::move(*content_));
    call.give_nothing();
}

void call_10_patch_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto id_ = call.take<int>(0);
    auto content_ = call.take<coworks::Json>(1);
    call.check();
    self.patch_content(std::move(*id_), std::move(*content_));
    call.give_nothing();
}

void call_11_delete_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    auto id_ = call.take<int>(0);
    call.check();
    self.delete_content(std::move(*id_));
    call.give_nothing();
}

void call_12_options_content(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Names&>(owner);
    call.check();
    self.options_content();
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get},
    {&call_1_get_content},
    {&call_2_get_content_detail},
    {&call_3_get_content_},
    {&call_4_get_content},
    {&call_5_delete_},
    {&call_6_on_orders},
    {&call_7_head_content},
    {&call_8_post_content},
    {&call_9_put_content},
    {&call_10_patch_content},
    {&call_11_delete_content},
    {&call_12_options_content},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "names",
 "class": "Names",
 "doc": "The table \"Names to routes\", row by row.",
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
   "name": "get_content",
   "verb": "GET",
   "path": "/content",
   "signature": "std::string get_content()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_content_detail",
   "verb": "GET",
   "path": "/content/detail",
   "signature": "std::string get_content_detail()",
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_content",
   "verb": "GET",
   "path": "/content/{id}",
   "signature": "std::string get_content_(int id)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    }
   ],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_content",
   "verb": "GET",
   "path": "/content/{id}/{part}",
   "signature": "std::string get_content(int id, int part)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "part",
     "type": "int32",
     "required": true,
     "in": "path"
    }
   ],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "delete",
   "verb": "DELETE",
   "path": "/",
   "signature": "void delete_()",
   "parameters": [],
   "result": "none"
  },
  {
   "kind": "queue",
   "name": "on_orders",
   "trigger": "orders",
   "signature": "void on_orders(std::string text)",
   "parameters": [
    {
     "name": "text",
     "type": "string",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "head_content",
   "verb": "HEAD",
   "path": "/content",
   "signature": "void head_content()",
   "parameters": [],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "post_content",
   "verb": "POST",
   "path": "/content",
   "signature": "void post_content(coworks::Json content)",
   "parameters": [
    {
     "name": "content",
     "type": "json",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "put_content",
   "verb": "PUT",
   "path": "/content/{id}",
   "signature": "void put_content(int id, coworks::Json content)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "content",
     "type": "json",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "patch_content",
   "verb": "PATCH",
   "path": "/content/{id}",
   "signature": "void patch_content(int id, coworks::Json content)",
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "content",
     "type": "json",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "delete_content",
   "verb": "DELETE",
   "path": "/content/{id}",
   "signature": "void delete_content(int id)",
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
   "name": "options_content",
   "verb": "OPTIONS",
   "path": "/content",
   "signature": "void options_content()",
   "parameters": [],
   "result": "none"
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

