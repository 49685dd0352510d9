#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "aws/arn.hpp"
#include "local/functions/api/operations.hpp"

namespace coworks::local::functions::api {

namespace {

Json configuration(FunctionSpec const& spec) {
    return Json::object(
        {{"FunctionName", spec.name},
         {"FunctionArn", spec.arn},
         {"Runtime", "provided.al2023"},
         {"Handler", spec.service},
         {"MemorySize", spec.memory_mb},
         {"Timeout", std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(spec.timeout).count())},
         {"Version", "$LATEST"},
         {"PackageType", "Zip"},
         {"State", "Active"},
         {"LastUpdateStatus", "Successful"}});
}

}  // namespace

aws::Outcome<FunctionSpec const*> find_function(Parts const& parts, Json const& request) {
    auto named = aws::parse_function_name(text_of(request["FunctionName"]));
    if (std::string const qualifier = text_of(request["Qualifier"]); !qualifier.empty()) named.qualifier = qualifier;
    FunctionSpec const* const found = parts.functions.find(named.name);
    if (found != nullptr && (named.qualifier.empty() || named.qualifier == "$LATEST")) return found;
    std::string const suffix = named.qualifier.empty() ? "" : ":" + named.qualifier;
    return aws::refuse(
        "ResourceNotFoundException",
        fmt::format("Function not found: {}{}", parts.place.arn("lambda", "function:" + named.name), suffix));
}

static void list_functions(Parts& parts, Call&& call) {
    Json::ArrayBuilder functions;
    for (std::string const& name : parts.functions.names())
        functions.push_back(configuration(*parts.functions.find(name)));
    call.answer(Json::object({{"Functions", functions.finish()}}));
}

static void get_function(Parts& parts, Call&& call) {
    auto const found = find_function(parts, call.request);
    if (!found) return call.answer(tl::unexpected(found.error()));
    call.answer(Json::object({{"Configuration", configuration(**found)}}));
}

static void get_function_configuration(Parts& parts, Call&& call) {
    auto const found = find_function(parts, call.request);
    if (!found) return call.answer(tl::unexpected(found.error()));
    call.answer(configuration(**found));
}

std::span<Operation const> function_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"GetFunction", get_function},
        {"GetFunctionConfiguration", get_function_configuration},
        {"ListFunctions", list_functions},
    });
    return kRows;
}

}  // namespace coworks::local::functions::api
