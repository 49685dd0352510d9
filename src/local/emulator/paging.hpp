#pragma once

#include <coworks/json.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "aws/fault.hpp"

namespace coworks::local::emulator {

/// Where a page of a list begins, and how long it may be.
struct Page {
    std::size_t results_max = 100;
    std::string after;  ///< what the last page ended with; empty: this is the first
};

/// Reads maxResults and nextToken of a request; `list` names what is listed, since a token of another list is none.
aws::Outcome<Page> read_page(Json const& request, std::string_view list);
/// The token of the page that begins after `last`.
std::string page_token(std::string_view list, std::string_view last);
/// The fault of a token that no list gave.
aws::Fault invalid_token();

/// A number as a key of page_of.
std::string page_key(std::int64_t number);

/// One page of what `all` holds, whose keys ascend as texts. It begins behind the last page's end, also where what the
/// last page ended with has been deleted since.
template <class Items, class Key, class Print>
aws::Outcome<Json> page_of(Json const& request, std::string_view list, std::string_view member, Items const& all,
                           Key const& key, Print const& print) {
    auto const page = read_page(request, list);
    if (!page) return tl::unexpected(page.error());
    Json::ArrayBuilder items;
    std::string last;
    for (auto const& each : all) {
        std::string at = key(each);
        if (at <= page->after) continue;
        if (items.size() == page->results_max)
            return Json::object({{member, items.finish()}, {"nextToken", page_token(list, last)}});
        items.push_back(print(each));
        last = std::move(at);
    }
    return Json::object({{member, items.finish()}});
}

}  // namespace coworks::local::emulator
