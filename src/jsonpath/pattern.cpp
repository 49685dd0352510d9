#define PCRE2_CODE_UNIT_WIDTH 8
#include "jsonpath/pattern.hpp"

#include <pcre2.h>

namespace coworks::jsonpath {

namespace {

// A match that needs more steps than this is an attack or a mistake; it takes some 10 ms.
constexpr std::uint32_t kMatchLimit = 200'000;
constexpr std::uint32_t kDepthLimit = 1'000;
constexpr std::uint32_t kHeapLimitKib = 16'384;

pcre2_code* code_of(void* held) {
    return static_cast<pcre2_code*>(held);
}

}  // namespace

std::shared_ptr<Pattern const> Pattern::compile(std::string_view expression, std::string_view flags) {
    std::uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    for (char const flag : flags) {
        switch (flag) {
            case 'i':
                options |= PCRE2_CASELESS;
                break;
            case 'm':
                options |= PCRE2_MULTILINE;
                break;
            case 's':
                options |= PCRE2_DOTALL;
                break;
            case 'x':
                options |= PCRE2_EXTENDED;
                break;
            case 'u':
            case 'U':
                options |= PCRE2_UCP;
                break;
            case 'd':
                break;
            default:
                return nullptr;
        }
    }
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto* const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(), options,
                                     &error, &offset, nullptr);
    return code == nullptr ? nullptr : std::shared_ptr<Pattern const>(new Pattern(code));
}

Pattern::Answer Pattern::matches(std::string_view text) const {
    auto const context = std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)>(
        pcre2_match_context_create(nullptr), pcre2_match_context_free);
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_depth_limit(context.get(), kDepthLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKib);
    auto const data = std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>(
        pcre2_match_data_create(1, nullptr), pcre2_match_data_free);
    int const result = pcre2_match(code_of(code_), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                   data.get(), context.get());
    if (result >= 0) return Answer::yes;
    return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT
               ? Answer::too_costly
               : Answer::no;
}

Pattern::~Pattern() {
    pcre2_code_free(code_of(code_));
}

}  // namespace coworks::jsonpath
