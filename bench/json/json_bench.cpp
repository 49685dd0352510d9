// The one JSON value beside nlohmann's (also mutable) and simdjson's DOM (read only): parse, print, share, set, look
// up.

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <coworks/json.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "documents.hpp"

namespace coworks::bench {
namespace {

struct Document {
    char const* name;
    std::string text;
};

Document const& document(int which) {
    static Document const documents[] = {{"event", event_text()}, {"state", state_text()}};
    return documents[which];
}

/// A benchmark for each of the two documents; argument 0 is the event, 1 the state.
void both(benchmark::internal::Benchmark* made) {
    made->Arg(0)->Arg(1);
}

void counted(benchmark::State& state) {
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(document(static_cast<int>(state.range(0))).text.size()));
}

std::string const& text_of(benchmark::State const& state) {
    return document(static_cast<int>(state.range(0))).text;
}

void parse_coworks(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(Json::parse(text_of(state)));
    counted(state);
}
void parse_nlohmann(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(nlohmann::json::parse(text_of(state)));
    counted(state);
}
void parse_simdjson(benchmark::State& state) {
    simdjson::dom::parser parser;
    simdjson::padded_string const text(text_of(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(parser.parse(text).value());
    counted(state);
}

void print_coworks(benchmark::State& state) {
    Json const value = Json::parse(text_of(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(value.dump());
    counted(state);
}
void print_nlohmann(benchmark::State& state) {
    auto const value = nlohmann::json::parse(text_of(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(value.dump());
    counted(state);
}
void print_simdjson(benchmark::State& state) {
    simdjson::dom::parser parser;
    auto const value = parser.parse(text_of(state)).value();
    for (auto _ : state)
        benchmark::DoNotOptimize(simdjson::minify(value));
    counted(state);
}

void share_coworks(benchmark::State& state) {
    Json const value = Json::parse(text_of(state));
    for (auto _ : state) {
        Json copy = value;
        benchmark::DoNotOptimize(copy);
    }
}
void share_nlohmann(benchmark::State& state) {
    auto const value = nlohmann::json::parse(text_of(state));
    for (auto _ : state) {
        auto copy = value;
        benchmark::DoNotOptimize(copy);
    }
}

// A new document with one member set, the old one still there: what every state of a workflow does.
void set_coworks(benchmark::State& state) {
    Json const value = Json::parse(text_of(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(value.with("result", 42));
}
void set_nlohmann(benchmark::State& state) {
    auto const value = nlohmann::json::parse(text_of(state));
    for (auto _ : state) {
        auto copy = value;
        copy["result"] = 42;
        benchmark::DoNotOptimize(copy);
    }
}

// The event's last member; then one of a thousand names.
void lookup_coworks(benchmark::State& state) {
    Json const value = Json::parse(text_of(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(value.find(state.range(0) == 0 ? "isBase64Encoded" : "total"));
}
void lookup_nlohmann(benchmark::State& state) {
    auto const value = nlohmann::json::parse(text_of(state));
    for (auto _ : state)
        benchmark::DoNotOptimize(value.find(state.range(0) == 0 ? "isBase64Encoded" : "total"));
}
void lookup_simdjson(benchmark::State& state) {
    simdjson::dom::parser parser;
    auto const value = parser.parse(text_of(state)).value();
    for (auto _ : state)
        benchmark::DoNotOptimize(value[state.range(0) == 0 ? "isBase64Encoded" : "total"]);
}

std::string name_of(std::size_t i) {
    return "name-" + std::to_string(i * 7919 % 1000);
}
void lookup_of_thousand_coworks(benchmark::State& state) {
    Json::ObjectBuilder builder;
    for (std::size_t i = 0; i < 1000; ++i)
        builder.set(name_of(i), i);
    Json const object = builder.finish();
    std::string const name = name_of(500);
    for (auto _ : state)
        benchmark::DoNotOptimize(object.find(name));
}
void lookup_of_thousand_nlohmann(benchmark::State& state) {
    nlohmann::json object;
    for (std::size_t i = 0; i < 1000; ++i)
        object[name_of(i)] = i;
    std::string const name = name_of(500);
    for (auto _ : state)
        benchmark::DoNotOptimize(object.find(name));
}

BENCHMARK(parse_coworks)->Apply(both);
BENCHMARK(parse_nlohmann)->Apply(both);
BENCHMARK(parse_simdjson)->Apply(both);
BENCHMARK(print_coworks)->Apply(both);
BENCHMARK(print_nlohmann)->Apply(both);
BENCHMARK(print_simdjson)->Apply(both);
BENCHMARK(share_coworks)->Apply(both);
BENCHMARK(share_nlohmann)->Apply(both);
BENCHMARK(set_coworks)->Apply(both);
BENCHMARK(set_nlohmann)->Apply(both);
BENCHMARK(lookup_coworks)->Apply(both);
BENCHMARK(lookup_nlohmann)->Apply(both);
BENCHMARK(lookup_simdjson)->Apply(both);
BENCHMARK(lookup_of_thousand_coworks);
BENCHMARK(lookup_of_thousand_nlohmann);

}  // namespace
}  // namespace coworks::bench

BENCHMARK_MAIN();
