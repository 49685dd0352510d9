#pragma once

#include <coworks/json.hpp>
#include <string>
#include <string_view>

namespace coworks::jsonpath {

/// Appends a value as Java's toString() writes it: the service runs on Java, and States.Format and some error texts
/// show it: `{a=1, b=[x, null]}`. False if the value is nested deeper than `depth`; then `out` is of no use.
bool append_java_text(std::string& out, Json const& value, std::size_t depth);

/// The class that Jackson reads such a value into: "java.util.LinkedHashMap", "java.lang.String", …; "null".
std::string_view java_class(Json const& value) noexcept;

}  // namespace coworks::jsonpath
