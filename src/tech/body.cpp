#include "tech/body.hpp"

#include <coworks/errors.hpp>

#include <algorithm>

#include "base/http_text.hpp"
#include "base/text.hpp"

namespace coworks::tech {

namespace {

/// What a form says is text; the content of its files alone is whatever it is.
void check_utf8(std::string_view text) {
    if (!is_utf8(text)) throw BadRequest("the form is not UTF-8");
}

/// A parameter of a header's value: `; name=value` or `; name="value"` (RFC 9110 section 5.6.6).
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    std::size_t at = header.find(';');
    while (at != std::string_view::npos) {
        header = trim_blanks(header.substr(at + 1));
        auto const equals = header.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        bool const wanted = lower_case(trim_blanks(header.substr(0, equals))) == name;
        header.remove_prefix(equals + 1);
        std::string value;
        if (header.starts_with('"')) {
            std::size_t i = 1;
            for (; i < header.size() && header[i] != '"'; ++i) {
                if (header[i] == '\\' && i + 1 < header.size()) ++i;
                value += header[i];
            }
            header.remove_prefix(std::min(i + 1, header.size()));
        } else {
            auto const end = std::min(header.find(';'), header.size());
            value = trim_blanks(header.substr(0, end));
            header.remove_prefix(end);
        }
        if (wanted) return value;
        at = header.find(';');
    }
    return std::nullopt;
}

bool looks_like_json(std::string_view text) {
    if (!text.starts_with('{') && !text.starts_with('[')) return false;
    try {
        Json::parse(text);
        return true;
    } catch (JsonError const&) {
        return false;
    }
}

struct Part {
    std::string_view headers;
    std::string_view content;
};

std::string_view header_of(std::string_view headers, std::string_view name) {
    while (!headers.empty()) {
        auto const end = std::min(headers.find("\r\n"), headers.size());
        auto const line = headers.substr(0, end);
        headers.remove_prefix(std::min(end + 2, headers.size()));
        auto const colon = line.find(':');
        if (colon != std::string_view::npos && lower_case(line.substr(0, colon)) == name)
            return trim_blanks(line.substr(colon + 1));
    }
    return {};
}

void add_part(Part const& part, Body& body, std::set<std::string> const& uploads) {
    auto const disposition = header_of(part.headers, "content-disposition");
    auto const name = parameter(disposition, "name");
    if (!name) throw BadRequest("a part of the multipart body has no name");
    auto file_name = parameter(disposition, "filename");
    if (!file_name && uploads.contains(*name)) file_name.emplace();
    auto const type = header_of(part.headers, "content-type");
    for (std::string_view const text : {std::string_view(*name), type, file_name ? *file_name : part.content})
        check_utf8(text);
    if (!file_name) {
        body.texts[*name].emplace_back(part.content);
        return;
    }
    File file{.name = *file_name, .content = Bytes(std::string(part.content))};
    if (!type.empty()) file.media_type = type;
    body.files[*name].push_back(std::move(file));
}

}  // namespace

std::map<std::string, std::vector<std::string>> read_form(std::string_view text) {
    auto fields = read_query(text);
    if (!fields) throw BadRequest("the form has a broken percent-encoding");
    std::map<std::string, std::vector<std::string>> out;
    for (auto& [name, value] : *fields) {
        check_utf8(name);
        check_utf8(value);
        out[std::move(name)].push_back(std::move(value));
    }
    return out;
}

void read_multipart(std::string_view text, std::string_view content_type, Body& body,
                    std::set<std::string> const& uploads) {
    constexpr std::size_t kPartsMax = 1000;
    auto const boundary = parameter(content_type, "boundary");
    // RFC 2046 section 5.1.1: 1 to 70 characters.
    if (!boundary || boundary->empty() || boundary->size() > 70)
        throw BadRequest("the multipart body names no boundary");
    std::string const delimiter = "--" + *boundary;
    std::size_t at = text.find(delimiter);
    if (at != 0 && (at == std::string_view::npos || !text.substr(0, at).ends_with("\r\n"))) {
        throw BadRequest("the multipart body does not begin with its boundary");
    }
    std::size_t parts = 0;
    while (true) {
        text.remove_prefix(at + delimiter.size());
        if (text.starts_with("--")) return;
        auto const line_end = text.find("\r\n");
        if (line_end == std::string_view::npos) throw BadRequest("the multipart body ends too early");
        text.remove_prefix(line_end + 2);
        at = text.find("\r\n" + delimiter);
        auto const blank = text.starts_with("\r\n") ? 0 : text.find("\r\n\r\n");
        if (at == std::string_view::npos || blank == std::string_view::npos || blank > at)
            throw BadRequest("the multipart body ends too early");
        if (++parts > kPartsMax) throw ContentTooLarge("the multipart body has more than 1000 parts");
        std::size_t const content = text.starts_with("\r\n") ? 2 : blank + 4;
        if (content > at) throw BadRequest("a part of the multipart body is malformed");
        add_part({text.substr(0, blank), text.substr(content, at - content)}, body, uploads);
        at += 2;
    }
}

Body read_body(Request const& request, std::set<std::string> const& uploads) {
    Body body;
    auto const text = request.body.view();
    std::string const content_type = request.header("content-type").value_or("");
    body.media_type = lower_case(trim_blanks(std::string_view(content_type).substr(0, content_type.find(';'))));
    if (text.empty()) return body;
    if (body.media_type == "application/x-www-form-urlencoded") {
        if (looks_like_json(text)) {
            throw UnsupportedMediaType(
                "the body is JSON but is sent as a form: send it with Content-Type: application/json (curl --json "
                "does)");
        }
        body.kind = Body::Kind::form;
        body.texts = read_form(text);
    } else if (body.media_type == "multipart/form-data") {
        body.kind = Body::Kind::multipart;
        read_multipart(text, content_type, body, uploads);
    } else if (body.media_type.empty() || body.media_type == "application/json" || body.media_type.ends_with("+json")) {
        body.kind = Body::Kind::json;
        try {
            body.json = Json::parse(text);
        } catch (JsonError const& error) {
            std::string const where =
                error.offset() == JsonError::kNoOffset ? "" : " at byte " + std::to_string(error.offset());
            throw BadRequest(std::string("the body is no JSON: ") + error.what() + where);
        }
    } else {
        body.kind = Body::Kind::other;
    }
    return body;
}

}  // namespace coworks::tech
