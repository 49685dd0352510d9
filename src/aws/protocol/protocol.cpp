#include "aws/protocol/protocol.hpp"

#include <algorithm>

#include "base/http_text.hpp"

namespace coworks::aws::protocol {

using model::Protocol;

std::string_view Request::header(std::string_view name) const noexcept {
    auto const found =
        std::ranges::find_if(headers, [&](Header const& each) { return equals_ignoring_case(each.name, name); });
    return found == headers.end() ? std::string_view() : found->value;
}

Outcome<Asked> read(model::Service const& service, Request const& request) {
    switch (service.protocol()) {
        case Protocol::rest_json:
            return read_rest_json(service, request);
        case Protocol::rest_xml:
            return read_rest_xml(service, request);
        default:
            return read_json(service, request);
    }
}

Response write(model::Service const& service, model::Operation const& operation, Json const& output,
               std::string const& request_id) {
    switch (service.protocol()) {
        case Protocol::rest_json:
            return write_rest_json(service, operation, output, request_id);
        case Protocol::rest_xml:
            return write_rest_xml(service, operation, output, request_id);
        default:
            return write_json(service, output, request_id);
    }
}

Response write(model::Service const& service, Fault const& fault, std::string const& request_id) {
    switch (service.protocol()) {
        case Protocol::rest_json:
            return write_rest_json(service, fault, request_id);
        case Protocol::rest_xml:
            return write_rest_xml(service, fault, request_id);
        default:
            return write_json(service, fault, request_id);
    }
}

}  // namespace coworks::aws::protocol
