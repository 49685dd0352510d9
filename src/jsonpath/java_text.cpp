#include "jsonpath/java_text.hpp"

#include <cstdint>
#include <limits>

namespace coworks::jsonpath {

bool append_java_text(std::string& out, Json const& value, std::size_t depth) {
    if (value.is_string()) {
        out += value.as_string();
        return true;
    }
    if (!value.is_array() && !value.is_object()) {
        value.dump_to(out);
        return true;
    }
    if (depth == 0) return false;
    char const* separator = "";
    if (value.is_array()) {
        out += '[';
        for (auto const& item : value.items()) {
            out += separator;
            if (!append_java_text(out, item, depth - 1)) return false;
            separator = ", ";
        }
        out += ']';
        return true;
    }
    out += '{';
    for (auto const& member : value.members()) {
        out += separator;
        out += member.name();
        out += '=';
        if (!append_java_text(out, member.value, depth - 1)) return false;
        separator = ", ";
    }
    out += '}';
    return true;
}

std::string_view java_class(Json const& value) noexcept {
    switch (value.kind()) {
        case Json::Kind::null:
            return "null";
        case Json::Kind::boolean:
            return "java.lang.Boolean";
        case Json::Kind::integer: {
            auto const number = value.as_int64();
            bool const small = number >= std::numeric_limits<std::int32_t>::min() &&
                               number <= std::numeric_limits<std::int32_t>::max();
            return small ? "java.lang.Integer" : "java.lang.Long";
        }
        case Json::Kind::unsigned_integer:
            return "java.math.BigInteger";
        case Json::Kind::real:
            return "java.lang.Double";
        case Json::Kind::string:
            return "java.lang.String";
        case Json::Kind::array:
            return "java.util.ArrayList";
        case Json::Kind::object:
            return "java.util.LinkedHashMap";
    }
    return "java.lang.Object";
}

}  // namespace coworks::jsonpath
