#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace coworks::jsonata {

/// Bounds on what one expression may cost, whoever wrote it.
struct Limits {
    /// Length of an expression's text; a state machine's whole definition may have 1 MB (Step Functions quotas).
    std::size_t source_bytes_max = 1 << 20;
    /// Nested nodes of the syntax tree. The longest of the reference's own suite has fewer than 100.
    std::size_t syntax_depth_max = 1'000;
    /// Nested evaluations, counted as the reference's test harness counts them: U1001 beyond.
    std::size_t depth_max = 10'000;
    /// Evaluated nodes and visited values: some ten seconds of work.
    std::uint64_t steps_max = 500'000'000;
    /// Bytes of all values that an evaluation makes; a range of 1e7 numbers, the reference's maximum, needs 160 MB.
    std::size_t memory_bytes_max = 2ULL << 30;
    /// What the evaluation is billed for (heap.hpp): the memory of the service's own evaluator, not of ours. No bound,
    /// but for those who play that service.
    std::size_t billed_bytes_max = std::numeric_limits<std::size_t>::max();
    /// Values and bytes of text in the result; a state's output may have 256 KiB (Step Functions quotas), files more.
    std::size_t output_bytes_max = 512ULL << 20;
    /// Time of one evaluation, by Environment::elapsed: U1001 beyond. Step Functions gives an expression less.
    std::chrono::milliseconds time_max{10'000};
    /// Steps of PCRE2's matcher for one match (pcre2api, "The match context"; a tenth of its default).
    std::uint32_t regex_match_max = 1'000'000;
};

}  // namespace coworks::jsonata
