#include <algorithm>
#include <array>
#include <utility>

#include "jsonpath/compile.hpp"

namespace coworks::jsonpath {

namespace {

struct Sign {
    std::string_view text;
    Comparison comparison;
};
/// In the order in which the library looks for them, anywhere in the text: the first that it finds cuts it in two.
constexpr std::array<Sign, 7> kSigns{{{"==", Comparison::equal},
                                      {">=", Comparison::greater_equal},
                                      {"<=", Comparison::less_equal},
                                      {"!=", Comparison::not_equal},
                                      {"<", Comparison::less},
                                      {">", Comparison::greater},
                                      {"=~", Comparison::matches}}};

bool is_path(std::string_view text) {
    return text.starts_with('$') || text.starts_with('@') || text.starts_with("!@");
}

bool is_quoted(std::string_view text) {
    return text.starts_with('\'') && text.ends_with('\'');
}

bool is_pattern(std::string_view text) {
    return text.starts_with('/') && (text.ends_with('/') || text.ends_with("/i"));
}

/// Compiles the inside of `[?(…)]`.
class FilterCompiler {
public:
    explicit FilterCompiler(Source const& source) : source_(source) {}

    Compiled<Filter> run(std::string_view fragment) {
        auto text = inside(fragment);
        if (!text) return tl::unexpected(std::move(text.error()));
        Filter filter;
        filter.groups.emplace_back();
        bool expected = true;
        for (auto const piece : pieces(*text)) {
            auto const part = trimmed_as_java(piece);
            bool const joins = part == "&&" || part == "||";
            if (joins == expected) return refused("Expected a comparison or a path on each side of && and ||");
            expected = joins;
            if (part == "||") filter.groups.emplace_back();
            if (joins) continue;
            auto criterion = compile(part);
            if (!criterion) return tl::unexpected(std::move(criterion.error()));
            filter.groups.back().push_back(*std::move(criterion));
        }
        if (expected) return refused("Expected a comparison or a path on each side of && and ||");
        remark_parentheses(filter);
        return filter;
    }

private:
    tl::unexpected<SyntaxError> refused(std::string message) const {
        return tl::unexpected(SyntaxError{.message = std::move(message), .offset = source_.offset});
    }

    void remark(std::string text) const { source_.remarks.push_back(std::move(text)); }

    /// What stands between `[?(` and `)]`: findFilterBounds() and the beginning of Filter.parse().
    Compiled<std::string_view> inside(std::string_view fragment) const {
        std::size_t end = 0;
        int squares = 0;
        int rounds = 0;
        bool quoted = false;
        char before = ' ';
        for (std::size_t i = 0; end == 0; ++i) {
            if (i == fragment.size()) return refused("Expected ')]'");
            char const c = fragment[i];
            if (c == '\'' && before != '\\') quoted = !quoted;
            if (!quoted) {
                rounds += c == '(' ? 1 : c == ')' ? -1 : 0;
                squares += c == '[' ? 1 : c == ']' ? -1 : 0;
                if (c == ']' && rounds == 0) end = i + 1;
            }
            before = c;
        }
        if (squares != 0) return refused("The brackets of the filter are not balanced");
        auto text = trimmed_as_java(fragment.substr(1, end - 2));
        if (!text.starts_with('?')) return refused("Expected '?' after '['");
        text = trimmed_as_java(text.substr(1));
        if (text.size() < 2 || !text.starts_with('(') || !text.ends_with(')')) return refused("Expected '(' after '?'");
        return trimmed_as_java(text.substr(1, text.size() - 2));
    }

    /// Cut before and after every && and ||, also those within quotes.
    static std::vector<std::string_view> pieces(std::string_view text) {
        auto const sign_at = [&](std::size_t at) {
            return at + 1 < text.size() && text[at] == text[at + 1] && (text[at] == '&' || text[at] == '|');
        };
        std::vector<std::string_view> cut;
        std::size_t begin = 0;
        for (std::size_t at = 1; at < text.size(); ++at) {
            if (!sign_at(at) && !(at >= 2 && sign_at(at - 2))) continue;
            cut.push_back(text.substr(begin, at - begin));
            begin = at;
        }
        cut.push_back(text.substr(begin));
        return cut;
    }

