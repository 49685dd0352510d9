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

Json answer(Json const& request) {
    Dialect const dialect = request["dialect"] == Json("aws") ? Dialect::aws : Dialect::standard;
    auto const expression = compile(request["expr"].as_string(), dialect);
    if (!expression) return error_answer(expression.error());
    auto const result = expression->evaluate(request.find("input"));
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
