#include "local/states/api/states_api.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "local/states/api/delete_machine.hpp"
#include "local/states/api/model.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/api/signature.hpp"

namespace coworks::local::states {

namespace {

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, "Maximum request size"
constexpr std::size_t kRequestMax = 1U << 20;

net::HttpResponse response(unsigned status, std::string const& request_id, std::string body) {
    return {.status = status,
            .headers = {{"content-type", "application/x-amz-json-1.0"}, {"x-amzn-requestid", request_id}},
            .body = std::move(body)};
}

net::HttpResponse response(api::Fault const& fault, std::string const& request_id) {
    // It quotes what came, which may be anything.
    Json body = Json::object({{"__type", fault.code}, {"message", to_utf8(fault.message)}});
    if (!fault.reason.empty()) body = std::move(body).with("reason", fault.reason);
    unsigned const status = fault.ours ? 500 : fault.code == "IncompleteSignature" ? 403 : 400;
    return response(status, request_id, body.dump());
}

api::Outcome<Json> read_body(std::string const& body) {
    if (body.size() > kRequestMax)
        return api::refuse("RequestEntityTooLargeException",
                           fmt::format("Request size exceeded {} bytes", kRequestMax));
    if (body.empty()) return Json::object();
    try {
        return Json::parse(body, {.allow_lone_surrogates = true});
    } catch (JsonError const& error) {
        return api::refuse("SerializationException",
                           fmt::format("The request is no JSON: {} at byte {}", error.what(), error.offset()));
    }
}

}  // namespace

void StatesApi::handle(net::HttpRequest const& request, net::HttpReply const& reply) {
    handle(request, [reply](net::HttpResponse made) { reply(std::move(made)); }, [reply] { return reply.abandoned(); });
}

void StatesApi::handle(net::HttpRequest const& request, std::function<void(net::HttpResponse)> answer,
                       std::function<bool()> abandoned) {
    std::string const id = rooms_.random.uuid();
    api::Call made{.request = {},
                   .answer =
                       [id, answer = std::move(answer)](api::Outcome<Json> const& outcome) {
                           answer(outcome ? response(200, id, outcome->dump()) : response(outcome.error(), id));
                       },
                   .abandoned = std::move(abandoned)};
    std::string_view const authorization = request["Authorization"];
    if (!authorization.empty() && !api::parse_signature(authorization))
        return made.answer(
            api::refuse("IncompleteSignature",
                        fmt::format("Authorization header is not one of Signature Version 4: '{}'", authorization)));
    auto body = read_body(request.body());
    if (!body) return made.answer(tl::unexpected(body.error()));
    made.request = *std::move(body);
    std::string_view target = request["X-Amz-Target"];
    if (target.starts_with(kTarget)) target.remove_prefix(kTarget.size());
    call(target, std::move(made));
}

void StatesApi::call(std::string_view operation, api::Call made) {
    auto const found = api::find_operation(operation);
    if (found == nullptr)
        return made.answer(
            api::refuse("UnknownOperationException", fmt::format("Step Functions has no operation '{}'", operation)));
    if (auto fault = api::refuse_shape(operation, made.request)) return made.answer(tl::unexpected(*std::move(fault)));
    found(rooms_, std::move(made));
}

void StatesApi::resume() {
    api::resume_deletions(rooms_);
}

}  // namespace coworks::local::states