    /// Parentheses and blanks around a comparison are taken away: they group nothing.
    Compiled<Criterion> compile(std::string_view text) {
        auto const begin = text.find_first_not_of("[?( ");
        auto const end = text.find_last_not_of(") ");
        if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
            return refused("Expected a comparison or a path");
        if (begin > 0 || end + 1 < text.size()) parentheses_ = true;
        text = text.substr(begin, end - begin + 1);
        for (auto const& sign : kSigns) {
            auto const at = text.find(sign.text);
            if (at == std::string_view::npos) continue;
            auto const right = text.substr(at + sign.text.size());
            return comparison(trimmed_as_java(text.substr(0, at)), sign, trimmed_as_java(right));
        }
        return existence(trimmed_as_java(text));
    }

    Compiled<Criterion> existence(std::string_view text) {
        if (!is_path(text)) return refused("Expected a comparison or a path; a filter has no words such as 'in'");
        Criterion criterion;
        if (text.starts_with('!')) criterion.comparison = Comparison::missing;
        if (text.starts_with('$')) remark("'" + std::string(text) + "' by itself is looked for in the item");
        if (auto read = path(criterion.left, text); !read) {
            if (text.find(' ') == std::string_view::npos) return tl::unexpected(std::move(read.error()));
            return refused("Expected == != < <= > >= or =~, which is all that AWS' filters compare with");
        }
        return criterion;
    }

    Compiled<Criterion> comparison(std::string_view left, Sign const& sign, std::string_view right) {
        Criterion criterion;
        criterion.comparison = sign.comparison;
        if (right.starts_with("!@")) return refused("A '!' stands before a path alone: [?(!@.name)]");
        if (left.starts_with('!')) {
            remark(is_path(left) ? "the '!' before a comparison means nothing to AWS"
                                 : "'" + std::string(left) + "' is a text to AWS: a '!' stands before a path alone");
        }
        if (right.starts_with('=')) remark("'" + std::string(sign.text) + "=' compares with a text that begins with =");
        if (auto read = operand(criterion.left, left); !read) return tl::unexpected(std::move(read.error()));
        if (auto read = operand(criterion.right, right); !read) return tl::unexpected(std::move(read.error()));
        bool const pattern =
            criterion.left.kind == Operand::Kind::pattern || criterion.right.kind == Operand::Kind::pattern;
        if (pattern != (sign.comparison == Comparison::matches)) {
            remark(pattern ? "a comparison with a /pattern/ needs =~: another one never holds"
                           : "=~ needs a pattern between slashes: AWS fails without");
        }
        return criterion;
    }

    Compiled<void> path(Operand& operand, std::string_view text) {
        operand.kind = Operand::Kind::path;
        if (text.starts_with('!')) text.remove_prefix(1);
        auto compiled = compile_operand(text, source_.offset, source_.limits);
        if (!compiled) return tl::unexpected(std::move(compiled.error()));
        operand.path = *std::move(compiled);
        for (auto const& each : operand.path->remarks)
            remark(each);
        return {};
    }

    Compiled<void> operand(Operand& operand, std::string_view text) {
        if (is_path(text)) return path(operand, text);
        if (is_quoted(text)) {
            if (text.size() < 2) return refused("The text has no closing quote");
            operand.text = std::string(text.substr(1, text.size() - 2));
        } else if (is_pattern(text)) {
            return pattern(operand, text);
        } else {
            operand.text = std::string(text);
            if (text.starts_with('"')) {
                remark("the quotes of " + operand.text + " are part of the text to AWS: use single ones");
            }
        }
        return {};
    }

    Compiled<void> pattern(Operand& operand, std::string_view text) {
        auto const last = text.rfind('/');
        if (last == 0) return refused("The regular expression has no closing '/'");
        operand.kind = Operand::Kind::pattern;
        operand.text = std::string(text.substr(1, last - 1));
        operand.pattern = Pattern::compile(operand.text, text.substr(last + 1));
        if (!operand.pattern) return refused("The regular expression is malformed");
        return {};
    }

    void remark_parentheses(Filter const& filter) const {
        bool const both = filter.groups.size() > 1 &&
                          std::ranges::any_of(filter.groups, [](auto const& group) { return group.size() > 1; });
        if (parentheses_ && both) remark("parentheses group nothing in AWS' filters: && binds before ||");
    }

    Source const& source_;
    bool parentheses_ = false;
};

}  // namespace

Compiled<Filter> compile_filter(std::string_view fragment, Source const& source) {
    return FilterCompiler(source).run(fragment);
}

}  // namespace coworks::jsonpath
