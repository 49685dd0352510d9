#include "tech/bound_call.hpp"

#include <fmt/format.h>
#include <coworks/errors.hpp>

#include <algorithm>

#include "base/text.hpp"

namespace coworks::tech {

using detail::Input;
using interface::Parameter;
using interface::Source;
using interface::Type;

namespace {

constexpr std::string_view kQueryParameter = "query parameter";
constexpr std::string_view kMissing = "is missing";

std::string_view place_of(Parameter const& parameter) {
    switch (parameter.source) {
        case Source::path:
            return "path segment";
        case Source::query:
            return kQueryParameter;
        case Source::part:
            return "file";
        case Source::body:
            return "body";
        case Source::member:
        case Source::rest:
            return "member";
    }
    return "member";
}

std::string name_in_errors(Parameter const& parameter, bool direct) {
    if (parameter.source == Source::body && !direct) return "the body";
    return fmt::format("{} '{}'", direct ? "member" : place_of(parameter), parameter.name);
}

std::string text_of(std::vector<BindingFault> const& faults, std::size_t count) {
    std::string text;
    for (BindingFault const& fault : faults)
        text += (text.empty() ? "" : "; ") + fault.text;
    if (count > faults.size()) text += fmt::format("; and {} more", count - faults.size());
    return text;
}

}  // namespace

BindingError::BindingError(std::vector<BindingFault> faults, std::size_t count)
    : BadRequest(text_of(faults, count)), faults_(std::move(faults)) {}

BoundCall::BoundCall(interface::Entry const& entry, Request const& request, Context const& context,
                     Message const& message, Sources sources)
    : entry_(entry), request_(request), context_(context), message_(message), sources_(std::move(sources)) {}

// --- Finding ---------------------------------------------------------------------------------------------------------

std::optional<Input> BoundCall::find(std::size_t index) {
    Parameter const& parameter = entry_.parameters.at(index);
    if (sources_.direct != nullptr) {
        Json const* const found = sources_.direct->find(parameter.name);
        return found != nullptr ? std::optional(Input{.json = found}) : std::nullopt;
    }
    switch (parameter.source) {
        case Source::path: {
            auto const found = sources_.path.find(parameter.name);
            if (found == sources_.path.end()) return std::nullopt;
            return Input{.texts = {&found->second, 1}};
        }
        case Source::query:
            return find_query(parameter.name);
        case Source::member:
            return find_member(parameter);
        case Source::body:
            return find_body(parameter);
        case Source::part:
            return find_part(parameter.name);
        case Source::rest:
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Input> BoundCall::find_query(std::string const& name) const {
    auto const found = sources_.query.find(name);
    if (found == sources_.query.end()) return std::nullopt;
    return Input{.texts = found->second};
}

std::optional<Input> BoundCall::find_member(Parameter const& parameter) const {
    Body const& body = sources_.body;
    switch (body.kind) {
        case Body::Kind::json:
            if (body.json.is_object()) {
                if (Json const* const member = body.json.find(parameter.name)) return Input{.json = member};
            } else if (is_only_member()) {
                return Input{.json = &body.json};
            }
            break;
        case Body::Kind::form:
        case Body::Kind::multipart:
            if (auto const files = body.files.find(parameter.name); files != body.files.end())
                return Input{.files = files->second};
            if (auto const texts = body.texts.find(parameter.name); texts != body.texts.end())
                return Input{.texts = texts->second};
            break;
        case Body::Kind::other:
            if (is_only_member() && parameter.type.kind == Type::Kind::bytes) return Input{.bytes = &request_.body};
            break;
        case Body::Kind::none:
            break;
    }
    return find_query(parameter.name);
}

std::optional<Input> BoundCall::find_body(Parameter const& parameter) const {
    Type const& type = parameter.type.kind == Type::Kind::optional ? parameter.type.of[0] : parameter.type;
    // Raw bytes are whatever was sent, also nothing.
    if (type.kind == Type::Kind::bytes) return Input{.bytes = &request_.body};
    Body const& body = sources_.body;
    if (body.kind == Body::Kind::none) return std::nullopt;
    if (body.kind != Body::Kind::json) {
        throw UnsupportedMediaType(
            fmt::format("expected application/json, got {}: curl --json sends it", body.media_type));
    }
    return Input{.json = &body.json};
}

std::optional<Input> BoundCall::find_part(std::string const& name) const {
    Body const& body = sources_.body;
    if (body.kind != Body::Kind::none && body.kind != Body::Kind::multipart) {
        throw UnsupportedMediaType(
            fmt::format("expected multipart/form-data with the file '{}': curl -F {}=@FILE sends it", name, name));
    }
    auto const found = body.files.find(name);
    if (found == body.files.end()) return std::nullopt;
    return Input{.files = found->second};
}

bool BoundCall::is_only_member() const {
    return std::ranges::count(entry_.parameters, Source::member, &Parameter::source) == 1;
}

bool BoundCall::has_body_parameter() const {
    return std::ranges::find(entry_.parameters, Source::body, &Parameter::source) != entry_.parameters.end();
}

// --- What is left
// ------------------------------------------------------------------------------------------------------

BoundCall::Names BoundCall::taken_names() const {
    Names names;
    for (Parameter const& parameter : entry_.parameters) {
        bool const by_name = sources_.direct != nullptr || parameter.source == Source::query ||
                             parameter.source == Source::member || parameter.source == Source::part;
        if (by_name && parameter.source != Source::rest) names.insert(parameter.name);
    }
    return names;
}

Params BoundCall::rest(std::size_t) {
    auto const taken = taken_names();
    Json::ObjectBuilder members;
    std::vector<File> files;
    auto const add_texts = [&](std::map<std::string, std::vector<std::string>> const& all) {
        for (auto const& [name, texts] : all) {
            if (taken.contains(name)) continue;
            if (texts.size() == 1) {
                members.set(name, texts[0]);
            } else {
                Json::ArrayBuilder list;
                for (std::string const& text : texts)
                    list.push_back(text);
                members.set(name, list.finish());
            }
        }
    };
    auto const add_members = [&](Json const& object) {
        for (auto const& member : object.members()) {
            if (!taken.contains(member.name())) members.set(member.name(), member.value);
        }
    };
    if (sources_.direct != nullptr) {
        add_members(*sources_.direct);
        return Params(members.finish());
    }
    add_texts(sources_.query);
    if (!has_body_parameter()) {
        add_texts(sources_.body.texts);
        if (sources_.body.kind == Body::Kind::json && sources_.body.json.is_object()) add_members(sources_.body.json);
        for (auto const& [name, some] : sources_.body.files) {
            if (!taken.contains(name)) files.insert(files.end(), some.begin(), some.end());
        }
    }
    return Params(members.finish(), std::move(files));
}

void BoundCall::check_name(Names const& taken, std::string_view name, std::string_view what) {
    if (taken.contains(name)) return;
    if (faults_.size() == detail::Faults::kMax) {
        ++fault_count_;
        return;
    }
    std::vector<std::string> const known(taken.begin(), taken.end());
    auto const near = nearest_name(name, known);
    std::string detail = "is not known here";
    if (!near.empty()) detail += fmt::format("; did you mean '{}'?", near);
    std::string const shown = to_utf8(name.substr(0, 60));
    BindingFault fault{.text = fmt::format("{} '{}' {}", what, shown, detail), .detail = detail, .in = "body"};
    if (what == kQueryParameter) {
        fault.in = "query";
        fault.name = shown;
    } else {
        detail::Faults place;
        place.add("");
        place.under(0, shown);
        fault.pointer = place.kept()[0].pointer;
    }
    add(std::move(fault));
}

void BoundCall::check_unknown() {
    bool const takes_rest =
        std::ranges::find(entry_.parameters, Source::rest, &Parameter::source) != entry_.parameters.end();
    if (takes_rest) return;
    Names const taken = taken_names();
    if (sources_.direct != nullptr) {
        for (auto const& member : sources_.direct->members())
            check_name(taken, member.name(), "member");
        return;
    }
    for (auto const& [name, texts] : sources_.query)
        check_name(taken, name, kQueryParameter);
    if (has_body_parameter() || !interface::may_have_body(entry_.verb)) return;
    Body const& body = sources_.body;
    for (auto const& [name, texts] : body.texts)
        check_name(taken, name, "form field");
    for (auto const& [name, files] : body.files)
        check_name(taken, name, "file");
    if (body.kind == Body::Kind::json && body.json.is_object()) {
        for (auto const& member : body.json.members())
            check_name(taken, member.name(), "member");
    } else if (body.kind == Body::Kind::json && !is_only_member()) {
        add({.text = "the body: expected an object", .detail = "expected an object", .in = "body"});
    } else if (body.kind == Body::Kind::other && !is_only_member()) {
        throw UnsupportedMediaType(
            fmt::format("a body of type {} is not understood here: send application/json", body.media_type));
    }
}

void BoundCall::add(BindingFault fault) {
    if (faults_.size() < detail::Faults::kMax) faults_.push_back(std::move(fault));
    ++fault_count_;
}

void BoundCall::add_fault(Parameter const& parameter, detail::Fault const& fault) {
    bool const direct = sources_.direct != nullptr;
    bool const in_path = parameter.source == Source::path && !direct;
    bool const in_query = parameter.source == Source::query && !direct;
    // What stands in the body under its own name; the body parameter is the body itself.
    bool const is_member = direct || parameter.source == Source::member || parameter.source == Source::part;
    std::string const name = name_in_errors(parameter, direct);
    std::string const where = fault.pointer.empty() ? name : fmt::format("{}, at {}", name, fault.pointer.substr(1));
    bool const is_missing = fault.message.starts_with(kMissing) && fault.pointer.empty();
    add({.text = to_utf8(where + (is_missing ? " " : ": ") + fault.message),
         .detail = to_utf8(fault.message),
         .in = in_path    ? "path"
               : in_query ? "query"
                          : "body",
         .name = in_path || in_query ? parameter.name : "",
         .pointer = to_utf8(is_member ? "/" + parameter.name + fault.pointer : fault.pointer)});
}

void BoundCall::missing(std::size_t index) {
    Parameter const& parameter = entry_.parameters.at(index);
    add_fault(parameter, {"", fmt::format("{}: expected {}", kMissing, interface::describe(parameter.type))});
}

void BoundCall::refuse(std::size_t index, detail::Faults const& faults) {
    for (detail::Fault const& fault : faults.kept())
        add_fault(entry_.parameters.at(index), fault);
    fault_count_ += faults.count() - faults.kept().size();
}

void BoundCall::check() {
    if (fault_count_ > 0) throw BindingError(faults_, fault_count_);
}

// --- The result
// ----------------------------------------------------------------------------------------------------------

void BoundCall::give_text(std::string text) {
    result_.kind = Result::Kind::text;
    result_.text = std::move(text);
}

void BoundCall::give_bytes(Bytes bytes) {
    result_.kind = Result::Kind::bytes;
    result_.bytes = std::move(bytes);
}

void BoundCall::give_json(Json json) {
    result_.kind = Result::Kind::json;
    result_.json = std::move(json);
}

void BoundCall::give_response(Response response) {
    result_.kind = Result::Kind::response;
    result_.response = std::move(response);
}

}  // namespace coworks::tech
