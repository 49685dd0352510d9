// Times expressions for compare.mjs: a line {"file", "expr", "ms"} in, a line {"parse_us", "evaluate_us", "value"} out.

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "jsonata/jsonata.hpp"

namespace {

using namespace coworks;
using Steady = std::chrono::steady_clock;

double microseconds(Steady::duration time) {
    return std::chrono::duration<double, std::micro>(time).count();
}

/// The median of as many runs as fit the time, three at least, after one to warm up.
template <class Run>
double median_us(double ms, Run const& run) {
    run();
    std::vector<double> times;
    for (auto const start = Steady::now(); times.size() < 3 || microseconds(Steady::now() - start) < ms * 1000;) {
        auto const begin = Steady::now();
        run();
        times.push_back(microseconds(Steady::now() - begin));
    }
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    return times[times.size() / 2];
}

Json document_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return Json::parse(text.str());
}

}  // namespace

int main() {
    std::string loaded;
    Json document;
    for (std::string line; std::getline(std::cin, line);) {
        Json const request = Json::parse(line);
        std::string const path(request["file"].as_string());
        if (std::exchange(loaded, path) != path) document = document_of(path);
        std::string const text(request["expr"].as_string());
        double const ms = request["ms"].as_double();
        auto const expression = jsonata::compile(text);
        auto const answer = expression->evaluate(&document);
        double const parse = median_us(ms / 4, [&] { static_cast<void>(jsonata::compile(text)); });
        double const evaluate = median_us(ms, [&] { static_cast<void>(expression->evaluate(&document)); });
        Json const value = answer && answer->value ? *answer->value : Json();
        std::cout << Json::object({{"parse_us", parse},
                                   {"evaluate_us", evaluate},
                                   {"length", value.dump({.ecmascript_numbers = true}).size()}})
                         .dump()
                  << std::endl;
    }
    return 0;
}
