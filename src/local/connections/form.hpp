#pragma once

#include <coworks/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace coworks::local::connections {

/// How the items of an array are named: a[0]=x&a[1]=y, a=x&a=y, a=x,y, a[]=x&a[]=y
/// (call-https-apis.html, "Transform": RequestEncodingOptions.ArrayFormat; INDICES is the default).
enum class ArrayFormat { indices, repeat, commas, brackets };
/// Nothing for an unknown name.
std::optional<ArrayFormat> array_format(std::string_view name);

/// An object as application/x-www-form-urlencoded; members of members are a[b]=c.
std::string to_form(Json const& object, ArrayFormat format);

}  // namespace coworks::local::connections
