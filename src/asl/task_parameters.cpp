#include "asl/task_parameters.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <string_view>

#include "asl/integration_parameters.hpp"

namespace coworks::asl {
namespace {

enum class Shape : std::uint8_t { lists_by_name };  ///< an object whose members are lists of texts

struct FieldShape {
    std::string_view service;
    std::string_view action;
    std::string_view field;
    Shape shape;
};

/// https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html: "Headers" and "QueryParameters" are
/// "a list of strings" by name.
constexpr auto kShapes = std::to_array<FieldShape>({
    {"apigateway", "invoke", "Headers", Shape::lists_by_name},
    {"apigateway", "invoke", "QueryParameters", Shape::lists_by_name},
});

bool has_shape(Json const& value, Shape shape) {
    switch (shape) {
        case Shape::lists_by_name:
            return value.is_object() &&
                   std::all_of(value.members().begin(), value.members().end(), [](auto const& member) {
                       return member.value.is_array() &&
                              std::all_of(member.value.items().begin(), member.value.items().end(),
                                          [](Json const& item) { return item.is_string(); });
                   });
    }
    return false;
}

std::string_view action_of(Resource const& resource) {
    return std::string_view(resource.action).substr(0, resource.action.find('.'));
}

IntegrationParameters const* find_integration(Resource const& resource) {
    if (resource.via != Resource::Via::service) return nullptr;
    auto const all = integration_parameters();
    auto const found = std::ranges::find_if(all, [&](IntegrationParameters const& each) {
        return each.service == resource.service && each.action == action_of(resource);
    });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

ParameterFaults parameter_faults(Resource const& resource, std::vector<std::string_view> const& names) {
    ParameterFaults faults;
    IntegrationParameters const* const integration = find_integration(resource);
    if (integration == nullptr) return faults;
    auto known = words_of(integration->required);
    auto const required = known;
    std::ranges::copy(words_of(integration->optional), std::back_inserter(known));
    // Step Functions writes names as the SDK for Java does ("KmsKeyId" for the API's "KMSKeyId"): within a name that
    // begins as it should, upper and lower case are not looked at.
    auto const fits = [](std::string_view given, std::string_view name) {
        return given == name || (given.substr(0, 1) == name.substr(0, 1) && same_letters(given, name));
    };
    for (std::string_view const given : names) {
        if (std::ranges::any_of(known, [&](std::string_view name) { return fits(given, name); })) continue;
        auto const meant =
            std::ranges::find_if(known, [&](std::string_view name) { return same_letters(given, name); });
        faults.unsupported.push_back(
            {.name = given,
             .meant = meant == known.end() ? std::string_view() : *meant,
             .text = "The field \"" + std::string(given) + "\" is not supported by Step Functions"});
    }
    for (std::string_view const name : required) {
        if (std::ranges::any_of(names, [&](std::string_view given) { return fits(given, name); })) continue;
        faults.missing.push_back("The field '" + std::string(name) + "' is required but was missing");
    }
    return faults;
}

std::optional<std::string> unfit_parameters(Resource const& resource, Json const& parameters) {
    if (resource.via != Resource::Via::service) return std::nullopt;
    if (find_integration(resource) != nullptr) {
        std::vector<std::string_view> names;
        if (parameters.is_object())
            for (auto const& member : parameters.members())
                names.push_back(member.name());
        auto faults = parameter_faults(resource, names);
        std::string text;
        auto const add = [&text](std::string const& fault) { text += (text.empty() ? "" : ", ") + fault; };
        for (auto const& fault : faults.unsupported)
            add(fault.text);
        for (auto const& fault : faults.missing)
            add(fault);
        if (!text.empty()) return text;
    }
    std::string_view const action = action_of(resource);
    for (FieldShape const& known : kShapes) {
        if (known.service != resource.service || known.action != action) continue;
        Json const* const value = parameters.find(known.field);
        if (value == nullptr || value->is_null() || has_shape(*value, known.shape)) continue;
        return "The value of the field '" + std::string(known.field) + "' has an invalid format";
    }
    return std::nullopt;
}

}  // namespace coworks::asl
