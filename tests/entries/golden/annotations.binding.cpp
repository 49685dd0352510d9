// Written by cws-entries; changes are lost.
#include "annotations.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Annotations;
}  // namespace

namespace {
constexpr std::span<coworks::detail::StructureBinding const> kStructures;

void call_0_get(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Annotations&>(owner);
    call.check();
    call.give(self.get());
}

void call_1_get_image(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Annotations&>(owner);
    auto id_ = call.take<int>(0);
    call.check();
    call.give(self.get_image(std::move(*id_)));
}

void call_2_get_document(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Annotations&>(owner);
    call.check();
    call.give(self.get_document());
}

void call_3_get_raw(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Annotations&>(owner);
    auto id_ = call.take<std::string>(0);
    auto part_ = call.take<int>(1);
    call.check();
    call.give(self.get_raw(std::move(*id_), std::move(*part_)));
}

void call_4_on_jobs(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Annotations&>(owner);
    auto job_ = call.take<coworks::Json>(0);
    call.check();
    self.on_jobs(std::move(*job_));
    call.give_nothing();
}

void call_5_delete_(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Annotations&>(owner);
    call.check();
    self.delete_();
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get},
    {&call_1_get_image},
    {&call_2_get_document},
    {&call_3_get_raw},
    {&call_4_on_jobs},
    {&call_5_delete_},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "annotations",
 "class": "Annotations",
 "entries": [
  {
   "kind": "http",
   "name": "get",
   "verb": "GET",
   "path": "/",
   "signature": "std::string get()",
   "doc": "Documented before the macro.",
   "open": true,
   "parameters": [],
   "result": "string"
  },
  {
   "kind": "http",
   "name": "get_image",
   "verb": "GET",
   "path": "/image/{id}",
   "signature": "coworks::Bytes get_image(int id)",
   "doc": "Documented behind the macro.",
   "open": true,
   "media_type": "image/png",
   "timeout_ms": 1500,
   "parameters": [
    {
     "name": "id",
     "type": "int32",
     "required": true,
     "in": "path"
    }
   ],
   "result": "bytes"
  },
  {
   "kind": "http",
   "name": "get_document",
   "verb": "GET",
   "path": "/openapi.json",
   "signature": "coworks::Json get_document()",
   "parameters": [],
   "result": "json"
  },
  {
   "kind": "http",
   "name": "get_raw",
   "verb": "GET",
   "path": "/content/{id}/raw/{part}",
   "signature": "std::string get_raw(std::string id, int part)",
   "parameters": [
    {
     "name": "id",
     "type": "string",
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
   "kind": "queue",
   "name": "on_jobs",
   "trigger": "jobs",
   "signature": "void on_jobs(coworks::Json job)",
   "timeout_ms": 120000,
   "parameters": [
    {
     "name": "job",
     "type": "json",
     "required": true,
     "in": "body"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "delete",
   "verb": "DELETE",
   "path": "/",
   "signature": "void delete_()",
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

