#include <coworks/access.hpp>

#include <algorithm>
#include <stdexcept>

namespace coworks {

namespace {

constexpr std::string_view kVerbs[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "*"};

void check_pattern(std::string_view pattern) {
    auto path = pattern;
    if (auto const blank = pattern.find(' '); blank != std::string_view::npos) {
        if (std::ranges::find(kVerbs, pattern.substr(0, blank)) == std::end(kVerbs)) {
            throw std::invalid_argument("the access pattern '" + std::string(pattern) +
                                        "' begins with an unknown verb");
        }
        path = pattern.substr(blank + 1);
    }
    bool const star_inside = path.find('*') != std::string_view::npos && path.find('*') + 1 != path.size();
    if (star_inside || path.find_first_of("?$ ") != std::string_view::npos) {
        throw std::invalid_argument("the access pattern '" + std::string(pattern) +
                                    "' may hold one '*', at its end, and no '?', '$' or blank");
    }
}

bool matches(std::string_view pattern, std::string_view verb, std::string_view path) {
    if (auto const blank = pattern.find(' '); blank != std::string_view::npos) {
        auto const wanted = pattern.substr(0, blank);
        if (wanted != "*" && wanted != verb) return false;
        pattern = pattern.substr(blank + 1);
    }
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    if (!pattern.ends_with('*')) return pattern == path;
    return path.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

Access Access::to(std::initializer_list<std::string_view> patterns) {
    return to(std::vector<std::string>(patterns.begin(), patterns.end()));
}

Access Access::to(std::vector<std::string> patterns) {
    for (std::string const& pattern : patterns)
        check_pattern(pattern);
    Access access(Kind::patterns);
    access.patterns_ = std::move(patterns);
    return access;
}

Access Access::unauthorized() noexcept {
    return Access(Kind::unauthorized);
}

Access Access::as(std::string principal) const {
    Access copy(*this);
    copy.principal_ = std::move(principal);
    return copy;
}

Access Access::with_claims(Json claims) const {
    if (!claims.is_object()) throw std::invalid_argument("claims must be a JSON object");
    Access copy(*this);
    copy.claims_ = std::move(claims);
    return copy;
}

bool Access::allows(std::string_view verb, std::string_view path) const noexcept {
    if (kind_ == Kind::all) return true;
    if (kind_ != Kind::patterns) return false;
    return std::ranges::any_of(patterns_, [&](std::string const& pattern) { return matches(pattern, verb, path); });
}

}  // namespace coworks
