#include <coworks/request.hpp>

#include <algorithm>

namespace coworks {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<std::string> Request::header(std::string_view name) const {
    std::optional<std::string> out;
    for (auto const& [each, value] : headers) {
        if (!same_name(each, name)) continue;
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
        if (!same_name(each, "cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto const end = std::min(rest.find(';'), rest.size());
            auto const pair = trim(rest.substr(0, end));
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
