#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <pugixml.hpp>
#include <sstream>

#include "aws/protocol/aws_chunked.hpp"
#include "aws/protocol/protocol.hpp"
#include "base/clock.hpp"
#include "base/http_text.hpp"
#include "base/iso8601.hpp"
#include "base/text.hpp"
#include "json/text_of.hpp"

namespace coworks::aws::protocol {

namespace {

constexpr std::size_t kDepthMax = 32;  // structures within each other: S3's own models have eight

/// A member's name in XML.
std::string wire_name(Json const& shape, std::string_view member) {
    std::string name = text_of(shape["w"][member]);
    return name.empty() ? std::string(member) : name;
}

void append(model::Service const& service, Json const& shape, Json const& value, pugi::xml_node node,
            std::size_t depth);

/// One member: an element, or of a flattened list one for each item.
void append_member(model::Service const& service, std::string const& name, Json const& shape, Json const& value,
                   pugi::xml_node parent, std::size_t depth) {
    if (shape["t"] != Json("a")) return append(service, shape, value, parent.append_child(name.c_str()), depth + 1);
    Json const& item = service.shape(shape["a"]);
    bool const flat = shape["flat"] == Json(true);
    pugi::xml_node around = flat ? parent : parent.append_child(name.c_str());
    std::string const each = flat ? name : shape.contains("item") ? text_of(shape["item"]) : "member";
    for (Json const& one : value.items())
        append(service, item, one, around.append_child(each.c_str()), depth + 1);
}

void append(model::Service const& service, Json const& shape, Json const& value, pugi::xml_node node,
            std::size_t depth) {
    if (depth > kDepthMax) return;
    switch (shape["t"].as_string().front()) {
        case 'o':
            for (auto const& member : shape["o"].members()) {
                Json const& part = value[member.name()];
                if (part.is_null() || shape["l"].contains(member.name())) continue;
                append_member(service, wire_name(shape, member.name()), service.shape(member.value), part, node, depth);
            }
            return;
        case 'd': {
            Clock::Time const time(std::chrono::milliseconds(std::llround(value.as_double() * 1000)));
            node.text().set(format_timestamp(time, Decimals::three).c_str());
            return;
        }
        default:
            node.text().set(plain_text(value).c_str());
    }
}

std::string printed(pugi::xml_document const& document) {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw);
    return std::move(out).str();
}

Json read_node(model::Service const& service, Json const& shape, pugi::xml_node node, std::size_t depth) {
    if (depth > kDepthMax) return {};
    switch (shape["t"].as_string().front()) {
        case 'o': {
            Json::ObjectBuilder made;
            for (auto const& member : shape["o"].members()) {
                pugi::xml_node const child = node.child(wire_name(shape, member.name()).c_str());
                if (!child) continue;
                Json const& part = service.shape(member.value);
                if (part["t"] != Json("a")) {
                    made.set(member.name(), read_node(service, part, child, depth + 1));
                    continue;
                }
                bool const flat = part["flat"] == Json(true);
                std::string const each = flat ? child.name() : part.contains("item") ? text_of(part["item"]) : "member";
                Json::ArrayBuilder items;
                for (pugi::xml_node const item : (flat ? node : child).children(each.c_str()))
                    items.push_back(read_node(service, service.shape(part["a"]), item, depth + 1));
                made.set(member.name(), items.finish());
            }
            return made.finish();
        }
        case 'n':
            return static_cast<std::int64_t>(node.text().as_llong());
        case 'b':
            return node.text().as_bool();
        default:
            return std::string_view(node.text().get());
    }
}

}  // namespace

Outcome<Asked> read_rest_xml(model::Service const& service, Request const& request) {
    if (is_aws_chunked(request)) {
        auto const body = read_aws_chunked(request);
        if (!body) return tl::unexpected(body.error());
        std::vector<Header> plain(request.headers.begin(), request.headers.end());
        std::erase_if(plain,
                      [](Header const& each) { return equals_ignoring_case(each.name, "x-amz-content-sha256"); });
        return read_rest_xml(service,
                             {.method = request.method, .target = request.target, .headers = plain, .body = *body});
    }
    auto asked = read_bindings(service, request);
    if (!asked || asked->operation->input == nullptr) return asked;
    Json const& shape = *asked->operation->input;
    if (!shape.contains("p") || request.body.empty()) return asked;
    std::string const payload = text_of(shape["p"]);
    Json const& part = service.shape(shape["o"][payload]);
    if (part["t"] != Json("o")) return asked;
    pugi::xml_document document;
    if (!document.load_buffer(request.body.data(), request.body.size(), pugi::parse_default, pugi::encoding_utf8))
        return refuse("MalformedXML",
                      "The XML you provided was not well-formed or did not validate against our published schema", 400);
    asked->input = std::move(asked->input).with(payload, read_node(service, part, document.document_element(), 0));
    return asked;
}

Response write_rest_xml(model::Service const& service, model::Operation const& operation, Json const& output,
                        std::string const& request_id) {
    Response response{.headers = {{"x-amz-request-id", request_id}}};
    Json const body = write_bindings(service, operation, output, response);
    if (operation.output == nullptr || body.size() == 0) return response;
    Json const* shape = operation.output;
    Json const* value = &body;
    std::string root = text_of((*shape)["name"]);
    if (std::string const payload = text_of((*shape)["p"]); !payload.empty()) {
        root = wire_name(*shape, payload);
        value = &body[payload];
        shape = &service.shape((*shape)["o"][payload]);
    }
    // S3's models name an answer after its operation, its XML after what it is: ListObjectsV2Output, ListBucketResult.
    if (root == "ListObjectsV2Output") root = "ListBucketResult";
    if (root == "ListBucketsOutput") root = "ListAllMyBucketsResult";
    pugi::xml_document document;
    document.append_child(pugi::node_declaration).append_attribute("version") = "1.0";
    document.first_child().append_attribute("encoding") = "UTF-8";
    pugi::xml_node node = document.append_child(root.c_str());
    node.append_attribute("xmlns") = text_of(service.about()["namespace"]).c_str();
    append(service, *shape, *value, node, 0);
    response.headers.emplace_back("content-type", "application/xml");
    response.body = printed(document);
    return response;
}

Response write_rest_xml(model::Service const& service, Fault const& fault, std::string const& request_id) {
    pugi::xml_document document;
    document.append_child(pugi::node_declaration).append_attribute("version") = "1.0";
    document.first_child().append_attribute("encoding") = "UTF-8";
    pugi::xml_node node = document.append_child("Error");
    auto const add = [&](char const* name, std::string const& text) {
        node.append_child(name).text().set(text.c_str());
    };
    add("Code", fault.code);
    add("Message", to_utf8(fault.message));
    for (auto const& [name, value] : fault.members)
        add(name.c_str(), to_utf8(plain_text(value)));
    add("RequestId", request_id);
    unsigned const status = service.status(fault);
    Response response{.status = status,
                      .headers = {{"content-type", "application/xml"}, {"x-amz-request-id", request_id}}};
    // An answer without a change has no body (RFC 9110 15.4.5).
    if (status != 304) response.body = printed(document);
    return response;
}

}  // namespace coworks::aws::protocol
