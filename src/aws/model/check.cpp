#include "aws/model/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "aws/model/pattern.hpp"
#include "base/text.hpp"

namespace coworks::aws::model {

namespace {

/// Of inputs and outputs. API reference: "Length constraints apply to the payload size, and are expressed as bytes in
/// UTF-8 encoding"; all others are characters.
constexpr std::int64_t kPayloadMax = 262'144;

/// A value as Java prints the objects of the service.
std::string printed(Service const& service, Json const& shape, Json const& value) {
    if (value.is_string()) return std::string(value.as_string());
    std::string text;
    if (value.is_array()) {
        for (Json const& item : value.items()) {
            text += (text.empty() ? "" : ", ");
            text += printed(service, service.shape(shape["a"]), item);
        }
        return "[" + text + "]";
    }
    if (value.is_object() && shape.contains("o")) {
        for (auto const& member : shape["o"].members()) {
            Json const& part = value[member.name()];
            if (part.is_null()) continue;
            text += (text.empty() ? "" : ", ");
            text += fmt::format("{}={}", member.name(), printed(service, service.shape(member.value), part));
        }
        return fmt::format("{}({})", shape["name"].as_string(), text);
    }
    return value.dump();
}

/// Members are told in camel case, however the service writes them.
std::string lower_first(std::string_view name) {
    std::string text(name);
    if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') text.front() += 'a' - 'A';
    return text;
}

class Check {
public:
    explicit Check(Service const& service) : service_(service) {}

    void structure(Json const& shape, Json const& value, std::string const& path) {
        for (auto const& member : shape["o"].members())
            any(service_.shape(member.value), value[member.name()],
                path.empty() ? lower_first(member.name()) : path + "." + lower_first(member.name()),
                is_required(shape, member.name()));
    }

    std::optional<Fault> take() {
        if (!serialization_.empty()) return Fault("SerializationException", serialization_);
        if (faults_.empty()) return std::nullopt;
        return Fault("ValidationException", fmt::format("{} validation error{} detected: {}", faults_.size(),
                                                        faults_.size() == 1 ? "" : "s", fmt::join(faults_, "; ")));
    }

private:
    static bool is_required(Json const& shape, std::string_view name) {
        Json const& required = shape["r"];
        return required.is_array() &&
               std::ranges::any_of(required.items(), [&](Json const& each) { return each.as_string() == name; });
    }

    void any(Json const& shape, Json const& value, std::string const& path, bool required) {
        if (value.is_null()) {
            if (required)
                faults_.push_back(
                    fmt::format("Value null at '{}' failed to satisfy constraint: Member must not be null", path));
            return;
        }
        switch (shape["t"].as_string().front()) {
            case 's':
                if (!value.is_string()) return wrong_kind(value, "a String");
                return text(shape, value, path);
            case 'n':
                // Java's long holds no more.
                if (value.kind() != Json::Kind::integer) return wrong_kind(value, "an Integer");
                return number(shape, value, path);
            case 'f':
                if (!value.is_number()) return wrong_kind(value, "a Float");
                return number(shape, value, path);
            case 'b':
                if (!value.is_bool()) return wrong_kind(value, "a Boolean");
                return;
            case 'B':
                if (!value.is_string()) return wrong_kind(value, "a Blob");
                return length(shape, value, path, value.as_string().size());
            case 'd':
                // Seconds, or a text where the protocol writes times as texts.
                if (!value.is_number() && !value.is_string()) return wrong_kind(value, "a Timestamp");
                return;
            case 'm':
                if (!value.is_object()) return wrong_kind(value, "a map");
                return map(shape, value, path);
            case 'a':
                if (!value.is_array()) return wrong_kind(value, "a list");
                return list(shape, value, path);
            default:
                if (!value.is_object()) return wrong_kind(value, "a structure");
                return structure(shape, value, path);
        }
    }

    void text(Json const& shape, Json const& value, std::string const& path) {
        std::string_view const given = value.as_string();
        if (shape.contains("enum")) {
            auto const known = shape["enum"].items();
            if (std::ranges::find(known, value) != known.end()) return;
            std::vector<std::string_view> names;
            for (Json const& name : known)
                names.push_back(name.as_string());
            return add(shape, value, path,
                       fmt::format("Member must satisfy enum value set: [{}]", fmt::join(names, ", ")));
        }
        if (shape.contains("pattern") && !matches_whole(shape["pattern"].as_string(), given))
            add(shape, value, path,
                fmt::format("Member must satisfy regular expression pattern: {}", shape["pattern"].as_string()));
        bool const payload = shape.contains("secret") && shape["max"] == Json(kPayloadMax);
        length(shape, value, path, payload ? given.size() : code_points(given));
    }

    void list(Json const& shape, Json const& value, std::string const& path) {
        length(shape, value, path, value.size());
        Json const& item = service_.shape(shape["a"]);
        for (std::size_t i = 0; i < value.size(); ++i)
            any(item, value[i], fmt::format("{}.{}.member", path, i + 1), true);
    }

    void map(Json const& shape, Json const& value, std::string const& path) {
        length(shape, value, path, value.size());
        for (auto const& member : value.members())
            any(service_.shape(shape["m"]), member.value, fmt::format("{}.{}.member", path, member.name()), true);
    }

    void length(Json const& shape, Json const& value, std::string const& path, std::size_t size) {
        if (shape.contains("min") && size < shape["min"].as_uint64())
            add(shape, value, path,
                fmt::format("Member must have length greater than or equal to {}", shape["min"].dump()));
        if (shape.contains("max") && size > shape["max"].as_uint64())
            add(shape, value, path,
                fmt::format("Member must have length less than or equal to {}", shape["max"].dump()));
    }

    void number(Json const& shape, Json const& value, std::string const& path) {
        double const given = value.as_double();
        if (shape.contains("min") && given < shape["min"].as_double())
            add(shape, value, path,
                fmt::format("Member must have value greater than or equal to {}", shape["min"].dump()));
        if (shape.contains("max") && given > shape["max"].as_double())
            add(shape, value, path,
                fmt::format("Member must have value less than or equal to {}", shape["max"].dump()));
    }

    /// Values that may be confidential are not quoted.
    void add(Json const& shape, Json const& value, std::string const& path, std::string const& constraint) {
        std::string const quoted =
            shape.contains("secret") ? "" : fmt::format(" '{}'", printed(service_, shape, value));
        faults_.push_back(fmt::format("Value{} at '{}' failed to satisfy constraint: {}", quoted, path, constraint));
    }

    void wrong_kind(Json const& value, std::string_view wanted) {
        if (!serialization_.empty()) return;
        switch (value.kind()) {
            case Json::Kind::array:
                serialization_ = "Start of list found where not expected";
                return;
            case Json::Kind::object:
                serialization_ = "Start of structure or map found where not expected.";
                return;
            default:
                serialization_ = fmt::format("{} can not be converted to {}", token(value), wanted);
        }
    }

    static std::string_view token(Json const& value) {
        switch (value.kind()) {
            case Json::Kind::string:
                return "STRING_VALUE";
            case Json::Kind::boolean:
                return value.as_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
            default:
                return value.is_integer() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
        }
    }

    Service const& service_;
    std::vector<std::string> faults_;
    std::string serialization_;
};

}  // namespace

std::optional<Fault> refuse_shape(Service const& service, Operation const& operation, Json const& request) {
    if (!request.is_object()) return Fault("SerializationException", "Start of list found where not expected");
    if (operation.input == nullptr) return std::nullopt;
    Check check(service);
    check.structure(*operation.input, request, "");
    return check.take();
}

}  // namespace coworks::aws::model
