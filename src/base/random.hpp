#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace coworks {

/// Where randomness comes from; passed in, so that tests can seed it.
class Random {
public:
    virtual ~Random() = default;
    /// 64 uniformly distributed bits.
    virtual std::uint64_t next() = 0;

    /// A double in [0, 1) with 53 random bits.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// A version 4 UUID (RFC 9562 section 5.4) in lower case.
    std::string uuid();
};

/// Bytes of the operating system (getrandom), drawn in advance for each thread. Thread-safe; not for a process that
/// forks without exec, whose child would draw the same.
class SystemRandom final : public Random {
public:
    std::uint64_t next() override;
};

/// A seeded generator (xoshiro256**): the same seed gives the same sequence everywhere. Not thread-safe.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed);
    std::uint64_t next() override;

private:
    std::array<std::uint64_t, 4> state_;
};

}  // namespace coworks
