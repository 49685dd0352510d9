#pragma once

#include <span>
#include <string_view>

namespace coworks::asl {

/// The parameters that an optimized integration takes, as tools/integration_parameters.py derives them.
struct IntegrationParameters {
    std::string_view service;   ///< "lambda"
    std::string_view action;    ///< "invoke", without ".sync" and its like
    std::string_view required;  ///< names, with blanks between them
    std::string_view optional;
};
std::span<IntegrationParameters const> integration_parameters() noexcept;

}  // namespace coworks::asl
