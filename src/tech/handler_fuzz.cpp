// Any event against a service with one entry of each kind: always an answer, never a crash.

#include <coworks/admin.hpp>
#include <coworks/detail/binding.hpp>
#include <coworks/service.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "tech/dispatcher.hpp"
#include "tech/handler.hpp"

namespace {

using coworks::detail::Call;
using coworks::detail::EntryOwner;

class Fuzzed : public coworks::TechMicroservice {
public:
    Fuzzed() { mount("/admin", std::make_unique<coworks::Admin>()); }
    coworks::Access token_authorizer(std::string_view token) override {
        return token == "some" ? coworks::Access::to({"a/*"}) : coworks::Access(!token.empty());
    }
};

/// In the generator's form: an entry for each source of parameters, and one of each receiver.
constexpr char const* kInterface = R"json({
  "coworks": 1, "service": "fuzzed", "class": "Fuzzed", "authorizer": true,
  "entries": [
    {"kind": "http", "name": "get_a", "verb": "GET", "path": "/a/{id}", "open": true, "result": "json", "parameters": [
      {"name": "id", "type": "int32", "in": "path", "required": true},
      {"name": "tags", "type": {"list": "string"}, "in": "query"}]},
    {"kind": "http", "name": "post_a", "verb": "POST", "path": "/a", "open": true, "result": "json", "parameters": [
      {"name": "name", "type": "string", "in": "member"}, {"name": "count", "type": "int32", "in": "member"}]},
    {"kind": "queue", "name": "on_q", "trigger": "q", "result": "none", "parameters": [
      {"name": "message", "type": "json", "in": "body", "required": true}]}
  ], "types": {}})json";

constexpr coworks::detail::EntryBinding kEntries[] = {
    {[](EntryOwner&, Call& call) {
        auto const id = call.take<int>(0);
        auto const tags = call.take_or<std::vector<std::string>>(1, [] { return std::vector<std::string>(); });
        call.check();
        call.give(static_cast<int>(tags->size()) + (*id & 1));
    }},
    {[](EntryOwner&, Call& call) {
        auto const text = call.take_or<std::string>(0, [] { return std::string("n"); });
        auto const count = call.take_or<int>(1, [] { return 1; });
        call.check();
        call.give(*text + std::to_string(*count));
    }},
    {[](EntryOwner&, Call& call) {
        call.take<coworks::Json>(0);
        call.check();
        call.give_nothing();
    }},
};

class Nowhere final : public coworks::detail::LogSink {
public:
    void write(std::string_view line) override { static_cast<void>(coworks::Json::parse(line)); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coworks;
    static detail::ClassBinding const binding{
        kInterface, kEntries, {}, {}, []() -> std::unique_ptr<EntryOwner> { return std::make_unique<Fuzzed>(); }};
    static Nowhere log;
    static detail::Dispatcher dispatcher(binding);
    static tech::Handler handler(dispatcher, log);
    Json event;
    try {
        event = Json::parse({static_cast<char const*>(static_cast<void const*>(data)), size});
    } catch (JsonError const&) {
        return 0;
    }
    auto const answer = handler.handle(event, {.request_id = "fuzz"});
    Json const payload = Json::parse(answer.payload);
    if (answer.failed && !payload["errorType"].is_string()) std::abort();
    return 0;
}
