#include <coworks/request.hpp>

#include <algorithm>

#include "base/http_text.hpp"

namespace coworks {

std::optional<std::string> Request::header(std::string_view name) const {
    std::optional<std::string> out;
    for (auto const& [each, value] : headers) {
        if (!equals_ignoring_case(each, name)) continue;
        out = out ? *out + ", " + value : value;
    }
    return out;
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    for (auto const& [each, value] : query) {
        if (each == name) return value;
    }
    return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (auto const& [each, value] : headers) {
        if (!equals_ignoring_case(each, "cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto const end = std::min(rest.find(';'), rest.size());
            auto const pair = trim_blanks(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            auto const equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == name)
                return std::string(pair.substr(equals + 1));
        }
    }
    return std::nullopt;
}

Json Request::json() const {
    return Json::parse(body.view());
}

}  // namespace coworks
