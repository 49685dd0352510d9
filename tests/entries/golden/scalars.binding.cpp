// Written by cws-entries; changes are lost.
#include "scalars.hpp"

#include <coworks/detail/binding.hpp>

namespace {
using Class = Scalars;
using Enumeration0 = Colour;
using Enumeration1 = Size;
using Enumeration2 = Scalars::Inner;
}  // namespace

template <>
struct coworks::detail::Enumeration<Enumeration0> {
    static constexpr std::pair<std::string_view, Enumeration0> kValues[] = {
        {"red", Enumeration0::red},
        {"green", Enumeration0::green},
    };
};

template <>
struct coworks::detail::Enumeration<Enumeration1> {
    static constexpr std::pair<std::string_view, Enumeration1> kValues[] = {
        {"small", Enumeration1::small},
        {"large", Enumeration1::large},
    };
};

template <>
struct coworks::detail::Enumeration<Enumeration2> {
    static constexpr std::pair<std::string_view, Enumeration2> kValues[] = {
        {"one", Enumeration2::one},
        {"two", Enumeration2::two},
    };
};

namespace {
constexpr std::span<coworks::detail::StructureBinding const> kStructures;

void call_0_get_bool(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto value_ = call.take<bool>(0);
    call.check();
    self.get_bool(std::move(*value_));
    call.give_nothing();
}

void call_1_get_signed(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<signed char>(0);
    auto b_ = call.take<short>(1);
    auto c_ = call.take<int>(2);
    auto d_ = call.take<long>(3);
    auto e_ = call.take<long long>(4);
    call.check();
    self.get_signed(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_), std::move(*e_));
    call.give_nothing();
}

void call_2_get_unsigned(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<unsigned char>(0);
    auto b_ = call.take<unsigned short>(1);
    auto c_ = call.take<unsigned int>(2);
    auto d_ = call.take<unsigned long>(3);
    auto e_ = call.take<unsigned long long>(4);
    call.check();
    self.get_unsigned(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_), std::move(*e_));
    call.give_nothing();
}

void call_3_get_floating(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<float>(0);
    auto b_ = call.take<double>(1);
    auto c_ = call.take<long double>(2);
    call.check();
    self.get_floating(std::move(*a_), std::move(*b_), std::move(*c_));
    call.give_nothing();
}

void call_4_get_text(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<std::string>(0);
    auto b_ = call.take<std::string>(1);
    call.check();
    self.get_text(std::move(*a_), std::move(*b_));
    call.give_nothing();
}

void call_5_get_enums(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<Colour>(0);
    auto b_ = call.take<Size>(1);
    auto c_ = call.take<Scalars::Inner>(2);
    call.check();
    self.get_enums(std::move(*a_), std::move(*b_), std::move(*c_));
    call.give_nothing();
}

void call_6_get_dates(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto date_ = call.take<std::chrono::year_month_day>(0);
    auto instant_ = call.take<std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<long>>>(1);
    auto local_ = call.take<std::chrono::time_point<std::chrono::local_t, std::chrono::duration<long>>>(2);
    call.check();
    self.get_dates(std::move(*date_), std::move(*instant_), std::move(*local_));
    call.give_nothing();
}

void call_7_get_instants(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto fine_ = call.take<std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<long, std::ratio<1, 1000000000>>>>(0);
    auto day_ = call.take<std::chrono::time_point<std::chrono::system_clock, std::chrono::duration<long, std::ratio<86400>>>>(1);
    call.check();
    self.get_instants(std::move(*fine_), std::move(*day_));
    call.give_nothing();
}

void call_8_get_times(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<std::chrono::hh_mm_ss<std::chrono::duration<long>>>(0);
    auto b_ = call.take<std::chrono::hh_mm_ss<std::chrono::duration<long, std::ratio<1, 1000>>>>(1);
    call.check();
    self.get_times(std::move(*a_), std::move(*b_));
    call.give_nothing();
}

