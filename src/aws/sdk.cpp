#include "aws/sdk.hpp"

#include <fmt/format.h>

#include <cmath>

#include "aws/checksum.hpp"
#include "base/iso8601.hpp"
#include "json/text_of.hpp"

namespace coworks::aws::sdk {

namespace {

constexpr std::size_t kDepthMax = 64;  // structures within each other: the input's own depth is bounded below that

using model::Service;

class Reader {
public:
    explicit Reader(Service const& service) : service_(service) {}

    Json read(Json const& shape, Json const& value, std::string_view name, std::size_t depth) {
        if (value.is_null() || depth > kDepthMax) return value;
        switch (shape["t"].as_string().front()) {
            case 'o':
                return value.is_object() ? structure(shape, value, depth) : wrong(name, "an OBJECT");
            case 'a': {
                if (!value.is_array()) return wrong(name, "an ARRAY");
                Json::ArrayBuilder items;
                for (Json const& item : value.items())
                    items.push_back(read(service_.shape(shape["a"]), item, name, depth + 1));
                return items.finish();
            }
            case 'm': {
                if (!value.is_object()) return wrong(name, "an OBJECT");
                Json::ObjectBuilder members;
                for (auto const& member : value.members())
                    members.set(member.name(),
                                read(service_.shape(shape["m"]), member.value, member.name(), depth + 1));
                return members.finish();
            }
            case 'B':
                return value.is_string() ? value : Json(value.dump());
            case 'd':
                return time(value, name);
            case 's':
                return value.is_string() ? value : wrong(name, "a STRING");
            case 'b':
                return value.is_bool() ? value : wrong(name, "a BOOLEAN");
            default:
                return value.is_number() ? value : wrong(name, "a NUMBER");
        }
    }

    std::string cause{};  ///< the first thing that is wrong

private:
    Json structure(Json const& shape, Json const& value, std::size_t depth) {
        Json::ObjectBuilder made;
        for (auto const& given : value.members()) {
            bool known = false;
            for (auto const& member : shape["o"].members()) {
                if (upper_first(member.name()) != given.name()) continue;
                known = true;
                made.set(member.name(), read(service_.shape(member.value), given.value, given.name(), depth + 1));
            }
            if (!known && cause.empty())
                cause = fmt::format("The field \"{}\" is not supported by Step Functions", given.name());
        }
        return made.finish();
    }
    Json time(Json const& value, std::string_view name) {
        if (value.is_number()) return value;
        if (!value.is_string()) return wrong(name, "a TIMESTAMP");
        auto const time = parse_timestamp(value.as_string());
        if (!time) return wrong(name, "a TIMESTAMP");
        return static_cast<double>(time->whole) + static_cast<double>(time->nanos / 1'000'000) / 1000.0;
    }
    Json wrong(std::string_view name, std::string_view wanted) {
        if (cause.empty()) cause = fmt::format("The value for the field '{}' must be {}", name, wanted);
        return {};
    }

    Service const& service_;
};

/// Since 2025 the SDKs send the checksum of what they upload unasked
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html): CRC32.
Json with_checksum(model::Operation const& operation, Json input) {
    Json const& members = (*operation.input)["o"];
    if (!members.contains("ChecksumCRC32") || !input["Body"].is_string() || input.contains("ChecksumCRC32"))
        return input;
    std::string_view const body = input["Body"].as_string();
    return std::move(input).with("ChecksumCRC32", crc32_base64(body));
}

Json shown(Service const& service, Json const& shape, Json const& value, std::size_t depth) {
    if (depth > kDepthMax) return value;
    switch (shape["t"].as_string().front()) {
        case 'o': {
            Json::ObjectBuilder made;
            for (auto const& member : shape["o"].members()) {
                Json const& part = value[member.name()];
                if (!part.is_null())
                    made.set(upper_first(member.name()), shown(service, service.shape(member.value), part, depth + 1));
            }
            return made.finish();
        }
        case 'a': {
            Json::ArrayBuilder items;
            for (Json const& item : value.items())
                items.push_back(shown(service, service.shape(shape["a"]), item, depth + 1));
            return items.finish();
        }
        case 'm': {
            Json::ObjectBuilder members;
            for (auto const& member : value.members())
                members.set(member.name(), shown(service, service.shape(shape["m"]), member.value, depth + 1));
            return members.finish();
        }
        case 'd': {
            if (!value.is_number()) return value;
            Clock::Time const time(std::chrono::milliseconds(std::llround(value.as_double() * 1000)));
            return format_timestamp(time, Decimals::needed);
        }
        default:
            return value;
    }
}

}  // namespace

std::string upper_first(std::string_view name) {
    std::string text(name);
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
    return text;
}

tl::expected<Json, std::string> to_input(Service const& service, model::Operation const& operation,
                                         Json const& arguments) {
    if (operation.input == nullptr) return Json::object();
    Reader reader(service);
    Json input = reader.read(*operation.input, arguments.is_null() ? Json::object() : arguments, "Parameters", 0);
    if (!reader.cause.empty()) return tl::unexpected(reader.cause);
    return with_checksum(operation, std::move(input));
}

Json to_result(Service const& service, model::Operation const& operation, Json const& output) {
    if (operation.output == nullptr) return Json::object();
    return shown(service, *operation.output, output, 0);
}

Failure to_failure(Service const& service, Fault const& fault, std::string const& request_id) {
    std::string const& sdk = service.sdk();
    std::string name = fault.code;
    if (service.error(name).is_null())
        name = sdk + "Exception";
    else if (!name.ends_with("Exception"))
        name += "Exception";
    // As recorded in November 2025.
    return {.error = sdk + "." + name,
            .cause = fmt::format("{} (Service: {}, Status Code: {}, Request ID: {}) (SDK Attempt Count: 1)",
                                 fault.message, sdk, service.status(fault), request_id)};
}

}  // namespace coworks::aws::sdk
