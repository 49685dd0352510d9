#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "aws/protocol/protocol.hpp"
#include "base/clock.hpp"
#include "base/http_text.hpp"
#include "base/text.hpp"
#include "json/text_of.hpp"

namespace coworks::aws::protocol {

namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

std::string_view next_segment(std::string_view& path) {
    auto const slash = std::min(path.find('/'), path.size());
    auto const segment = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    return segment;
}

/// The labels of a path that fits a URI of the model; nothing where it doesn't. A slash at the end is ignored, and a
/// label is never empty.
std::optional<Labels> match(std::string_view uri, std::string_view path) {
    Labels labels;
    uri = uri.substr(0, uri.find('?'));
    for (std::string_view* const text : {&uri, &path}) {
        if (text->starts_with('/')) text->remove_prefix(1);
    }
    while (!uri.empty()) {
        std::string_view const wanted = next_segment(uri);
        bool const greedy = wanted.ends_with("+}");
        std::string_view const given = greedy ? std::exchange(path, {}) : next_segment(path);
        if (given.empty()) return std::nullopt;
        if (!wanted.starts_with('{')) {
            if (wanted != given) return std::nullopt;
            continue;
        }
        std::string decoded;
        if (!percent_decode(given, decoded)) return std::nullopt;
        labels.emplace_back(wanted.substr(1, wanted.size() - (greedy ? 3 : 2)), std::move(decoded));
    }
    if (!path.empty()) return std::nullopt;
    return labels;
}

/// A text of a path, a query or a header as its shape wants it. What is none stays a text, for the validation to
/// refuse.
Json bound(Json const& shape, std::string_view text) {
    switch (shape["t"].as_string().front()) {
        case 'n': {
            std::int64_t number = 0;
            auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (error == std::errc() && end == text.data() + text.size()) return number;
            return text;
        }
        case 'b':
            if (text == "true") return true;
            if (text == "false") return false;
            return text;
        default:
            return text;
    }
}

/// Sub-resources ("?uploads") tell operations of one path and method apart: those a query has that the members of an
/// operation don't explain.
bool explains(std::string_view uri, QueryFields const& query) {
    auto const question = uri.find('?');
    if (question == std::string_view::npos) return true;
    auto const wanted = read_query(uri.substr(question + 1));
    return wanted && std::ranges::all_of(*wanted, [&](auto const& field) {
               return std::ranges::any_of(query, [&](auto const& given) { return given.first == field.first; });
           });
}

/// How many of the headers and query fields that an operation can't be without are there; nothing if one is missing.
std::optional<std::size_t> satisfied(model::Operation const& operation, Request const& request,
                                     QueryFields const& query) {
    if (operation.must.is_null()) return 0;
    for (Json const& each : operation.must.items()) {
        std::string_view const name = each[1].as_string();
        bool const there = each[0] == Json("q")
                               ? std::ranges::any_of(query, [&](auto const& field) { return field.first == name; })
                               : !request.header(name).empty();
        if (!there) return std::nullopt;
    }
    return operation.must.size();
}

struct Found {
    model::Operation const* operation = nullptr;
    Labels labels;
};

/// Of those that fit, the one that asks for more.
Outcome<Found> find(model::Service const& service, Request const& request, std::string_view path,
                    QueryFields const& query) {
    Found best;
    std::pair<std::size_t, std::size_t> best_fit;
    for (auto const& [name, operation] : service.operations()) {
        if (operation.method != request.method || !explains(operation.uri, query)) continue;
        auto const musts = satisfied(operation, request, query);
        auto labels = musts ? match(operation.uri, path) : std::nullopt;
        if (!labels) continue;
        std::pair const fit(*musts, operation.uri.size());
        if (best.operation != nullptr && fit <= best_fit) continue;
        best = {.operation = &operation, .labels = *std::move(labels)};
        best_fit = fit;
    }
    if (best.operation != nullptr) return best;
    return refuse("UnknownOperationException",
                  fmt::format("{} has no operation at {} {}", service.sdk(), request.method, path), 404);
}

/// An HTTP date for what travels in a header (Smithy, timestampFormat).
std::string header_text(Json const& shape, Json const& value) {
    if (shape["t"].as_string() != "d" || !value.is_number()) return plain_text(value);
    return http_date(Clock::Time(std::chrono::seconds(std::llround(value.as_double()))));
}

}  // namespace

Outcome<Asked> read_bindings(model::Service const& service, Request const& request) {
    auto const question = std::min(request.target.find('?'), request.target.size());
    std::string_view const path = request.target.substr(0, question);
    auto const query = read_query(request.target.substr(std::min(question + 1, request.target.size())));
    if (!query) return refuse("InvalidURI", "Couldn't parse the specified URI.", 400);
    auto found = find(service, request, path, *query);
    if (!found) return tl::unexpected(std::move(found.error()));
    Json::ObjectBuilder input;
    if (found->operation->input == nullptr) return Asked{.operation = found->operation, .input = input.finish()};
    Json const& shape = *found->operation->input;
    for (auto const& member : shape["o"].members()) {
        std::string_view const name = member.name();
        Json const& part = service.shape(member.value);
        Json const& place = shape["l"][name];
        if (name == text_of(shape["p"])) {
            bool const bytes = part["t"] == Json("B") || part["t"] == Json("s");
            if (bytes && !request.body.empty()) input.set(name, request.body);
            continue;
        }
        if (place.is_null()) continue;
        std::string_view const wire = place[1].as_string();
        switch (place[0].as_string().front()) {
            case 'u': {
                auto const label = std::ranges::find(found->labels, wire, &Labels::value_type::first);
                if (label != found->labels.end()) input.set(name, bound(part, label->second));
                break;
            }
            case 'q': {
                auto const field = std::ranges::find(*query, wire, &QueryFields::value_type::first);
                if (field != query->end()) input.set(name, bound(part, field->second));
                break;
            }
            case 'h':
                if (std::string_view const value = request.header(wire); !value.empty())
                    input.set(name, bound(part, value));
                break;
            case 'H': {
                Json::ObjectBuilder all;
                for (Header const& header : request.headers) {
                    if (header.name.size() > wire.size() &&
                        equals_ignoring_case(header.name.substr(0, wire.size()), wire))
                        all.set(lower_case(header.name.substr(wire.size())), header.value);
                }
                input.set(name, all.finish());
                break;
            }
            default:
                break;
        }
    }
    return Asked{.operation = found->operation, .input = input.finish()};
}

Json write_bindings(model::Service const& service, model::Operation const& operation, Json const& output,
                    Response& response) {
    response.status = operation.status;
    Json::ObjectBuilder body;
    if (operation.output == nullptr) return body.finish();
    Json const& shape = *operation.output;
    for (auto const& member : shape["o"].members()) {
        std::string_view const name = member.name();
        Json const& value = output[name];
        if (value.is_null()) continue;
        Json const& part = service.shape(member.value);
        Json const& place = shape["l"][name];
        if (name == text_of(shape["p"]) && (part["t"] == Json("B") || part["t"] == Json("s"))) {
            response.body = value.as_string();
            continue;
        }
        switch (place.is_null() ? 'b' : place[0].as_string().front()) {
            case 's':
                response.status = static_cast<unsigned>(value.as_uint64());
                break;
            case 'h':
                response.headers.emplace_back(lower_case(place[1].as_string()), header_text(part, value));
                break;
            case 'H':
                for (auto const& each : value.members())
                    response.headers.emplace_back(text_of(place[1]) + std::string(each.name()), plain_text(each.value));
                break;
            default:
                body.set(name, value);
        }
    }
    return body.finish();
}

}  // namespace coworks::aws::protocol
