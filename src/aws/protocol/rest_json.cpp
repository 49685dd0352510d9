#include "aws/protocol/protocol.hpp"
#include "base/text.hpp"
#include "json/text_of.hpp"

namespace coworks::aws::protocol {

namespace {

/// Whether the model says that a member is the whole body.
bool has_payload(model::Operation const& operation) {
    return operation.input != nullptr && operation.input->contains("p");
}

}  // namespace

Outcome<Asked> read_rest_json(model::Service const& service, Request const& request) {
    auto asked = read_bindings(service, request);
    if (!asked || has_payload(*asked->operation) || request.body.empty()) return asked;
    auto body = read_json_body(request.body);
    if (!body) return tl::unexpected(std::move(body.error()));
    Json input = std::move(asked->input);
    for (auto const& member : body->members()) {
        if (!input.contains(member.name())) input = std::move(input).with(member.name(), member.value);
    }
    asked->input = std::move(input);
    return asked;
}

Response write_rest_json(model::Service const& service, model::Operation const& operation, Json const& output,
                         std::string const& request_id) {
    Response response{.headers = {{"content-type", "application/json"}, {"x-amzn-requestid", request_id}}};
    Json const body = write_bindings(service, operation, output, response);
    bool const structured = operation.output != nullptr && !operation.output->contains("p");
    if (structured) response.body = body.dump();
    return response;
}

Response write_rest_json(model::Service const& service, Fault const& fault, std::string const& request_id) {
    unsigned const status = service.status(fault);
    Json const& known = service.error(fault.code);
    std::string const text = text_of(known["text"]);
    Json::ObjectBuilder body;
    for (auto const& [name, value] : fault.members)
        body.set(name, value);
    body.set("Type", status < 500 ? "User" : "Service");
    body.set(text.empty() ? (known.is_object() ? "message" : "Message") : text, to_utf8(fault.message));
    return {.status = status,
            .headers = {{"content-type", "application/json"},
                        {"x-amzn-errortype", fault.code},
                        {"x-amzn-requestid", request_id}},
            .body = body.finish().dump()};
}

}  // namespace coworks::aws::protocol
