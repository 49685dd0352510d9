#pragma once

/// The memory of one evaluation: taken in blocks, bounded, freed at once.

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "jsonata/value.hpp"

namespace coworks::jsonata {

class Heap {
public:
    Heap(std::size_t bytes_max, std::size_t billed_max) : left_(bytes_max), billed_left_(billed_max) {}
    Heap(Heap const&) = delete;
    Heap& operator=(Heap const&) = delete;

    /// Throws Failure beyond the bound.
    void* allocate(std::size_t bytes) {
        bytes = (bytes + 15) & ~std::size_t{15};
        if (bytes > static_cast<std::size_t>(end_ - next_)) refill(bytes);
        return std::exchange(next_, next_ + bytes);
    }
    /// Bills memory that Step Functions' evaluator would take, which is bounded apart from ours: the items of lists
    /// that grow, texts, members of objects. Throws Failure beyond that bound.
    void bill(std::size_t bytes) {
        if (bytes > billed_left_) throw_exceeded();
        billed_left_ -= bytes;
    }
    /// T must not need destruction.
    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T))) T{std::forward<Arguments>(arguments)...};
    }

    static constexpr std::size_t kReferenceBytes = 4;
    static constexpr std::size_t kShortList = 16;

    // --- Arrays ---------------------------------------------------------------------------------------------------

    Array* array(std::size_t capacity = 0);
    Array* sequence(std::size_t capacity = 0) {
        Array* const made = array(capacity);
        made->sequence = true;
        return made;
    }
    Array* sequence_of(Value value) {
        Array* const made = sequence(1);
        push(*made, value);
        return made;
    }
    void push(Array& to, Value value) {
        Buffer* const buffer = to.buffer;
        if (buffer == nullptr || buffer->used != to.size || buffer->used == buffer->capacity) {
            grow(to, to.size + 1);
            bill_items(to.buffer->capacity);
        }
        to.buffer->items()[to.size++] = value;
        ++to.buffer->used;
    }
    void push_all(Array& to, Value const& array);
    /// Bills a list that has grown to so many places. Short ones are free: every evaluation has some.
    void bill_items(std::size_t capacity) {
        if (capacity >= kShortList) bill(capacity * kReferenceBytes);
    }
    /// A plain array with the same items; shares them.
    Array* share(Array const& of);

    // --- Texts ----------------------------------------------------------------------------------------------------

    Value text(std::string_view copied);
    /// Without a copy; the bytes outlive the evaluation, or belong to its heap.
    Value borrowed_text(std::string_view text) { return Value(make<Text>(text.data(), text.size(), nullptr)); }
    Value concat(Value const& left, std::string_view right);
    /// Keeps a document for the time of the evaluation.
    Json const& keep(Json document) {
        kept_.push_back(std::make_unique<Json>(std::move(document)));
        return *kept_.back();
    }

    // --- Objects --------------------------------------------------------------------------------------------------

    Object* object(std::size_t capacity = 0);
    /// `name` outlives the evaluation, or belongs to its heap.
    void set(Object& object, std::string_view name, Value value);
    void erase(Object& object, std::string_view name);

private:
    void refill(std::size_t bytes);
    [[noreturn]] static void throw_exceeded();
    void grow(Array& to, std::size_t capacity);
    void make_index(Object& object);

    struct Free {
        void operator()(char* block) const noexcept { ::operator delete(block); }
    };
    char* next_ = nullptr;
    char* end_ = nullptr;
    std::size_t left_;
    std::size_t billed_left_;
    std::size_t block_bytes_ = 4 << 10;
    std::vector<std::unique_ptr<char, Free>> blocks_;
    std::vector<std::unique_ptr<Json>> kept_;
};

}  // namespace coworks::jsonata
