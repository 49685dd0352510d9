/// The functions that Step Functions adds and replaces ("Transforming data with JSONata in Step Functions", JSONata
/// functions provided by Step Functions). What the page leaves open was measured on AWS by others (floci-io/floci,
/// issue 2662 and pull request 2676).

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

Failure wrong_value(std::string message) {
    return failure("D3137").with_message(std::move(message));
}

/// AWS takes whole numbers, towards zero, as Java's long.
double whole(Value const& value) noexcept {
    if (std::isnan(value.number)) return 0;
    return std::trunc(std::clamp(value.number, -9223372036854775808.0, 9223372036854775807.0));
}

/// $partition(array, size): consecutive parts of that size; without one, the array is the only part.
Value partition(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return {};
    if (!value.is_array()) throw failure("T0412").with_index(1).with_value(error_value(value));
    Items const items(value);
    if (items.size() == 0) return {};
    Heap& heap = call.evaluator.heap();
    Array* const result = heap.array();
    if (call.argument(1).is_undefined()) {
        heap.push(*result, value);
        return Value(result);
    }
    double const each = whole(call.argument(1));
    if (each < 0) throw wrong_value("Second argument must be zero or greater");
    if (each == 0) return {};
    Array* part = nullptr;
    for (std::size_t i = 0; i < items.size(); ++i) {
        call.evaluator.tick();
        if (part == nullptr || static_cast<double>(part->size) >= each) {
            part = heap.array();
            heap.push(*result, Value(part));
        }
        heap.push(*part, items[i]);
    }
    return Value(result);
}

/// The bytes of a Java ArrayList of numbers that has grown item by item, with those of the arrays that it left behind.
/// Measured on AWS: of 10 MiB, $range makes 360,145 items, which is a capacity of such a list, and no more.
std::size_t list_bytes(std::size_t count) {
    constexpr std::size_t kNumberBytes = 16;
    std::size_t capacity = 10;
    std::size_t bytes = capacity * Heap::kReferenceBytes;
    while (capacity < count) {
        capacity += capacity / 2;
        bytes += capacity * Heap::kReferenceBytes;
    }
    return bytes + count * kNumberBytes;
}

/// $range(first, last, step): last included, if a step leads there. One number stands for itself; there is nothing
/// where no step leads on.
Value range(Call const& call) {
    for (std::size_t i = 0; i < 3; ++i)
        if (call.argument(i).is_undefined()) return {};
    double const first = whole(call.argument(0));
    double const last = whole(call.argument(1));
    double const step = whole(call.argument(2));
    if (step == 0 || (step > 0 ? first > last : first < last)) return {};
    double const count = std::floor((last - first) / step) + 1;
    if (count > 1e7) throw memory_exceeded();
    call.evaluator.heap().bill(list_bytes(static_cast<std::size_t>(count)));
    Array* const result = call.evaluator.heap().sequence(static_cast<std::size_t>(count));
    for (double i = 0; i < count; ++i) {
        call.evaluator.tick();
        call.evaluator.heap().push(*result, Value(first + i * step));
    }
    return Value(result);
}

/// $hash(text, algorithm): in lower-case hexadecimal digits.
Value hash(Call const& call) {
    Value const text = call.argument(0);
    Value const algorithm = call.argument(1);
    if (text.is_undefined() || algorithm.is_undefined()) return {};
    auto const kind = digest_kind(algorithm.string());
    if (!kind) {
        throw wrong_value("Hash algorithm '" + std::string(algorithm.string()) +
                          "' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
    }
    return call.evaluator.heap().text(hex_encode(digest(*kind, text.string())));
}

/// The first number of java.util.Random with a seed (its documentation of setSeed, next and nextDouble).
double java_random(std::int64_t seed) noexcept {
    constexpr std::uint64_t kFactor = 0x5deece66d;
    constexpr std::uint64_t kMask = (1ULL << 48) - 1;
    std::uint64_t state = (static_cast<std::uint64_t>(seed) ^ kFactor) & kMask;
    auto const next = [&state](int bits) {
        state = (state * kFactor + 0xb) & kMask;
        return state >> (48 - bits);
    };
    std::uint64_t const high = next(26);
    std::uint64_t const low = next(27);
    return static_cast<double>((high << 27) + low) * 0x1p-53;
}

/// $random(seed): with a seed always the same number.
Value random(Call const& call) {
    Value const seed = call.argument(0);
    if (!seed.is_number()) return Value(call.evaluator.random().uniform());
    double const number = whole(seed);
    // The clamp of whole() is 2^63, which a long has not.
    bool const beyond = number >= 9223372036854775807.0;
    return Value(java_random(beyond ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(number)));
}

Value uuid(Call const& call) {
    return call.evaluator.heap().text(call.evaluator.random().uuid());
}

/// $parse(text): the JSON value that the text is.
Value parse(Call const& call) {
    Value const text = call.argument(0);
    if (text.is_undefined()) return text;
    try {
        return Value(call.evaluator.heap().keep(Json::parse(text.string(), {.allow_lone_surrogates = true})));
    } catch (JsonError const&) {
        throw wrong_value("Invalid JSON");
    }
}

constexpr BuiltinRow kAwsRows[] = {
    {"partition", "<xn?:a>", 2, 2, partition, Dialects::aws},
    {"range", "<nnn?:a>", 3, 3, range, Dialects::aws},
    {"hash", "<ss?:s>", 2, 2, hash, Dialects::aws},
    {"random", "<n?:n>", 1, 1, random, Dialects::aws},
    {"uuid", "<:s>", 0, 0, uuid, Dialects::aws},
    {"parse", "<s-:x>", 1, 1, parse, Dialects::aws},
};

}  // namespace

std::span<BuiltinRow const> aws_builtins() {
    return kAwsRows;
}

}  // namespace coworks::jsonata
