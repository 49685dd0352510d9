#include <fmt/format.h>

#include "aws/protocol/protocol.hpp"
#include "base/text.hpp"
#include "json/text_of.hpp"

namespace coworks::aws::protocol {

namespace {

Response json_response(model::Service const& service, unsigned status, std::string body,
                       std::string const& request_id) {
    return {.status = status,
            .headers = {{"content-type", "application/x-amz-json-" + text_of(service.about()["json"])},
                        {"x-amzn-requestid", request_id}},
            .body = std::move(body)};
}

}  // namespace

Outcome<Json> read_json_body(std::string_view body) {
    if (body.empty()) return Json::object();
    try {
        return Json::parse(body, {.allow_lone_surrogates = true});
    } catch (JsonError const& error) {
        return refuse("SerializationException",
                      fmt::format("The request is no JSON: {} at byte {}", error.what(), error.offset()));
    }
}

Outcome<Asked> read_json(model::Service const& service, Request const& request) {
    auto body = read_json_body(request.body);
    if (!body) return tl::unexpected(std::move(body.error()));
    std::string_view name = request.header("X-Amz-Target");
    // TARGET.OPERATION, the target being the model's.
    if (name.starts_with(service.target())) name.remove_prefix(std::min(service.target().size() + 1, name.size()));
    model::Operation const* const operation = service.find(name);
    if (operation == nullptr)
        return refuse("UnknownOperationException", fmt::format("{} has no operation '{}'", service.sdk(), name));
    return Asked{.operation = operation, .input = *std::move(body)};
}

Response write_json(model::Service const& service, Json const& output, std::string const& request_id) {
    return json_response(service, 200, output.dump(), request_id);
}

Response write_json(model::Service const& service, Fault const& fault, std::string const& request_id) {
    Json::ObjectBuilder body;
    body.set("__type", fault.code);
    // It quotes what came, which may be anything.
    body.set("message", to_utf8(fault.message));
    for (auto const& [name, value] : fault.members)
        body.set(name, value);
    return json_response(service, service.status(fault), body.finish().dump(), request_id);
}

}  // namespace coworks::aws::protocol
