#include "net/header_fields.hpp"

#include <algorithm>

#include "base/http_text.hpp"

namespace coworks::net {
namespace {

auto is_named(std::string_view name) {
    return [name](auto const& header) { return equals_ignoring_case(header.first, name); };
}

}  // namespace

bool has_header(HeaderFields const& headers, std::string_view name) {
    return std::ranges::any_of(headers, is_named(name));
}

void set_header(HeaderFields& headers, std::string const& name, std::string value) {
    std::erase_if(headers, is_named(name));
    headers.emplace_back(name, std::move(value));
}

}  // namespace coworks::net
