#include "tech/problem.hpp"

#include "base/text.hpp"

namespace coworks::tech {

std::string_view title_of(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 402:
            return "Payment Required";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 407:
            return "Proxy Authentication Required";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 423:
            return "Locked";
        case 424:
            return "Failed Dependency";
        case 425:
            return "Too Early";
        case 426:
            return "Upgrade Required";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 451:
            return "Unavailable For Legal Reasons";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 507:
            return "Insufficient Storage";
        default:
            return status < 500 ? "Client Error" : "Server Error";
    }
}

namespace {

Json members(int status, std::string_view detail, std::string_view request_id) {
    Json body = Json::object({{"type", "about:blank"}, {"title", title_of(status)}, {"status", status}});
    if (!detail.empty()) body = std::move(body).with("detail", to_utf8(detail));
    if (!request_id.empty()) body = std::move(body).with("request_id", to_utf8(request_id));
    return body;
}

Response response(int status, Json const& body) {
    return Response(status).body(body.dump()).header("Content-Type", "application/problem+json");
}

}  // namespace

Response problem(int status, std::string_view detail, std::string_view request_id) {
    return response(status, members(status, detail, request_id));
}

Response problem(BindingError const& error, std::string_view request_id) {
    Json::ArrayBuilder errors;
    for (BindingFault const& fault : error.faults()) {
        Json item = Json::object({{"detail", fault.detail}});
        item = fault.name.empty() ? std::move(item).with("pointer", "#" + percent_encode(fault.pointer, "/"))
                                  : std::move(item).with("in", fault.in).with("parameter", fault.name);
        errors.push_back(std::move(item));
    }
    return response(error.status(), members(error.status(), error.what(), request_id).with("errors", errors.finish()));
}

}  // namespace coworks::tech