void call_9_get_durations(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {
    auto& self = static_cast<Scalars&>(owner);
    auto a_ = call.take<std::chrono::duration<long, std::ratio<1, 1000000000>>>(0);
    auto b_ = call.take<std::chrono::duration<long, std::ratio<1, 1000>>>(1);
    auto c_ = call.take<std::chrono::duration<long>>(2);
    auto d_ = call.take<std::chrono::duration<long, std::ratio<60>>>(3);
    auto e_ = call.take<std::chrono::duration<long, std::ratio<3600>>>(4);
    auto f_ = call.take<std::chrono::duration<long, std::ratio<86400>>>(5);
    auto g_ = call.take<std::chrono::duration<long, std::ratio<604800>>>(6);
    auto h_ = call.take<std::chrono::duration<double>>(7);
    call.check();
    self.get_durations(std::move(*a_), std::move(*b_), std::move(*c_), std::move(*d_), std::move(*e_), std::move(*f_), std::move(*g_), std::move(*h_));
    call.give_nothing();
}

constexpr coworks::detail::EntryBinding kEntries[] = {
    {&call_0_get_bool},
    {&call_1_get_signed},
    {&call_2_get_unsigned},
    {&call_3_get_floating},
    {&call_4_get_text},
    {&call_5_get_enums},
    {&call_6_get_dates},
    {&call_7_get_instants},
    {&call_8_get_times},
    {&call_9_get_durations},
};
constexpr std::span<coworks::detail::DefaultBinding const> kDefaults;
constexpr char const* kInterface = R"json({
 "coworks": 1,
 "service": "scalars",
 "class": "Scalars",
 "doc": "Every scalar of entries.md, each as a path segment.",
 "entries": [
  {
   "kind": "http",
   "name": "get_bool",
   "verb": "GET",
   "path": "/bool/{value}",
   "signature": "void get_bool(bool value)",
   "parameters": [
    {
     "name": "value",
     "type": "bool",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_signed",
   "verb": "GET",
   "path": "/signed/{a}/{b}/{c}/{d}/{e}",
   "signature": "void get_signed(std::int8_t a, std::int16_t b, std::int32_t c, std::int64_t d, long long e)",
   "parameters": [
    {
     "name": "a",
     "type": "int8",
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": "int16",
     "required": true,
     "in": "path"
    },
    {
     "name": "c",
     "type": "int32",
     "required": true,
     "in": "path"
    },
    {
     "name": "d",
     "type": "int64",
     "required": true,
     "in": "path"
    },
    {
     "name": "e",
     "type": "int64",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_unsigned",
   "verb": "GET",
   "path": "/unsigned/{a}/{b}/{c}/{d}/{e}",
   "signature": "void get_unsigned(std::uint8_t a, std::uint16_t b, std::uint32_t c, std::uint64_t d, unsigned long long e)",
   "parameters": [
    {
     "name": "a",
     "type": "uint8",
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": "uint16",
     "required": true,
     "in": "path"
    },
    {
     "name": "c",
     "type": "uint32",
     "required": true,
     "in": "path"
    },
    {
     "name": "d",
     "type": "uint64",
     "required": true,
     "in": "path"
    },
    {
     "name": "e",
     "type": "uint64",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_floating",
   "verb": "GET",
   "path": "/floating/{a}/{b}/{c}",
   "signature": "void get_floating(float a, double b, long double c)",
   "parameters": [
    {
     "name": "a",
     "type": "float",
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": "double",
     "required": true,
     "in": "path"
    },
    {
     "name": "c",
     "type": "double",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_text",
   "verb": "GET",
   "path": "/text/{a}/{b}",
   "signature": "void get_text(std::string a, std::string_view b)",
   "parameters": [
    {
     "name": "a",
     "type": "string",
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": "string",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_enums",
   "verb": "GET",
   "path": "/enums/{a}/{b}/{c}",
   "signature": "void get_enums(Colour a, Size b, Inner c)",
   "parameters": [
    {
     "name": "a",
     "type": {
      "enum": "Colour"
     },
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": {
      "enum": "Size"
     },
     "required": true,
     "in": "path"
    },
    {
     "name": "c",
     "type": {
      "enum": "Scalars::Inner"
     },
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_dates",
   "verb": "GET",
   "path": "/dates/{date}/{instant}/{local}",
   "signature": "void get_dates(std::chrono::year_month_day date, std::chrono::sys_seconds instant, std::chrono::local_seconds local)",
   "parameters": [
    {
     "name": "date",
     "type": "date",
     "required": true,
     "in": "path"
    },
    {
     "name": "instant",
     "type": "date_time",
     "required": true,
     "in": "path"
    },
    {
     "name": "local",
     "type": "local_date_time",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_instants",
   "verb": "GET",
   "path": "/instants/{fine}/{day}",
   "signature": "void get_instants(std::chrono::system_clock::time_point fine, std::chrono::sys_days day)",
   "parameters": [
    {
     "name": "fine",
     "type": "date_time",
     "required": true,
     "in": "path"
    },
    {
     "name": "day",
     "type": "date_time",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_times",
   "verb": "GET",
   "path": "/times/{a}/{b}",
   "signature": "void get_times(std::chrono::hh_mm_ss<std::chrono::seconds> a, std::chrono::hh_mm_ss<std::chrono::milliseconds> b)",
   "parameters": [
    {
     "name": "a",
     "type": "time",
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": "time",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  },
  {
   "kind": "http",
   "name": "get_durations",
   "verb": "GET",
   "path": "/durations/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}",
   "signature": "void get_durations(std::chrono::nanoseconds a, std::chrono::milliseconds b, std::chrono::seconds c, std::chrono::minutes d, std::chrono::hours e, std::chrono::days f, std::chrono::weeks g, std::chrono::duration<double> h)",
   "parameters": [
    {
     "name": "a",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "b",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "c",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "d",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "e",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "f",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "g",
     "type": "duration",
     "required": true,
     "in": "path"
    },
    {
     "name": "h",
     "type": "duration",
     "required": true,
     "in": "path"
    }
   ],
   "result": "none"
  }
 ],
 "types": {
  "Colour": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "red"
    },
    {
     "name": "green"
    }
   ]
  },
  "Scalars::Inner": {
   "kind": "enum",
   "enumerators": [
    {
     "name": "one"
    },
    {
     "name": "two"
    }
   ]
  },
  "Size": {
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

