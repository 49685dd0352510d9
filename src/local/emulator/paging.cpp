#include "local/emulator/paging.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"

namespace coworks::local::emulator {

namespace {
constexpr std::size_t kResultsDefault = 100;  // API reference, "maxResults": of every list; 0 means it
}

aws::Fault invalid_token() {
    return {"InvalidToken", "Invalid Token: 'Invalid token'"};
}

std::string page_token(std::string_view list, std::string_view last) {
    return base64url_encode(std::string(list) + "\n" + std::string(last));
}

std::string page_key(std::int64_t number) {
    return fmt::format("{:019}", number);
}

aws::Outcome<Page> read_page(Json const& request, std::string_view list) {
    Page page;
    if (Json const& most = request["maxResults"]; most.is_integer() && most.as_uint64() > 0)
        page.results_max = most.as_uint64();
    else
        page.results_max = kResultsDefault;
    Json const& token = request["nextToken"];
    if (!token.is_string()) return page;
    auto const text = base64url_decode(token.as_string());
    std::string const prefix = std::string(list) + "\n";
    if (!text || !text->starts_with(prefix) || text->size() == prefix.size()) return tl::unexpected(invalid_token());
    page.after = text->substr(prefix.size());
    return page;
}

}  // namespace coworks::local::emulator
