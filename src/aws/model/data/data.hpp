#pragma once

#include <span>
#include <string_view>

/// The services' models, as tools/aws_model.py derives them: JSON texts in pieces, one of each service.
namespace coworks::aws::model {

std::span<std::string_view const> lambda_model() noexcept;
std::span<std::string_view const> s3_model() noexcept;
std::span<std::string_view const> sfn_model() noexcept;

}  // namespace coworks::aws::model
