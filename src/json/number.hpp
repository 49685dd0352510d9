#pragma once

#include <string>

namespace coworks {

/// A double as ECMAScript's Number::toString prints it (ECMA-262, section 6.1.6.1.20): shortest digits that read back,
/// no fraction for whole numbers, exponents from 1e21 and below 1e-6; NaN and Infinity by those names, -0 as 0.
void append_ecmascript_number(std::string& out, double value);
std::string ecmascript_number(double value);

}  // namespace coworks
