/// The functions that Step Functions adds and replaces ("Transforming data with JSONata in Step Functions", JSONata
/// functions provided by Step Functions).

#include <cmath>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"

namespace coworks::jsonata {
namespace {

/// $partition(array, size): consecutive parts of that size.
Value partition(Call const& call) {
    Value const value = call.argument(0);
    Value const size = call.argument(1);
    if (value.is_undefined() || size.is_undefined()) return {};
    double const each = std::trunc(size.number);
    if (!(each >= 1)) throw failure("").with_message("The size of a partition must be a positive number");
    Items const items(value);
    Heap& heap = call.evaluator.heap();
    Array* const result = heap.array();
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

/// $range(first, last, step): last included, if a step leads there.
Value range(Call const& call) {
    Value const first = call.argument(0);
    Value const last = call.argument(1);
    Value const step = call.argument(2);
    if (first.is_undefined() || last.is_undefined() || step.is_undefined()) return {};
    if (step.number == 0 || std::isnan(step.number))
        throw failure("").with_message("The step of a range must not be 0");
    double const count = std::floor((last.number - first.number) / step.number) + 1;
    Array* const result = call.evaluator.heap().array();
    if (!(count >= 1)) return Value(result);
    if (count > 1e7) throw failure("D2014").with_value(Json(count));
    for (double i = 0; i < count; ++i) {
        call.evaluator.tick();
        call.evaluator.heap().push(*result, Value(first.number + i * step.number));
    }
    return Value(result);
}

/// $hash(text, algorithm): in lower-case hexadecimal digits.
Value hash(Call const& call) {
    Value const text = call.argument(0);
    Value const algorithm = call.argument(1);
    if (text.is_undefined() || algorithm.is_undefined()) return {};
    auto const kind = digest_kind(algorithm.string());
    if (!kind) throw failure("").with_message("Unknown hash algorithm: " + std::string(algorithm.string()));
    return call.evaluator.heap().text(hex_encode(digest(*kind, text.string())));
}

/// $random(seed): with a seed always the same number.
Value random(Call const& call) {
    Value const seed = call.argument(0);
    if (!seed.is_number()) return Value(call.evaluator.random().uniform());
    SeededRandom seeded(static_cast<std::uint64_t>(
        static_cast<std::int64_t>(std::isfinite(seed.number) && std::fabs(seed.number) < 9e18 ? seed.number : 0)));
    return Value(seeded.uniform());
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
    } catch (JsonError const& error) {
        throw failure("").with_message(error.what());
    }
}

constexpr BuiltinRow kRows[] = {
    {"partition", "<an:a>", 2, 2, partition, Dialects::aws},
    {"range", "<nnn:a>", 3, 3, range, Dialects::aws},
    {"hash", "<ss:s>", 2, 2, hash, Dialects::aws},
    {"random", "<n?:n>", 1, 1, random, Dialects::aws},
    {"uuid", "<:s>", 0, 0, uuid, Dialects::aws},
    {"parse", "<s-:x>", 1, 1, parse, Dialects::aws},
};

}  // namespace

std::span<BuiltinRow const> aws_builtins() {
    return kRows;
}

}  // namespace coworks::jsonata
