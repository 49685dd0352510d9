#include "cli/json_argument.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace coworks::cli {

namespace {

constexpr char const* kQuoteIt = "name a file, or quote JSON for the shell: '{\"name\": \"Ann\"}'";

}  // namespace

tl::expected<JsonArgument, BadJson> parse_argument(std::string text, std::string const& what, Surrogates surrogates) {
    try {
        Json value = Json::parse(text, {.allow_lone_surrogates = surrogates == Surrogates::lone});
        return JsonArgument{.text = std::move(text), .value = std::move(value)};
    } catch (JsonError const& error) {
        Diagnostic fault{.file = what,
                         .position = position_of(text, std::min(error.offset(), text.size())),
                         .message = std::string("this is no JSON: ") + error.what(),
                         .remedy = kQuoteIt};
        return tl::unexpected(BadJson{.fault = std::move(fault), .source = std::move(text)});
    }
}

tl::expected<JsonArgument, BadJson> read_argument(std::string const& value, std::string const& option,
                                                  Surrogates surrogates) {
    bool const named = value.starts_with('@');
    std::string const file = named ? value.substr(1) : value;
    std::error_code ignored;
    if (!named && file != "-" && !std::filesystem::exists(file, ignored)) {
        auto given = parse_argument(value, option, surrogates);
        bool const like_json = value.starts_with('{') || value.starts_with('[') || value.starts_with('"');
        if (!given && !like_json) given.error().fault.message = "this is neither a file nor JSON";
        return given;
    }
    auto text = read_input(file);
    if (!text) return tl::unexpected(BadJson{.fault = {.message = text.error().text()}, .source = {}});
    auto read = parse_argument(*std::move(text), file == "-" ? "standard input" : file, surrogates);
    if (!read) read.error().fault.remedy.clear();
    return read;
}

tl::expected<JsonArgument, Exit> read_json(Session const& session, std::string const& value,
                                           std::string const& option) {
    auto read = read_argument(value, option);
    if (!read) return tl::unexpected(session.fail(Exit::usage, read.error().fault, read.error().source));
    return *std::move(read);
}

}  // namespace coworks::cli
