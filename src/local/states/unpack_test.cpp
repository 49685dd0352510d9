#include "local/states/unpack.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace coworks::local::states {
namespace {

constexpr std::size_t kMax = 1U << 20;

std::string gzip(std::string const& text) {
    z_stream stream{};
    EXPECT_EQ(::deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string packed(::deflateBound(&stream, text.size()), '\0');
    std::string given = text;
    stream.next_in = reinterpret_cast<Bytef*>(given.data());
    stream.avail_in = static_cast<uInt>(given.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    return packed;
}

std::string zstd(std::string const& text) {
    std::string packed(::ZSTD_compressBound(text.size()), '\0');
    packed.resize(::ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    return packed;
}

std::string of(std::string file, std::size_t most = kMax) {
    auto text = unpacked(std::move(file), most);
    return text ? *text : "error: " + text.error();
}

TEST(Unpack, HandsOnWhatIsNotPacked) {
    EXPECT_EQ(of("a,b\n1,2\n"), "a,b\n1,2\n");
    EXPECT_EQ(of(""), "");
    EXPECT_EQ(of("\x1f"), "\x1f");
}

TEST(Unpack, ReadsBothFormatsAndAllTheirMembers) {
    std::string const large(300'000, 'x');
    for (auto const pack : {gzip, zstd}) {
        EXPECT_EQ(of(pack("a,b\n")), "a,b\n");
        EXPECT_EQ(of(pack("")), "");
        EXPECT_EQ(of(pack(large)), large);
        EXPECT_EQ(of(pack("a") + pack("b") + pack(large)), "ab" + large);
    }
}

TEST(Unpack, RefusesWhatIsCutOrDamaged) {
    for (auto const pack : {gzip, zstd}) {
        std::string const packed = pack("some text, some text, some text");
        for (std::size_t size = 4; size < packed.size(); ++size)
            EXPECT_TRUE(of(packed.substr(0, size)).starts_with("error: ")) << size;
        EXPECT_TRUE(of(packed + "rest").starts_with("error: "));
        EXPECT_TRUE(of(packed + packed.substr(0, 12)).starts_with("error: "));
    }
    std::string flipped = gzip("some text, some text, some text");
    flipped[12] = static_cast<char>(flipped[12] ^ 0x55);
    EXPECT_EQ(of(flipped), "error: The file begins as GZIP and can't be unpacked: it is damaged or cut.");
}

TEST(Unpack, BoundsWhatASmallFileMayBecome) {
    for (auto const pack : {gzip, zstd}) {
        EXPECT_EQ(of(pack(std::string(kMax, '0'))).size(), kMax);
        EXPECT_EQ(of(pack(std::string(kMax + 1, '0'))),
                  "error: The file is larger than 1048576 bytes when it is unpacked.");
    }
}

}  // namespace
}  // namespace coworks::local::states
