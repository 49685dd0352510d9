#include <algorithm>
#include <cmath>

#include "jsonpath/evaluate.hpp"

namespace coworks::jsonpath {

namespace {

tl::unexpected<Failure> no_result(std::string message) {
    return tl::unexpected(Failure{.kind = Failure::Kind::not_found, .message = std::move(message)});
}

/// The numbers of an array and among the arguments, as Jayway gathers them.
std::vector<double> numbers_of(Json const& value, std::vector<Json> const& arguments) {
    std::vector<double> numbers;
    auto const add = [&](Json const& item) {
        if (item.is_number()) numbers.push_back(item.as_double());
    };
    if (value.is_array()) std::ranges::for_each(value.items(), add);
    for (auto const& argument : arguments) {
        if (argument.is_array()) {
            std::ranges::for_each(argument.items(), add);
        } else {
            add(argument);
        }
    }
    return numbers;
}

Outcome<Json> aggregate(Function function, std::vector<double> const& numbers) {
    if (numbers.empty()) return no_result("Aggregation function attempted to calculate value using empty array");
    if (function == Function::min) return Json(std::ranges::min(numbers));
    if (function == Function::max) return Json(std::ranges::max(numbers));
    double sum = 0;
    double squares = 0;
    for (double const number : numbers) {
        sum += number;
        squares += number * number;
    }
    if (function == Function::sum) return Json(sum);
    auto const count = static_cast<double>(numbers.size());
    if (function == Function::avg) return Json(sum / count);
    return Json(std::sqrt(squares / count - sum * sum / count / count));
}

std::string joined(Json const& value, std::vector<Json> const& arguments) {
    std::string text;
    auto const add = [&](Json const& item) {
        if (item.is_string()) text += item.as_string();
    };
    if (value.is_array()) std::ranges::for_each(value.items(), add);
    for (auto const& argument : arguments) {
        if (argument.is_array()) {
            std::ranges::for_each(argument.items(), add);
        } else if (argument.is_string()) {
            text += argument.as_string();
        } else {
            argument.dump_to(text);
        }
    }
    return text;
}

Outcome<Json> item_of(Json const& value, std::int64_t index) {
    auto const size = static_cast<std::int64_t>(value.size());
    auto const place = index < 0 ? size + index : index;
    if (!value.is_array() || place < 0 || place >= size)
        return no_result("Target index:" + std::to_string(index) + " larger than object count:" + std::to_string(size));
    return value.items()[static_cast<std::size_t>(place)];
}

}  // namespace

Outcome<Json> call(Function function, Json const& value, std::vector<Json> const& arguments) {
    switch (function) {
        case Function::length: {
            Json const& measured = arguments.empty() ? value : arguments.front();
            return measured.is_array() || measured.is_object() ? Json(measured.size()) : Json();
        }
        case Function::min:
        case Function::max:
        case Function::avg:
        case Function::stddev:
        case Function::sum: {
            auto result = aggregate(function, numbers_of(value, arguments));
            if (result && !std::isfinite(result->as_double())) return no_result("The numbers are too large");
            return result;
        }
        case Function::concat:
            return Json(joined(value, arguments));
        case Function::keys: {
            if (!value.is_object()) return Json();
            Json::ArrayBuilder names;
            for (auto const& member : value.members())
                names.push_back(member.name_value);
            return names.finish();
        }
        case Function::append: {
            if (!value.is_array()) return value;
            Json longer = value;
            for (auto const& argument : arguments)
                longer = std::move(longer).appended(argument);
            return longer;
        }
        case Function::first:
            return item_of(value, 0);
        case Function::last:
            return item_of(value, -1);
        case Function::index: {
            if (arguments.empty() || arguments.front().kind() != Json::Kind::integer)
                return no_result("index() needs a number");
            return item_of(value, arguments.front().as_int64());
        }
    }
    return Json();
}

}  // namespace coworks::jsonpath
