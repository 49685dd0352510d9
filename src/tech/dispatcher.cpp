#include "tech/dispatcher.hpp"

#include <fmt/format.h>
#include <coworks/errors.hpp>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "interface/rules.hpp"
#include "tech/problem.hpp"

namespace coworks::detail {

using interface::Entry;
using interface::Verb;
using tech::problem;
using tech::Result;

// --- The service and what is mounted in it ---------------------------------------------------------------------------

Dispatcher::Dispatcher(ClassBinding const& binding, std::unique_ptr<EntryOwner> service)
    : owned_(service ? std::move(service) : binding.make()), service_(dynamic_cast<TechMicroservice*>(owned_.get())) {
    if (service_ == nullptr) throw std::runtime_error("the class is no coworks::TechMicroservice");
    add(binding, *service_, "");
    for (auto const& mounted : service_->mounted_)
        add(mounted.binding(), *mounted.blueprint, mounted.path);
    check_conflicts();
    router_.emplace(interface_.entries);
    Json const described = to_json(interface_);
    for (auto const& mounted : service_->mounted_)
        mounted.blueprint->interface_ = described;
}

Dispatcher::~Dispatcher() = default;

void Dispatcher::add(ClassBinding const& binding, EntryOwner& owner, std::string const& prefix) {
    auto read = interface::interface_from_json(Json::parse(binding.interface));
    if (!read) throw std::runtime_error("the generated interface can't be read: " + read.error().text());
    fill_defaults(*read, binding);
    for (std::size_t i = 0; i < read->entries.size(); ++i)
        bound_.push_back({&owner, &binding.entries[i]});
    if (prefix.empty()) {
        interface_ = std::move(*read);
        return;
    }
    if (auto mounted = interface::mount(interface_, prefix, *read); !mounted) {
        throw std::runtime_error(fmt::format("mount(\"{}\"): {}", prefix, mounted.error().text()));
    }
}

void Dispatcher::fill_defaults(interface::Interface& interface, ClassBinding const& binding) {
    for (DefaultBinding const& each : binding.defaults) {
        interface.entries.at(each.entry).parameters.at(each.parameter).default_value = each.value();
    }
    for (StructureBinding const& each : binding.structures) {
        auto const found = interface.types.find(std::string(each.name));
        if (found == interface.types.end()) continue;
        Json const made = each.value();
        for (auto& field : found->second.fields) {
            Json const* const value = made.find(field.name);
            if (!field.required && value != nullptr) field.default_value = *value;
        }
    }
}

void Dispatcher::check_conflicts() const {
    auto const faults = interface::find_conflicts(interface_.entries);
    if (!faults.empty()) throw std::runtime_error(faults.front().message + "; " + faults.front().remedy);
}

// --- HTTP ------------------------------------------------------------------------------------------------------------

namespace {

std::optional<std::vector<std::string>> segments_of(Request const& request) {
    if (!request.path_is_decoded) return interface::split_path(request.path);
    // Already decoded by an HTTP API: decoding once more would turn %252F into a slash.
    std::vector<std::string> segments;
    std::string_view rest = request.path;
    while (!rest.empty()) {
        if (rest.front() == '/') rest.remove_prefix(1);
        auto const end = std::min(rest.find('/'), rest.size());
        if (end < rest.size() || end > 0) segments.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    return segments;
}

/// The path for access patterns: segments joined again, a slash inside one written %2F.
std::string access_path(std::vector<std::string> const& segments) {
    std::string out;
    for (std::string const& segment : segments) {
        if (!out.empty()) out += '/';
        for (char const c : segment) {
            if (c == '/') {
                out += "%2F";
            } else {
                out += c;
            }
        }
    }
    return out;
}

std::string allow_header(std::vector<Verb> const& allowed) {
    std::string out;
    auto const add = [&out](std::string_view verb) { out += (out.empty() ? "" : ", ") + std::string(verb); };
    for (Verb const verb : allowed)
        add(interface::verb_text(verb));
    bool const has_get = std::ranges::find(allowed, Verb::get) != allowed.end();
    if (has_get && std::ranges::find(allowed, Verb::head) == allowed.end()) add("HEAD");
    return out;
}

tech::Sources sources_of(Request const& request, Entry const& entry, std::vector<std::string> const& segments) {
    tech::Sources sources;
    for (std::size_t i = 0; i < entry.path.size() && i < segments.size(); ++i) {
        if (entry.path[i].is_parameter) sources.path[entry.path[i].text] = segments[i];
    }
    for (auto const& [name, value] : request.query)
        sources.query[name].push_back(value);
    bool const takes_bytes = std::ranges::any_of(entry.parameters, [](interface::Parameter const& each) {
        return each.source == interface::Source::body && each.type.kind == interface::Type::Kind::bytes;
    });
    if (!interface::may_have_body(entry.verb) || takes_bytes) return sources;
    std::set<std::string> uploads;
    for (interface::Parameter const& each : entry.parameters) {
        if (each.source == interface::Source::part) uploads.insert(each.name);
    }
    sources.body = tech::read_body(request, uploads);
    return sources;
}

bool is_utf8_throughout(Request const& request, std::vector<std::string> const& segments) {
    return std::ranges::all_of(segments, [](std::string const& each) { return is_utf8(each); }) &&
           std::ranges::all_of(request.query,
                               [](auto const& each) { return is_utf8(each.first) && is_utf8(each.second); });
}

}  // namespace

Entry const* Dispatcher::route(Request const& request) const {
    auto const segments = segments_of(request);
    auto const verb = interface::verb_of(request.method);
    return segments && verb ? router_->find(*verb, *segments).entry : nullptr;
}

Response Dispatcher::http(Request request, Context::Values around, Decided decided) {
    std::string const request_id = around.request_id;
    auto const finish = [&](Response response) {
        if (!response.header("X-Request-Id")) response.header("X-Request-Id", percent_encode(request_id, "=:/+"));
        if (request.method == "HEAD") response.body("");
        return response;
    };
    auto const segments = segments_of(request);
    if (!segments) return finish(problem(400, "the URL has a broken percent-encoding", request_id));
    if (!is_utf8_throughout(request, *segments)) return finish(problem(400, "the URL is not UTF-8", request_id));
    auto const verb = interface::verb_of(request.method);
    auto const found = router_->find(verb, *segments);
    if (auto refused = check_access(request, *segments, found.is_open, around, decided))
        return finish(std::move(*refused));
    if (found.entry == nullptr) {
        if (found.allowed.empty()) return finish(problem(404, "there is no such path", request_id));
        return finish(problem(405, "the path is there, but not for this method", request_id)
                          .header("Allow", allow_header(found.allowed)));
    }
    around.entry = found.entry->name;
    around.logger = around.logger.with({{"entry", around.entry}});
    Context const context(std::move(around));
    return finish(answer(request, *segments, *found.entry, context));
}

std::optional<Response> Dispatcher::check_access(Request const& request, std::vector<std::string> const& segments,
                                                 bool is_open, Context::Values& around, Decided decided) {
    // Questions before a request of another origin carry no token.
    if (is_open || request.method == "OPTIONS") return std::nullopt;
    if (decided == Decided::yes) return std::nullopt;
    auto const unauthorized = [&] {
        return problem(401, "a valid token is required", around.request_id).header("WWW-Authenticate", "Bearer");
    };
    auto const token = request.header("authorization");
    if (!interface_.has_authorizer || !token || token->empty()) return unauthorized();
    try {
        Access const access = authorize(*token, around);
        if (access.kind() == Access::Kind::unauthorized) return unauthorized();
        if (!access.allows(request.method, access_path(segments))) {
            return problem(403, "this token does not allow it", around.request_id);
        }
        // What our own authorizer says counts before what the API's said.
        if (!access.principal().empty()) around.principal = access.principal();
        if (!access.claims().empty()) around.claims = access.claims();
        return std::nullopt;
    } catch (...) {
        return response_of_exception(Context(around), Hook::none);  // hooks come after access
    }
}

Access Dispatcher::authorize(std::string_view token, Context::Values around) {
    service_->logger_ = around.logger.with({{"entry", "token_authorizer"}});
    return service_->token_authorizer(token);
}

Response Dispatcher::with_hooks(Request& request, Context const& context, std::function<Response()> const& inner) {
    service_->logger_ = context.logger();
    Response response;
    try {
        if (!first_request_done_) {
            service_->before_first_request();
            first_request_done_ = true;
        }
        auto early = service_->before_request(request);
        response = early ? std::move(*early) : inner();
    } catch (...) {
        response = response_of_exception(context);
    }
    try {
        service_->after_request(request, response);
    } catch (...) {
        response = response_of_exception(context);
    }
    return response;
}

Response Dispatcher::answer(Request& request, std::vector<std::string> const& segments, Entry const& entry,
                            Context const& context) {
    return with_hooks(request, context, [&] {
        Message const none;
        return respond(entry, call(entry, request, context, none, sources_of(request, entry, segments)));
    });
}

Result Dispatcher::call(Entry const& entry, Request const& request, Context const& context, Message const& message,
                        tech::Sources sources) {
    tech::BoundCall call(entry, request, context, message, std::move(sources));
    if (entry.kind == Entry::Kind::http) call.check_unknown();
    Bound const& target = bound(entry);
    target.binding->call(*target.owner, call);
    return std::move(call.result());
}

Response Dispatcher::respond(Entry const& entry, Result result) const {
    Response response;
    switch (result.kind) {
        case Result::Kind::nothing:
            response = Response(204);
            break;
        case Result::Kind::absent:
            throw NotFound("there is no such thing");
        case Result::Kind::text:
            if (!is_utf8(result.text)) throw std::range_error("the entry returned a text that is not UTF-8");
            response = Response::text(std::move(result.text));
            break;
        case Result::Kind::json:
            response = Response::json(result.json);
            break;
        case Result::Kind::bytes:
            response = Response::bytes(std::move(result.bytes),
                                       entry.media_type.empty() ? "application/octet-stream" : entry.media_type);
            break;
        case Result::Kind::response:
            response = std::move(result.response);
            break;
    }
    if (result.status != 0) response.status(result.status);
    return response;
}

Response Dispatcher::response_of_exception(Context const& context, Hook hook) {
    auto const unexpected = [&](std::string_view type, std::string_view what) {
        context.logger().error("unhandled exception", {{"type", to_utf8(type)}, {"detail", to_utf8(what)}});
        return problem(500, "an unexpected error; the log tells more about this request", context.request_id());
    };
    try {
        throw;
    } catch (std::exception const& error) {
        try {
            auto own = hook == Hook::handle_exception ? service_->handle_exception(error) : std::nullopt;
            if (own) return std::move(*own);
        } catch (std::exception const& second) {
            return unexpected(typeid(second).name(), second.what());
        } catch (...) {
            return unexpected("not a std::exception", "thrown by handle_exception");
        }
        if (auto const* const binding = dynamic_cast<tech::BindingError const*>(&error))
            return problem(*binding, context.request_id());
        if (auto const* const http = dynamic_cast<HttpError const*>(&error)) {
            try {
                Response response = problem(http->status(), http->what(), context.request_id());
                for (auto const& [name, value] : http->headers())
                    response.add_header(name, value);
                return response;
            } catch (std::invalid_argument const& bad_header) {
                return unexpected("std::invalid_argument", bad_header.what());
            }
        }
        return unexpected(typeid(error).name(), error.what());
    } catch (...) {
        return unexpected("not a std::exception", "");
    }
}

// --- Direct calls ----------------------------------------------------------------------------------------------------

namespace {

bool takes(Entry const& entry, Json const& with) {
    bool takes_rest = false;
    for (auto const& parameter : entry.parameters) {
        takes_rest = takes_rest || parameter.source == interface::Source::rest;
        if (parameter.required && parameter.source != interface::Source::rest && !with.contains(parameter.name))
            return false;
    }
    return takes_rest || std::ranges::all_of(with.members(), [&](auto const& member) {
               return std::ranges::any_of(entry.parameters,
                                          [&](auto const& parameter) { return parameter.name == member.name(); });
           });
}

Json json_of_result(Result const& result) {
    switch (result.kind) {
        case Result::Kind::nothing:
        case Result::Kind::absent:
            return {};
        case Result::Kind::text:
            return Json(result.text);
        case Result::Kind::json:
            return result.json;
        case Result::Kind::bytes:
            return write_bytes(result.bytes);
        case Result::Kind::response:
            break;
    }
    Response const& response = result.response;
    if (response.status() >= 400) throw HttpError(response.status(), response.body().substr(0, 4000));
    if (response.body().empty()) return {};
    if (!response.is_text()) return write_bytes(Bytes(response.body()));
    if (response.header("content-type").value_or("").find("json") != std::string::npos)
        return Json::parse(response.body());
    return Json(response.body());
}

}  // namespace

Entry const& Dispatcher::choose(std::string_view name, Json const& with) const {
    Entry const* only = nullptr;
    std::size_t count = 0;
    std::vector<std::string> names;
    for (Entry const& entry : interface_.entries) {
        if (entry.kind != Entry::Kind::http) continue;
        names.push_back(entry.name);
        if (entry.name != name) continue;
        if (takes(entry, with)) return entry;
        only = &entry;
        ++count;
    }
    // With one candidate the call itself tells what is wrong with the members.
    if (count == 1) return *only;
    if (count > 1) throw BadRequest(fmt::format("no overload of {} takes these members", name));
    auto const near = nearest_name(name, names);
    throw NotFound(fmt::format("there is no entry '{}'{}", to_utf8(name.substr(0, 100)),
                               near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
}

tech::DirectOutcome Dispatcher::direct(Json const& envelope, Context::Values around) {
    tech::DirectOutcome outcome;
    around.idempotency_key = envelope["id"].is_string() ? std::string(envelope["id"].as_string()) : "";
    Context context(around);
    Request request{.method = "POST"};
    Result result;
    // A Response made of an exception stands for the error: it carries the status, and so the name.
    Response const response = [&]() -> Response {
        Json const with = envelope["with"].is_null() ? Json::object() : envelope["with"];
        Entry const* entry = nullptr;
        try {
            if (!with.is_object()) throw BadRequest("\"with\" must be an object");
            if (!envelope["entry"].is_string()) throw BadRequest("\"entry\" must name an entry");
            entry = &choose(envelope["entry"].as_string(), with);
        } catch (...) {
            return response_of_exception(context, Hook::none);
        }
        around.entry = entry->name;
        around.logger = around.logger.with({{"entry", around.entry}});
        context = Context(around);
        request.method = interface::verb_text(entry->verb);
        request.path = interface::path_text(entry->path);
        request.headers = {{"content-type", "application/json"}};
        request.body = Bytes(with.dump());
        return with_hooks(request, context, [&] {
            Message const none;
            // A hook may have changed the members.
            Json const members = request.json();
            tech::Sources sources;
            sources.direct = &members;
            result = call(*entry, request, context, none, std::move(sources));
            if (result.kind == Result::Kind::response) return result.response;
            return Response(200);
        });
    }();
    try {
        if (response.status() >= 400) {
            Json problem_body;
            if (response.header("content-type") == "application/problem+json")
                problem_body = Json::parse(response.body());
            Json const& detail = problem_body["detail"];
            throw HttpError(response.status(), detail.is_string() ? std::string(detail.as_string()) : response.body());
        }
        // A hook's own response replaces what the entry gave.
        if (response.status() != 200 || !response.body().empty()) {
            result.kind = Result::Kind::response;
            result.response = response;
        }
        outcome.value = json_of_result(result);
        outcome.value.dump();
    } catch (HttpError const& error) {
        constexpr std::size_t kMessageMax = 4000;
        outcome = {.failed = true,
                   .error_type = std::string(error.name()),
                   .error_message = to_utf8(std::string_view(error.what()).substr(0, kMessageMax))};
    } catch (std::exception const& error) {
        context.logger().error("unhandled exception", {{"detail", to_utf8(error.what())}});
        outcome = {.failed = true, .error_type = "InternalError", .error_message = "the result has no JSON form"};
    }
    return outcome;
}

// --- Messages --------------------------------------------------------------------------------------------------------

Entry const* Dispatcher::receiver(Entry::Kind kind, std::string_view trigger) const {
    Entry const* only = nullptr;
    std::size_t count = 0;
    for (Entry const& entry : interface_.entries) {
        if (entry.kind != kind) continue;
        if (entry.trigger == trigger) return &entry;
        only = &entry;
        ++count;
    }
    return trigger.empty() && count == 1 ? only : nullptr;
}

void Dispatcher::receive(Entry::Kind kind, std::string_view trigger, Message const& message, Context::Values around) {
    Entry const* const entry = receiver(kind, trigger);
    if (entry == nullptr) throw std::runtime_error(fmt::format("nothing receives '{}'", to_utf8(trigger)));
    around.entry = entry->name;
    around.logger = around.logger.with({{"entry", around.entry}});
    service_->logger_ = around.logger;
    Context const context(std::move(around));
    Request const none;
    tech::Sources sources;
    sources.body.kind = tech::Body::Kind::json;
    bool const wants_body = !entry->parameters.empty();
    if (wants_body) sources.body.json = Json::parse(message.body);
    call(*entry, none, context, message, std::move(sources));
}

}  // namespace coworks::detail
