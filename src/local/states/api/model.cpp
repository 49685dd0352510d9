#include "local/states/api/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace coworks::local::states::api {

namespace {

/// Of inputs and outputs. API reference: "Length constraints apply to the payload size, and are expressed as bytes in
/// UTF-8 encoding"; all others are characters.
constexpr std::int64_t kPayloadMax = 262'144;

bool is_alias_name(std::string_view text) {
    auto const letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto const mark = [](char c) { return c == '_' || c == '-' || c == '.'; };
    return std::ranges::all_of(text, [&](char c) { return letter(c) || mark(c) || (c >= '0' && c <= '9'); }) &&
           std::ranges::any_of(text, [&](char c) { return letter(c) || mark(c); });
}

bool is_visible(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '!' && c <= '~'; });
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The patterns of the model; there are no others.
bool matches(std::string_view pattern, std::string_view text) {
    if (pattern == "[!-~]+") return is_visible(text);
    if (pattern == "\\p{ASCII}*") return is_ascii(text);
    return is_alias_name(text);
}

/// A value as Java prints the objects of the service.
std::string printed(Json const& shapes, Json const& shape, Json const& value) {
    if (value.is_string()) return std::string(value.as_string());
    std::string text;
    if (value.is_array()) {
        for (Json const& item : value.items()) {
            text += (text.empty() ? "" : ", ");
            text += printed(shapes, shapes[shape["a"].as_uint64()], item);
        }
        return "[" + text + "]";
    }
    if (value.is_object()) {
        for (auto const& member : shape["o"].members()) {
            Json const& part = value[member.name()];
            if (part.is_null()) continue;
            text += (text.empty() ? "" : ", ");
            text += fmt::format("{}={}", member.name(), printed(shapes, shapes[member.value.as_uint64()], part));
        }
        return fmt::format("{}({})", shape["name"].as_string(), text);
    }
    return value.dump();
}

class Check {
public:
    explicit Check(Json const& shapes) : shapes_(shapes) {}

    void structure(Json const& shape, Json const& value, std::string const& path) {
        for (auto const& member : shape["o"].members())
            any(shapes_[member.value.as_uint64()], value[member.name()],
                path.empty() ? std::string(member.name()) : path + "." + std::string(member.name()),
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
        if (shape.contains("pattern") && !matches(shape["pattern"].as_string(), given))
            add(shape, value, path,
                fmt::format("Member must satisfy regular expression pattern: {}", shape["pattern"].as_string()));
        bool const payload = shape.contains("secret") && shape["max"] == Json(kPayloadMax);
        length(shape, value, path, payload ? given.size() : code_points(given));
    }

    void list(Json const& shape, Json const& value, std::string const& path) {
        length(shape, value, path, value.size());
        Json const& item = shapes_[shape["a"].as_uint64()];
        for (std::size_t i = 0; i < value.size(); ++i)
            any(item, value[i], fmt::format("{}.{}.member", path, i + 1), true);
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
        std::string const quoted = shape.contains("secret") ? "" : fmt::format(" '{}'", printed(shapes_, shape, value));
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

    Json const& shapes_;
    std::vector<std::string> faults_;
    std::string serialization_;
};

}  // namespace

std::optional<Fault> refuse_shape(std::string_view operation, Json const& request) {
    static Json const kModel = Json::parse(kRequestShapes);
    Json const& shapes = kModel["shapes"];
    if (!request.is_object()) return Fault("SerializationException", "Start of list found where not expected");
    Check check(shapes);
    check.structure(shapes[kModel["operations"].at(operation).as_uint64()], request, "");
    return check.take();
}

}  // namespace coworks::local::states::api
