#define PCRE2_CODE_UNIT_WIDTH 8
#include "jsonata/case_mapping.hpp"

#include <pcre2.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cwctype>
#include <memory>

#include "base/utf8.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::uint32_t kSigma = 0x3a3;

/// Unicode's simple case mappings, as the C library's built-in UTF-8 locale has them.
locale_t unicode_locale() noexcept {
    static locale_t const locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

struct Mapping {
    std::uint32_t code;
    std::u32string_view upper;
};

/// SpecialCasing.txt, what becomes several characters; ordered. Greek letters with an iota below are apart.
constexpr auto kSeveral = std::to_array<Mapping>({{0x00df, U"SS"},
                                                  {0x0149, U"\u02bcN"},
                                                  {0x01f0, U"J\u030c"},
                                                  {0x0390, U"\u0399\u0308\u0301"},
                                                  {0x03b0, U"\u03a5\u0308\u0301"},
                                                  {0x0587, U"\u0535\u0552"},
                                                  {0x1e96, U"H\u0331"},
                                                  {0x1e97, U"T\u0308"},
                                                  {0x1e98, U"W\u030a"},
                                                  {0x1e99, U"Y\u030a"},
                                                  {0x1e9a, U"A\u02be"},
                                                  {0x1f50, U"\u03a5\u0313"},
                                                  {0x1f52, U"\u03a5\u0313\u0300"},
                                                  {0x1f54, U"\u03a5\u0313\u0301"},
                                                  {0x1f56, U"\u03a5\u0313\u0342"},
                                                  {0x1fb2, U"\u1fba\u0399"},
                                                  {0x1fb3, U"\u0391\u0399"},
                                                  {0x1fb4, U"\u0386\u0399"},
                                                  {0x1fb6, U"\u0391\u0342"},
                                                  {0x1fb7, U"\u0391\u0342\u0399"},
                                                  {0x1fbc, U"\u0391\u0399"},
                                                  {0x1fc2, U"\u1fca\u0399"},
                                                  {0x1fc3, U"\u0397\u0399"},
                                                  {0x1fc4, U"\u0389\u0399"},
                                                  {0x1fc6, U"\u0397\u0342"},
                                                  {0x1fc7, U"\u0397\u0342\u0399"},
                                                  {0x1fcc, U"\u0397\u0399"},
                                                  {0x1fd2, U"\u0399\u0308\u0300"},
                                                  {0x1fd3, U"\u0399\u0308\u0301"},
                                                  {0x1fd6, U"\u0399\u0342"},
                                                  {0x1fd7, U"\u0399\u0308\u0342"},
                                                  {0x1fe2, U"\u03a5\u0308\u0300"},
                                                  {0x1fe3, U"\u03a5\u0308\u0301"},
                                                  {0x1fe4, U"\u03a1\u0313"},
                                                  {0x1fe6, U"\u03a5\u0342"},
                                                  {0x1fe7, U"\u03a5\u0308\u0342"},
                                                  {0x1ff2, U"\u1ffa\u0399"},
                                                  {0x1ff3, U"\u03a9\u0399"},
                                                  {0x1ff4, U"\u038f\u0399"},
                                                  {0x1ff6, U"\u03a9\u0342"},
                                                  {0x1ff7, U"\u03a9\u0342\u0399"},
                                                  {0x1ffc, U"\u03a9\u0399"},
                                                  {0xfb00, U"FF"},
                                                  {0xfb01, U"FI"},
                                                  {0xfb02, U"FL"},
                                                  {0xfb03, U"FFI"},
                                                  {0xfb04, U"FFL"},
                                                  {0xfb05, U"ST"},
                                                  {0xfb06, U"ST"},
                                                  {0xfb13, U"\u0544\u0546"},
                                                  {0xfb14, U"\u0544\u0535"},
                                                  {0xfb15, U"\u0544\u053b"},
                                                  {0xfb16, U"\u054e\u0546"},
                                                  {0xfb17, U"\u0544\u053d"}});

void append_upper(std::string& out, std::uint32_t code) {
    if (code >= 0x1f80 && code <= 0x1faf) {
        constexpr auto kBlocks = std::to_array<std::uint32_t>({0x1f08, 0x1f28, 0x1f68});
        append_utf8(out, kBlocks[(code - 0x1f80) / 16] + code % 8);
        append_utf8(out, 0x399);
        return;
    }
    auto const* const several = std::ranges::lower_bound(kSeveral, code, {}, &Mapping::code);
    if (several == kSeveral.end() || several->code != code) {
        append_utf8(out, static_cast<std::uint32_t>(towupper_l(static_cast<wint_t>(code), unicode_locale())));
        return;
    }
    for (char32_t const one : several->upper)
        append_utf8(out, static_cast<std::uint32_t>(one));
}

/// A property of Unicode; PCRE2 has the tables. Immutable, used by all threads.
class Property {
public:
    explicit Property(char const* pattern) {
        int error = 0;
        PCRE2_SIZE offset = 0;
        code_ = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern), PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_ANCHORED,
                              &error, &offset, nullptr);
    }
    ~Property() { pcre2_code_free(code_); }
    Property(Property const&) = delete;
    Property& operator=(Property const&) = delete;

    bool has(std::string_view text, std::size_t at) const {
        std::uint32_t const code = code_point(text, at);
        if (code >= 0xd800 && code < 0xe000) return false;
        std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data*)> const data(pcre2_match_data_create(1, nullptr),
                                                                                  pcre2_match_data_free);
        return pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(text.data() + at), code_point_length(text, at), 0, 0,
                           data.get(), nullptr) >= 0;
    }

private:
    pcre2_code* code_ = nullptr;
};

Property const& cased() {
    static Property const property("\\p{Cased}");
    return property;
}
Property const& ignorable() {
    static Property const property("\\p{Case_Ignorable}");
    return property;
}

std::size_t before(std::string_view text, std::size_t at) noexcept {
    do
        --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80);
    return at;
}

/// The condition Final_Sigma (Unicode 15, table 3-17): a cased letter before, none behind; what is ignorable aside.
bool is_final_sigma(std::string_view text, std::size_t sigma) {
    bool follows = false;
    for (std::size_t at = sigma; at > 0 && !follows;) {
        at = before(text, at);
        follows = cased().has(text, at);
        if (!ignorable().has(text, at)) break;
    }
    if (!follows) return false;
    for (std::size_t at = sigma + code_point_length(text, sigma); at < text.size(); at += code_point_length(text, at)) {
        if (cased().has(text, at)) return false;
        if (!ignorable().has(text, at)) break;
    }
    return true;
}

}  // namespace

std::string to_upper(std::string_view text) {
    std::string mapped;
    mapped.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); at += code_point_length(text, at)) {
        char const c = text[at];
        if (static_cast<unsigned char>(c) < 0x80) {
            mapped += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        } else {
            append_upper(mapped, code_point(text, at));
        }
    }
    return mapped;
}

std::string to_lower(std::string_view text) {
    std::string mapped;
    mapped.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); at += code_point_length(text, at)) {
        char const c = text[at];
        if (static_cast<unsigned char>(c) < 0x80) {
            mapped += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            continue;
        }
        std::uint32_t const code = code_point(text, at);
        if (code == 0x130) {
            mapped += "i\u0307";
        } else if (code == kSigma) {
            mapped += is_final_sigma(text, at) ? "\u03c2" : "\u03c3";
        } else {
            append_utf8(mapped, static_cast<std::uint32_t>(towlower_l(static_cast<wint_t>(code), unicode_locale())));
        }
    }
    return mapped;
}

}  // namespace coworks::jsonata
