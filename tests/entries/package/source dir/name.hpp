#pragma once

inline constexpr char const* kName = "first";
