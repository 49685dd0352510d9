#include "aws/model/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace coworks::aws::model {

namespace {

constexpr std::uint32_t kStepsMax = 100'000;  // of the matcher: the models' patterns take few

struct CodeFree {
    void operator()(pcre2_code* code) const noexcept { pcre2_code_free(code); }
};
struct MatchFree {
    void operator()(pcre2_match_data* data) const noexcept { pcre2_match_data_free(data); }
};
struct ContextFree {
    void operator()(pcre2_match_context* context) const noexcept { pcre2_match_context_free(context); }
};
using Code = std::unique_ptr<pcre2_code, CodeFree>;

/// \p{ASCII} is the one class of Java's in these models that PCRE2 hasn't.
std::string translated(std::string_view pattern) {
    constexpr std::string_view kAscii = "\\p{ASCII}";
    std::string text(pattern);
    for (auto at = text.find(kAscii); at != std::string::npos; at = text.find(kAscii, at))
        text.replace(at, kAscii.size(), "[\\x00-\\x7f]");
    return text;
}

Code compile(std::string_view pattern) {
    std::string const text = translated(pattern);
    int error = 0;
    PCRE2_SIZE offset = 0;
    Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                            PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &offset, nullptr));
    if (!code) throw std::logic_error("a pattern of a model can't be read: " + text);
    return code;
}

}  // namespace

bool matches_whole(std::string_view pattern, std::string_view text) {
    static std::mutex mutex;
    static std::map<std::string, Code, std::less<>> compiled;
    pcre2_code const* code = nullptr;
    {
        std::lock_guard const lock(mutex);
        auto found = compiled.find(pattern);
        if (found == compiled.end()) found = compiled.emplace(pattern, compile(pattern)).first;
        code = found->second.get();
    }
    std::unique_ptr<pcre2_match_data, MatchFree> const data(pcre2_match_data_create_from_pattern(code, nullptr));
    std::unique_ptr<pcre2_match_context, ContextFree> const context(pcre2_match_context_create(nullptr));
    if (!data || !context) throw std::bad_alloc();
    pcre2_set_match_limit(context.get(), kStepsMax);
    return pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, data.get(), context.get()) >=
           0;
}

}  // namespace coworks::aws::model
