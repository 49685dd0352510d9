#include "local/emulator/service_api.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "aws/model/check.hpp"
#include "aws/protocol/protocol.hpp"
#include "aws/signature.hpp"
#include "base/text.hpp"

namespace coworks::local::emulator {

namespace {

namespace protocol = aws::protocol;

/// Views of a request that live as long as it does.
struct Seen {
    explicit Seen(net::HttpRequest const& request) {
        for (auto const& field : request)
            headers.push_back({.name = field.name_string(), .value = field.value()});
        whole = {
            .method = request.method_string(), .target = request.target(), .headers = headers, .body = request.body()};
    }
    std::vector<protocol::Header> headers;
    protocol::Request whole;
};

net::HttpResponse to_http(protocol::Response response) {
    return {.status = response.status, .headers = std::move(response.headers), .body = std::move(response.body)};
}

/// The service that a request was signed for, in its header or, presigned, in its query; empty for one that is not.
std::string signed_for(net::HttpRequest const& request) {
    if (auto const signature = aws::parse_signature(request["Authorization"])) return signature->service;
    std::string_view const target = request.target();
    auto const question = target.find('?');
    if (question == std::string_view::npos || target.find("X-Amz-Credential") == std::string_view::npos) return {};
    auto const query = read_query(target.substr(question + 1));
    if (!query) return {};
    auto const credential = std::ranges::find(*query, "X-Amz-Credential", &QueryFields::value_type::first);
    if (credential == query->end()) return {};
    auto const signature = aws::parse_credential(credential->second);
    return signature ? signature->service : std::string();
}

}  // namespace

bool ServiceApi::takes(net::HttpRequest const& request) const {
    std::string_view const target = request["X-Amz-Target"];
    if (!target.empty())
        return target.size() > service_.target().size() && target.starts_with(service_.target()) &&
               target[service_.target().size()] == '.' && !service_.target().empty();
    return service_.target().empty() && signed_for(request) == service_.signing();
}

void ServiceApi::handle(net::HttpRequest request, net::HttpReply reply) {
    auto const answer = [this](net::HttpRequest const& asked, net::HttpReply const& to) {
        handle(asked, [to](net::HttpResponse made) { to(std::move(made)); }, [to] { return to.abandoned(); });
    };
    if (gate_.is_open()) return answer(request, reply);
    gate_.when_open([answer, request = std::move(request), reply = std::move(reply)] { answer(request, reply); });
}

void ServiceApi::handle(net::HttpRequest const& request, std::function<void(net::HttpResponse)> answer,
                        std::function<bool()> abandoned) {
    std::string const id = random_.uuid();
    auto const refuse = [&](aws::Fault const& fault) { answer(to_http(protocol::write(service_, fault, id))); };
    std::string_view const authorization = request["Authorization"];
    if (!authorization.empty() && !aws::parse_signature(authorization))
        return refuse(aws::Fault(
            "IncompleteSignature",
            fmt::format("Authorization header is not one of Signature Version 4: '{}'", authorization), 403));
    if (options_.request_bytes_max > 0 && request.body().size() > options_.request_bytes_max)
        return refuse(aws::Fault("RequestEntityTooLargeException",
                                 fmt::format("Request size exceeded {} bytes", options_.request_bytes_max)));
    auto asked = protocol::read(service_, Seen(request).whole);
    if (!asked) return refuse(asked.error());
    auto const headers = std::make_shared<net::HeaderFields>();
    perform(*asked->operation, {.request = std::move(asked->input),
                                .answer =
                                    [this, id, headers, operation = asked->operation,
                                     answer = std::move(answer)](aws::Outcome<Json> const& outcome) {
                                        auto response =
                                            to_http(outcome ? protocol::write(service_, *operation, *outcome, id)
                                                            : protocol::write(service_, outcome.error(), id));
                                        for (auto& field : *headers)
                                            response.headers.push_back(std::move(field));
                                        answer(std::move(response));
                                    },
                                .abandoned = std::move(abandoned),
                                .request_id = id,
                                .trace_id = std::string(request["X-Amzn-Trace-Id"]),
                                .headers = headers});
}

void ServiceApi::perform(aws::model::Operation const& operation, Call call) {
    auto const found = find_(operation.name);
    if (!found) {
        bool const rest = !operation.method.empty();
        return call.answer(
            aws::refuse(rest ? "NotImplemented" : "UnknownOperationException",
                        fmt::format("The local cloud has no operation {} of {}", operation.name, service_.sdk()),
                        rest ? 501U : 400U));
    }
    if (auto fault = aws::model::refuse_shape(service_, operation, call.request))
        return call.answer(tl::unexpected(*std::move(fault)));
    found(std::move(call));
}

void ServiceApi::call(std::string_view operation, Call call) {
    aws::model::Operation const* const known = service_.find(operation);
    if (known == nullptr)
        return call.answer(aws::refuse("UnknownOperationException",
                                       fmt::format("{} has no operation '{}'", service_.sdk(), operation)));
    if (call.request_id.empty()) call.request_id = random_.uuid();
    if (gate_.is_open()) return perform(*known, std::move(call));
    gate_.when_open([this, known, call = std::move(call)]() mutable { perform(*known, std::move(call)); });
}

}  // namespace coworks::local::emulator
