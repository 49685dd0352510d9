#include "local/states/unpack.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace coworks::local::states {
namespace {

constexpr std::string_view kGzip = "\x1f\x8b";
constexpr std::string_view kZstandard = "\x28\xb5\x2f\xfd";
constexpr std::size_t kPiece = 64U << 10;

auto too_large(std::size_t bytes_max) {
    return tl::unexpected("The file is larger than " + std::to_string(bytes_max) + " bytes when it is unpacked.");
}

auto damaged(std::string_view format) {
    return tl::unexpected("The file begins as " + std::string(format) +
                          " and can't be unpacked: it is damaged or cut.");
}

tl::expected<std::string, std::string> gunzip(std::string const& file, std::size_t bytes_max) {
    z_stream stream{};
    constexpr int kOnlyGzip = 16 + MAX_WBITS;  // zlib.h, inflateInit2
    if (::inflateInit2(&stream, kOnlyGzip) != Z_OK) return damaged("GZIP");
    std::unique_ptr<z_stream, int (*)(z_stream*)> const end(&stream, ::inflateEnd);
    std::string text;
    std::array<char, kPiece> piece{};
    std::size_t taken = 0;
    for (int state = Z_OK;;) {
        if (stream.avail_in == 0) {
            std::size_t const next = std::min(file.size() - taken, std::size_t{std::numeric_limits<uInt>::max()});
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.data() + taken));
            stream.avail_in = static_cast<uInt>(next);
            taken += next;
            if (next == 0 && state == Z_STREAM_END) return text;
            if (next == 0) return damaged("GZIP");
        }
        if (state == Z_STREAM_END && ::inflateReset(&stream) != Z_OK) return damaged("GZIP");
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = ::inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) return damaged("GZIP");
        text.append(piece.data(), piece.size() - stream.avail_out);
        if (text.size() > bytes_max) return too_large(bytes_max);
    }
}

tl::expected<std::string, std::string> unzstd(std::string const& file, std::size_t bytes_max) {
    std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> const stream(::ZSTD_createDStream(),
                                                                               ::ZSTD_freeDStream);
    std::string text;
    std::array<char, kPiece> piece{};
    ZSTD_inBuffer in{file.data(), file.size(), 0};
    for (;;) {
        ZSTD_outBuffer out{piece.data(), piece.size(), 0};
        std::size_t const left = ::ZSTD_decompressStream(stream.get(), &out, &in);
        if (::ZSTD_isError(left) != 0) return damaged("Zstandard");
        text.append(piece.data(), out.pos);
        if (text.size() > bytes_max) return too_large(bytes_max);
        if (in.pos < in.size) continue;
        if (left == 0) return text;  // the last frame is whole, and all of it was handed out
        if (out.pos < out.size) return damaged("Zstandard");
    }
}

}  // namespace

tl::expected<std::string, std::string> unpacked(std::string file, std::size_t bytes_max) {
    if (file.starts_with(kGzip)) return gunzip(file, bytes_max);
    if (file.starts_with(kZstandard)) return unzstd(file, bytes_max);
    return file;
}

}  // namespace coworks::local::states
