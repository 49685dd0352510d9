#include "asl/task_parameters.hpp"

#include <algorithm>
#include <array>
#include <string_view>

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

}  // namespace

std::optional<std::string> unfit_parameters(Resource const& resource, Json const& parameters) {
    if (resource.via != Resource::Via::service) return std::nullopt;
    std::string_view const action = std::string_view(resource.action).substr(0, resource.action.find('.'));
    for (FieldShape const& known : kShapes) {
        if (known.service != resource.service || known.action != action) continue;
        Json const* const value = parameters.find(known.field);
        if (value == nullptr || value->is_null() || has_shape(*value, known.shape)) continue;
        return "The value of the field '" + std::string(known.field) + "' has an invalid format";
    }
    return std::nullopt;
}

}  // namespace coworks::asl
