#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace coworks::jsonata {

/// Stable merge sort that compares what the reference compares, in its order (functions.js, msort): a comparison may be
/// an expression with an error in it. `swaps(a, b)`: b goes before a.
template <class T, class Swaps>
void merge_sort(std::vector<T>& items, Swaps const& swaps) {
    std::vector<T> scratch(items.size());
    auto const sort = [&](auto const& self, std::size_t begin, std::size_t end) -> void {
        if (end - begin <= 1) return;
        std::size_t const middle = begin + (end - begin) / 2;
        self(self, begin, middle);
        self(self, middle, end);
        std::size_t left = begin;
        std::size_t right = middle;
        std::size_t out = begin;
        while (left < middle && right < end)
            scratch[out++] = swaps(items[left], items[right]) ? items[right++] : items[left++];
        while (left < middle)
            scratch[out++] = items[left++];
        while (right < end)
            scratch[out++] = items[right++];
        for (std::size_t i = begin; i < end; ++i)
            items[i] = scratch[i];
    };
    sort(sort, 0, items.size());
}

}  // namespace coworks::jsonata
