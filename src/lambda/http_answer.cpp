#include <algorithm>
#include <cctype>

#include "base/base64.hpp"
#include "base/http_text.hpp"
#include "base/text.hpp"
#include "lambda/http_event.hpp"
#include "net/reason_phrase.hpp"

namespace coworks::lambda {
namespace {

using Format = HttpEvent::Format;

/// Names as they are first written, with all their values.
std::vector<std::pair<std::string, std::vector<std::string>>> grouped(NamedValues const& headers) {
    std::vector<std::pair<std::string, std::vector<std::string>>> out;
    for (auto const& [name, value] : headers) {
        auto found =
            std::ranges::find_if(out, [&](auto const& each) { return equals_ignoring_case(each.first, name); });
        if (found == out.end()) found = out.insert(out.end(), {name, {}});
        found->second.push_back(to_utf8(value));
    }
    return out;
}

Json list_of(std::vector<std::string> const& values) {
    Json::ArrayBuilder list;
    for (auto const& value : values)
        list.push_back(value);
    return list.finish();
}

/// The name in another mixture of cases for each number. Without multi-value headers a load balancer takes one value
/// of each name, and compares names with their case, which browsers don't: so several cookies come through.
std::string in_cases(std::string name, std::size_t number) {
    for (char& c : name) {
        if (std::isalpha(static_cast<unsigned char>(c)) == 0) continue;
        c = static_cast<char>(number % 2 == 0 ? std::tolower(c) : std::toupper(c));
        number /= 2;
    }
    return name;
}

void set_headers(Json::ObjectBuilder& out, NamedValues const& headers, Format format) {
    Json::ObjectBuilder single;
    Json::ObjectBuilder multiple;
    for (auto const& [name, values] : grouped(headers)) {
        bool const is_cookie = equals_ignoring_case(name, "set-cookie");
        if (format == Format::balancer_multiple || (format == Format::one && values.size() > 1)) {
            multiple.set(name, list_of(values));
        } else if (format == Format::two && is_cookie) {
            out.set("cookies", list_of(values));
        } else if (values.size() == 1) {
            single.set(name, values[0]);
        } else if (is_cookie) {
            for (std::size_t i = 0; i < values.size(); ++i)
                single.set(in_cases(name, i), values[i]);
        } else {
            std::string joined = values[0];
            for (std::size_t i = 1; i < values.size(); ++i)
                joined += ", " + values[i];
            single.set(name, joined);
        }
    }
    // "You must use multiValueHeaders if you have enabled multi-value headers and headers otherwise" (ELB guide).
    if (format != Format::balancer_multiple) out.set("headers", single.finish());
    if (format == Format::balancer_multiple || multiple.size() > 0) out.set("multiValueHeaders", multiple.finish());
}

}  // namespace

std::string write_http_answer(HttpAnswer const& answer, Format format) {
    Json::ObjectBuilder out;
    out.set("statusCode", answer.status);
    if (format == Format::balancer || format == Format::balancer_multiple) {
        auto const reason = net::reason_phrase(static_cast<unsigned>(answer.status));
        out.set("statusDescription", std::to_string(answer.status) + (reason.empty() ? "" : " ") + std::string(reason));
    }
    set_headers(out, answer.headers, format);
    bool const plain = answer.body.empty() || (answer.is_text && is_utf8(answer.body));
    out.set("body", plain ? answer.body : base64_encode(answer.body));
    out.set("isBase64Encoded", !plain);
    return out.finish().dump();
}

}  // namespace coworks::lambda
