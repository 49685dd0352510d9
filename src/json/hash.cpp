#include <sys/random.h>

#include <array>
#include <bit>
#include <cstring>

#include "json/node.hpp"

namespace coworks::detail {

namespace {

using Key = std::array<std::uint64_t, 2>;

Key const& process_key() noexcept {
    static Key const key = [] {
        Key made{0x0706050403020100, 0x0f0e0d0c0b0a0908};
        // Where the kernel has no randomness yet, the fixed key costs speed under attack, never a wrong answer.
        static_cast<void>(::getrandom(made.data(), sizeof made, GRND_NONBLOCK));
        return made;
    }();
    return key;
}

struct State {
    std::uint64_t a, b, c, d;

    void round() noexcept {
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    }
    void take(std::uint64_t word) noexcept {
        d ^= word;
        round();
        a ^= word;
    }
};

}  // namespace

// J.-P. Aumasson, D. J. Bernstein: "SipHash: a fast short-input PRF", 2012, with one and three rounds.
std::uint64_t hash_of(std::string_view text) noexcept {
    Key const& key = process_key();
    State state{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d, key[0] ^ 0x6c7967656e657261,
                key[1] ^ 0x7465646279746573};
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        state.take(word);
    }
    std::uint64_t last = static_cast<std::uint64_t>(text.size()) << 56;
    if (at < text.size()) {
        std::uint64_t rest = 0;
        std::memcpy(&rest, text.data() + at, text.size() - at);
        last |= rest;
    }
    state.take(last);
    state.c ^= 0xff;
    state.round();
    state.round();
    state.round();
    return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace coworks::detail
