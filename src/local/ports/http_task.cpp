#include "local/ports/http_task.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/http_text.hpp"
#include "base/text.hpp"

namespace coworks::local {

namespace {

/// application/json, application/problem+json, …, whatever parameters follow.
bool is_json(std::string_view media_type) {
    std::string type = lower_case(media_type.substr(0, media_type.find(';')));
    type.erase(std::ranges::remove(type, ' ').begin(), type.end());
    return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

Json body_of(HttpTaskAnswer const& answer, std::string_view media_type) {
    if (is_json(media_type)) {
        try {
            return Json::parse(answer.body);
        } catch (JsonError const&) {
            // It says that it is, and is not: the state sees what came.
        }
    }
    return to_utf8(answer.body);
}

}  // namespace

IntegrationResult http_task_result(HttpTaskAnswer const& answer, std::string_view error_prefix) {
    if (answer.status < 200 || answer.status > 299)
        return {.failed = true,
                .output = {},
                .error = std::string(error_prefix) + std::to_string(answer.status),
                .cause = to_utf8(answer.body)};
    std::vector<std::string> names;
    std::map<std::string, Json::ArrayBuilder> values;
    std::string media_type;
    for (auto const& [name, value] : answer.headers) {
        if (equals_ignoring_case(name, "content-type")) media_type = value;
        if (!values.contains(name)) names.push_back(name);
        values[name].push_back(to_utf8(value));
    }
    Json::ObjectBuilder headers;
    for (std::string const& name : names)
        headers.set(to_utf8(name), values[name].finish());
    return {.failed = false,
            .output = Json::object({{"Headers", headers.finish()},
                                    {"ResponseBody", body_of(answer, media_type)},
                                    {"StatusCode", answer.status},
                                    {"StatusText", to_utf8(answer.reason)}}),
            .error = {},
            .cause = {}};
}

IntegrationResult http_task_refused(std::string cause) {
    return {.failed = true, .output = {}, .error = "States.Runtime", .cause = std::move(cause)};
}

}  // namespace coworks::local
