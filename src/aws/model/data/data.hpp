#pragma once

#include <span>
#include <string_view>

/// The services' models, as tools/aws_model.py derives them.
namespace coworks::aws::model {

struct Data {
    std::string_view name;
    std::span<std::string_view const> (*text)() noexcept;  ///< a JSON text, in pieces
};
/// In the order of their names.
std::span<Data const> service_data() noexcept;

}  // namespace coworks::aws::model
