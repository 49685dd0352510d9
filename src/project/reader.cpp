#include "project/reader.hpp"

#include <algorithm>

namespace coworks::project {
namespace {

/// The value as the file may have it, shortened: it is quoted in a fault.
std::string quoted(Json const& value) {
    constexpr std::size_t kPreviewMax = 40;
    if (value.is_array()) return "a list";
    if (value.is_object()) return "a mapping";
    if (value.is_null()) return "nothing";
    auto text = value.is_string() ? "\"" + std::string(value.as_string()) + "\"" : value.dump();
    if (text.size() > kPreviewMax) text = to_utf8(text.substr(0, kPreviewMax)) + "…";
    return text;
}

std::size_t length_of(Json const& value) {
    if (value.is_string()) return std::max<std::size_t>(1, code_points(value.as_string()));
    return value.is_array() || value.is_object() || value.is_null() ? 1 : value.dump().size();
}

std::string_view last_name(std::string_view pointer) {
    auto const slash = pointer.rfind('/');
    return slash == std::string_view::npos ? pointer : pointer.substr(slash + 1);
}

}  // namespace

void Reader::add(SourcePosition position, std::size_t length, std::string code, std::string message,
                 std::string remedy) {
    Diagnostic diagnostic;
    diagnostic.file = file_;
    diagnostic.position = position;
    diagnostic.length = length;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.remedy = std::move(remedy);
    faults_.push_back(std::move(diagnostic));
}

void Reader::fault(Item const& item, std::string code, std::string message, std::string remedy) {
    // A value that is not there has no place of its own: its key has.
    auto const place = document_.positions.find(item.pointer);
    auto const position = item.value.is_null() ? place.key : place.value;
    add(position, length_of(item.value), std::move(code), std::move(message), std::move(remedy));
}

void Reader::fault_of_key(Item const& item, std::string code, std::string message, std::string remedy) {
    auto const name = last_name(item.pointer);
    add(key_position(item.pointer), std::max<std::size_t>(1, code_points(name)), std::move(code), std::move(message),
        std::move(remedy));
}

void Reader::unknown_key(Item const& item, std::string_view name, std::string_view what,
                         std::vector<std::string_view> const& known) {
    std::string const nearest(nearest_name(name, known));
    std::string all;
    for (auto const& one : known)
        all += (all.empty() ? "" : ", ") + std::string(one);
    fault_of_key(
        item, "unknown-key", "'" + std::string(name) + "' is no key of " + std::string(what),
        nearest.empty() ? (known.empty() ? "remove it" : "known here: " + all) : "did you mean '" + nearest + "'?");
}

bool Reader::is_mapping(Item const& item, std::string_view what) {
    if (item.value.is_null()) return false;
    if (item.value.is_object()) return true;
    fault(item, "wrong-type", std::string(what) + " is a mapping, not " + quoted(item.value),
          "write `key: value` lines below it");
    return false;
}

void Reader::text(Item const& item, std::string& into) {
    if (!item.value.is_string()) {
        fault(item, "wrong-type", "this is a text, not " + quoted(item.value),
              item.value.is_array() || item.value.is_object() ? "write one word or line" : "put it in quotes");
        return;
    }
    into = item.value.as_string();
}

void Reader::flag(Item const& item, bool& into) {
    if (item.value.is_bool()) {
        into = item.value.as_bool();
    } else {
        fault(item, "wrong-type", "this is true or false, not " + quoted(item.value), "write true or false");
    }
}

void Reader::whole_number(Item const& item, int min, int max, int& into) {
    bool const whole = item.value.kind() == Json::Kind::integer;
    if (whole && item.value.as_int64() >= min && item.value.as_int64() <= max) {
        into = static_cast<int>(item.value.as_int64());
        return;
    }
    fault(item, whole ? "out-of-range" : "wrong-type",
          "this is a whole number from " + std::to_string(min) + " to " + std::to_string(max) + ", not " +
              quoted(item.value));
}

void Reader::size(Item const& item, std::uint64_t min, std::uint64_t max, std::uint64_t& into) {
    auto const parsed = item.value.is_string() ? parse_size(item.value.as_string()) : std::nullopt;
    if (!parsed) {
        fault(item, "wrong-type", quoted(item.value) + " is no size", "write a number and its unit: 128 MB, 1 GB");
    } else if (*parsed < min || *parsed > max) {
        fault(item, "out-of-range",
              size_text(*parsed) + " is out of range: from " + size_text(min) + " to " + size_text(max));
    } else {
        into = *parsed;
    }
}

void Reader::duration(Item const& item, std::chrono::milliseconds max, std::chrono::milliseconds& into) {
    auto const parsed = item.value.is_string() ? parse_duration(item.value.as_string()) : std::nullopt;
    if (!parsed) {
        fault(item, "wrong-type", quoted(item.value) + " is no length of time",
              "write a number and its unit: 250 ms, 3 s, 5 min, 2 h, 90 days");
    } else if (parsed->count() <= 0 || *parsed > max) {
        fault(item, "out-of-range",
              duration_text(*parsed) + " is out of range: more than nothing, and at most " + duration_text(max));
    } else {
        into = *parsed;
    }
}

void Reader::texts(Item const& item, std::vector<std::string>& into) {
    if (item.value.is_string()) {
        into = {std::string(item.value.as_string())};
        return;
    }
    if (!item.value.is_array()) {
        fault(item, "wrong-type", "this is a list of texts, not " + quoted(item.value), "write [one, two]");
        return;
    }
    into.clear();
    for (std::size_t index = 0; index < item.value.size(); ++index) {
        std::string one;
        text(item.item(index), one);
        if (!one.empty()) into.push_back(std::move(one));
    }
}

void Reader::variables(Item const& item, Variables& into) {
    // Set by Lambda itself, and refused by it in a function's configuration (Lambda guide, "Defined runtime
    // environment variables").
    static constexpr std::string_view kReserved[] = {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT",
        "LAMBDA_RUNTIME_DIR",
    };
    each(item, "env", [&](std::string const& name, Item const& value) {
        if (!is_variable_name(name)) {
            fault_of_key(value, "bad-name", "'" + name + "' is no name of a variable",
                         "use letters, digits and _, and no digit first");
        } else if (std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved)) {
            fault_of_key(value, "reserved-name", "Lambda itself sets " + name, "use another name");
        } else {
            std::string one;
            text(value, one);
            into.insert_or_assign(name, std::move(one));
        }
    });
}

}  // namespace coworks::project
