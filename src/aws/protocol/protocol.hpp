#pragma once

/// AWS' protocols on a server's side: an HTTP request becomes an operation and a JSON value by the service's model, an
/// answer or a fault becomes an HTTP response. A blob is a JSON string that holds its bytes, a time is seconds since
/// 1970; how they travel is the protocol's business. Pure; any thread.

#include <coworks/json.hpp>
#include <string>
#include <string_view>

#include "aws/fault.hpp"
#include "aws/model/service.hpp"
#include "aws/protocol/http.hpp"

namespace coworks::aws::protocol {

/// What a request asks for. It is not yet checked against the model's bounds (model/check.hpp).
struct Asked {
    model::Operation const* operation = nullptr;
    Json input;
};

/// The operation and its input; refuses what names no operation of the model or can't be read.
Outcome<Asked> read(model::Service const& service, Request const& request);
/// An answer of an operation. `request_id` goes where the protocol has it.
Response write(model::Service const& service, model::Operation const& operation, Json const& output,
               std::string const& request_id);
Response write(model::Service const& service, Fault const& fault, std::string const& request_id);

// json.cpp: AWS JSON 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html)
Outcome<Asked> read_json(model::Service const& service, Request const& request);
Response write_json(model::Service const& service, Json const& output, std::string const& request_id);
Response write_json(model::Service const& service, Fault const& fault, std::string const& request_id);
/// A body as JSON; an empty one is an empty object.
Outcome<Json> read_json_body(std::string_view body);

// rest.cpp: what REST-JSON and REST-XML share (https://smithy.io/2.0/spec/http-bindings.html)
/// Finds the operation by method, path and query, and reads what stands in path, query, headers and a payload that is
/// text or bytes; the rest of the body is the caller's.
Outcome<Asked> read_bindings(model::Service const& service, Request const& request);
/// Puts into the response what stands in the status, the headers and a payload that is text or bytes; returns the
/// members that belong into a structured body.
Json write_bindings(model::Service const& service, model::Operation const& operation, Json const& output,
                    Response& response);

// rest_json.cpp (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html)
Outcome<Asked> read_rest_json(model::Service const& service, Request const& request);
Response write_rest_json(model::Service const& service, model::Operation const& operation, Json const& output,
                         std::string const& request_id);
Response write_rest_json(model::Service const& service, Fault const& fault, std::string const& request_id);

// rest_xml.cpp (https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, as S3 speaks it)
Outcome<Asked> read_rest_xml(model::Service const& service, Request const& request);
Response write_rest_xml(model::Service const& service, model::Operation const& operation, Json const& output,
                        std::string const& request_id);
Response write_rest_xml(model::Service const& service, Fault const& fault, std::string const& request_id);

}  // namespace coworks::aws::protocol
