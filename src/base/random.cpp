#include "base/random.hpp"

#include <sys/random.h>

#include <bit>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/base64.hpp"

namespace coworks {

std::string Random::uuid() {
    std::array<std::uint64_t, 2> bits{next(), next()};
    std::array<unsigned char, 16> bytes;
    std::memcpy(bytes.data(), bits.data(), bytes.size());
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    std::string hex = hex_encode({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    for (std::size_t const at : {8U, 13U, 18U, 23U})
        hex.insert(at, 1, '-');
    return hex;
}

std::uint64_t SystemRandom::next() {
    // One system call for many numbers: two a request would cost 5 % of the gateway's time.
    thread_local std::array<std::uint64_t, 32> drawn;  // 256 bytes: getrandom gives up to these whole
    thread_local std::size_t used = drawn.size();
    if (used == drawn.size()) {
        // It fails only on kernels that don't have it (before 3.17) or for longer reads.
        if (::getrandom(drawn.data(), sizeof drawn, 0) != static_cast<ssize_t>(sizeof drawn)) std::abort();
        used = 0;
    }
    return std::exchange(drawn[used++], 0);
}

// The seed is spread by SplitMix64, as the authors of xoshiro256** recommend (D. Blackman, S. Vigna, 2018).
SeededRandom::SeededRandom(std::uint64_t seed) : state_() {
    for (std::uint64_t& word : state_) {
        seed += 0x9e3779b97f4a7c15;
        std::uint64_t z = seed;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        word = z ^ z >> 31;
    }
}

std::uint64_t SeededRandom::next() {
    std::uint64_t const result = std::rotl(state_[1] * 5, 7) * 9;
    std::uint64_t const shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

}  // namespace coworks
