#define PCRE2_CODE_UNIT_WIDTH 8
#include "jsonata/regex.hpp"

#include <pcre2.h>

#include <array>

#include "jsonata/failure.hpp"

namespace coworks::jsonata {
namespace {

[[noreturn]] void malformed(std::string_view pattern, std::string_view why) {
    throw failure("").with_message("Invalid regular expression: /" + std::string(pattern) + "/: " + std::string(why));
}

/// What `\s` stands for in JavaScript (ECMA-262 section 22.2.2.9), inside of a class.
constexpr std::string_view kBlanks = "\\x09-\\x0d\\x20\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/// Rewrites what PCRE2 reads otherwise than JavaScript does (ECMA-262 annex B.1.2, patterns without the u flag).
class Translation {
public:
    explicit Translation(std::string_view pattern) : pattern_(pattern) {}

    std::string run() {
        while (at_ < pattern_.size()) {
            char const c = pattern_[at_];
            if (c == '\\') {
                escape();
            } else if (in_class_) {
                class_character(c);
            } else {
                character(c);
            }
        }
        return std::move(out_);
    }

private:
    char peek(std::size_t ahead) const noexcept { return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0'; }
    void copy(std::size_t count) {
        out_ += pattern_.substr(at_, count);
        at_ += count;
    }

    void class_character(char c) {
        if (c == '[') {
            out_ += "\\[";  // PCRE2 would begin a POSIX class
            ++at_;
            return;
        }
        if (c == ']') in_class_ = false;
        copy(1);
    }

    void character(char c) {
        bool const quantified = std::exchange(quantified_, false);
        switch (c) {
            case '[':
                in_class_ = true;
                copy(peek(1) == '^' ? 2 : 1);
                return;
            case '(':
                if (peek(1) == '*') malformed(pattern_, "Nothing to repeat");
                if (peek(1) == '?') group();
                break;
            case '+':
                if (quantified) malformed(pattern_, "Nothing to repeat");
                [[fallthrough]];
            case '*':
            case '?':
            case '}':
                quantified_ = true;
                break;
            case '.':
                out_ += "[^\\n\\r\u2028\u2029]";  // ECMA-262 section 12.3: four line terminators
                ++at_;
                return;
            default:
                break;
        }
        if (c == '?' && quantified) quantified_ = false;  // lazy
        copy(1);
    }

    void group() const {
        char const c = peek(2);
        bool const behind = c == '<';
        if (c != ':' && c != '=' && c != '!' && !behind) malformed(pattern_, "Invalid group");
    }

    void escape() {
        quantified_ = false;
        char const c = peek(1);
        if (c == '\0') malformed(pattern_, "\\ at end of pattern");
        static constexpr std::string_view kLetters = "ACEFGHIJKLMNOPQRTUVXYZaeghijlmopqyz";
        if (c == 's' || c == 'S') {
            if (in_class_ && c == 's') {
                out_ += kBlanks;
            } else if (!in_class_) {
                out_.append(c == 's' ? "[" : "[^").append(kBlanks).append("]");
            } else {
                out_ += "\\S";
            }
            at_ += 2;
        } else if ((c == 'D' || c == 'W') && !in_class_) {
            // The JIT of PCRE2 10.42 takes no character beyond ASCII for \D and \W with PCRE2_MATCH_INVALID_UTF, but in
            // a class.
            out_.append("[").append(pattern_.substr(at_, 2)).append("]");
            at_ += 2;
        } else if (c == 'v') {
            out_ += "\\x0b";
            at_ += 2;
        } else if (c == '0' && (peek(2) < '0' || peek(2) > '9')) {
            out_ += "\\x00";
            at_ += 2;
        } else if (c == 'k' && peek(2) != '<') {
            out_ += 'k';
            at_ += 2;
        } else if (kLetters.find(c) != std::string_view::npos) {
            out_ += c;  // an escaped letter without a meaning is that letter
            at_ += 2;
        } else {
            copy(2);
        }
    }

    std::string_view pattern_;
    std::string out_;
    std::size_t at_ = 0;
    bool in_class_ = false;
    bool quantified_ = false;
};

struct MatchData {
    pcre2_match_data* data = nullptr;
    pcre2_match_context* context = nullptr;
    ~MatchData() {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
    }
};

/// One thread's scratch space, grown to the largest pattern.
MatchData& match_data(std::uint32_t pairs) {
    static thread_local MatchData scratch;
    if (scratch.context == nullptr) scratch.context = pcre2_match_context_create(nullptr);
    if (scratch.data == nullptr || pcre2_get_ovector_count(scratch.data) < pairs) {
        pcre2_match_data_free(scratch.data);
        scratch.data = pcre2_match_data_create(pairs, nullptr);
    }
    return scratch;
}

pcre2_code* code_of(void* code) noexcept {
    return static_cast<pcre2_code*>(code);
}

}  // namespace

std::shared_ptr<Regex const> Regex::compile(std::string_view pattern, std::string_view flags) {
    std::string const translated = Translation(pattern).run();
    std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS |
                            PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES;
    if (flags.find('i') != std::string_view::npos) options |= PCRE2_CASELESS;
    if (flags.find('m') != std::string_view::npos) options |= PCRE2_MULTILINE;
    std::unique_ptr<pcre2_compile_context, void (*)(pcre2_compile_context*)> const context(
        pcre2_compile_context_create(nullptr), pcre2_compile_context_free);
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_ANYCRLF);
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code* const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(), options,
                                           &error, &offset, context.get());
    if (code == nullptr) {
        std::array<PCRE2_UCHAR, 128> text{};
        pcre2_get_error_message(error, text.data(), text.size());
        malformed(pattern, reinterpret_cast<char const*>(text.data()));
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);  // where there is no JIT, the interpreter does it
    std::shared_ptr<Regex> made(new Regex);
    made->pattern_ = pattern;
    made->code_ = code;
    return made;
}

Regex::~Regex() {
    pcre2_code_free(code_of(code_));
}

std::optional<Regex::Match> Regex::match(std::string_view text, std::size_t offset, std::uint32_t steps_max) const {
    std::uint32_t captures = 0;
    pcre2_pattern_info(code_of(code_), PCRE2_INFO_CAPTURECOUNT, &captures);
    MatchData& scratch = match_data(captures + 1);
    pcre2_set_match_limit(scratch.context, steps_max);
    int const found = pcre2_match(code_of(code_), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), offset, 0,
                                  scratch.data, scratch.context);
    if (found == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (found < 0) {
        throw failure("U1001").with_message("Regular expression takes too long to match: /" + pattern_ + "/");
    }
    PCRE2_SIZE const* const vector = pcre2_get_ovector_pointer(scratch.data);
    Match match{.whole = {vector[0], vector[1]}};
    // Look-behind assertions with \K aside (which the translation removes), a match never ends before it begins.
    for (std::size_t i = 1; i <= captures; ++i) {
        bool const took_part = i < static_cast<std::size_t>(found) && vector[2 * i] != PCRE2_UNSET;
        match.groups.push_back(took_part ? std::optional(Range{vector[2 * i], vector[2 * i + 1]}) : std::nullopt);
    }
    return match;
}

}  // namespace coworks::jsonata
