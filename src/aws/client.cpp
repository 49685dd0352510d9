#include "aws/client.hpp"

#include "json/text_of.hpp"

namespace coworks::aws {

Result<Json> Client::call(std::string_view operation, Json const& request) const {
    auto const answer =
        transport_(request.dump(), {{"X-Amz-Target", service_.target() + "." + std::string(operation)},
                                    {"Content-Type", "application/x-amz-json-" + text_of(service_.about()["json"])}});
    if (!answer) return tl::unexpected(answer.error());
    Json body;
    try {
        body = Json::parse(answer->body, {.allow_lone_surrogates = true});
    } catch (JsonError const& error) {
        return fail("no_answer", "the service's answer is no JSON", std::string(operation), error.what());
    }
    if (answer->status == 200) return body;
    // The code may come behind the name of the service's namespace (AWS JSON protocol, "Operation error
    // serialization").
    std::string const type = text_of(body["__type"]);
    std::string const message = text_of(body["message"]);
    return fail(type.substr(type.find('#') + 1), message.empty() ? type : message);
}

}  // namespace coworks::aws
