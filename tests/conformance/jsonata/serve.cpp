#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>

#include "cases.hpp"
#include "jsonata/jsonata.hpp"

namespace coworks::jsonata {
namespace {

Json error_answer(JsonataError const& error) {
    return Json::object(
        {{"code", error.code}, {"message", error.message}, {"position", error.position}, {"token", error.token}});
}

/// The same instant as reference.js has.
constexpr std::chrono::milliseconds kNow{1'700'000'000'123};

/// As much as reference.js allows, and more than any generated expression needs that ends.
constexpr std::uint64_t kSteps = 10'000'000;

Json answer(Json const& request) {
    Dialect const dialect = request["dialect"] == Json("aws") ? Dialect::aws : Dialect::standard;
    auto const expression = compile(request["expr"].as_string(), dialect);
    if (!expression) return error_answer(expression.error());
    ManualClock const clock{Clock::Time(kNow)};
    auto const begun = std::chrono::steady_clock::now();
    auto const elapsed = [begun] { return std::chrono::nanoseconds(std::chrono::steady_clock::now() - begun); };
    auto const result = expression->evaluate(request.find("input"),
                                             {.clock = &clock, .elapsed = elapsed, .limits = {.steps_max = kSteps}});
    if (!result) return error_answer(result.error());
    if (result->is_function) return Json::object({{"function", true}});
    return result->value ? Json::object({{"value", *result->value}}) : Json::object({{"undefined", true}});
}

}  // namespace

int serve() {
    for (std::string line; std::getline(std::cin, line);)
        std::cout << answer(Json::parse(line, {.allow_lone_surrogates = true})).dump({.ecmascript_numbers = true})
                  << std::endl;
    return 0;
}

}  // namespace coworks::jsonata
