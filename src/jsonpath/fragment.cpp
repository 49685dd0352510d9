#include <charconv>
#include <utility>

#include "jsonpath/compile.hpp"

namespace coworks::jsonpath {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads one bracket: PathComponentAnalyzer. It looks for the first character that it knows, and reads from there.
class Analyzer {
public:
    Analyzer(std::string_view fragment, Source const& source) : fragment_(fragment), source_(source) {}

    Compiled<Segment> run() {
        for (; at_ < fragment_.size(); ++at_) {
            char const c = fragment_[at_];
            if (c == '?') return filter();
            if (c == '\'') return names();
            if (c == '@') return from_end();
            if (is_digit(c) || c == ':' || c == '-') return numbers();
            if (c != '[' && c != ' ' && c != '(' && c != '.') skipped_ = true;
        }
        if (fragment_.find('"') != std::string_view::npos)
            return refused("A name in brackets stands in single quotes: ['name']");
        return refused("Expected a name in single quotes, an index, a slice, '*' or a filter");
    }

private:
    tl::unexpected<SyntaxError> refused(std::string message) const {
        return tl::unexpected(SyntaxError{.message = std::move(message), .offset = source_.offset});
    }

    tl::unexpected<SyntaxError> not_closed() const { return refused("Expected ']'"); }

    /// Tells of a bracket of which a part was skipped.
    void remark_skipped(std::string meaning) const {
        if (!skipped_) return;
        source_.remarks.push_back(std::string(fragment_) + " is read as " + std::move(meaning));
    }

    Compiled<Segment> filter() {
        if (source_.within_filter) return refused("A path within a filter has to select one value");
        Segment segment{.kind = Segment::Kind::filter};
        if (is_placeholder()) {
            segment.filter = std::make_shared<Filter const>(Filter{.placeholder = true});
            return segment;
        }
        auto filter = compile_filter(fragment_.substr(fragment_.rfind('[', at_)), source_);
        if (!filter) return tl::unexpected(std::move(filter.error()));
        segment.filter = std::make_shared<Filter const>(*std::move(filter));
        return segment;
    }

    /// `[?]`, `[?,?]`: ^\[\s*\?\s*[,\s*\?]*?\s*]$
    bool is_placeholder() const {
        return fragment_.ends_with(']') &&
               fragment_.substr(1, at_ - 1).find_first_not_of(" \t\n\v\f\r") == std::string_view::npos &&
               fragment_.substr(at_, fragment_.size() - at_ - 1).find_first_not_of("?,* \t\n\v\f\r") ==
                   std::string_view::npos;
    }

    /// `['a']`, `['a','b']`: what stands between quotes, up to the first `]`. A backslash is a character like others
    /// (recorded: $['Test\""Name"'] selects the member Test\""Name").
    Compiled<Segment> names() {
        Segment segment;
        std::string name;
        bool open = false;
        for (;; ++at_) {
            if (at_ == fragment_.size()) return not_closed();
            char const c = fragment_[at_];
            if (c == ']') break;
            if (c == '\'') {
                if (open) segment.names.push_back(std::exchange(name, {}));
                open = !open;
            } else if (open) {
                name += c;
            } else if (c != ',' && c != ' ') {
                skipped_ = true;
            }
        }
        if (open) skipped_ = true;
        std::string meaning;
        for (auto const& each : segment.names)
            meaning += (meaning.empty() ? "['" : "','") + each;
        remark_skipped(meaning.empty() ? "no name at all" : meaning + "']");
        return segment;
    }

    /// `[(@.length-1)]`, `[(@.size()-1)]`.
    Compiled<Segment> from_end() {
        at_ += 2;
        std::string function;
        for (; at_ < fragment_.size() && fragment_[at_] != '-'; ++at_) {
            if (std::string_view(" ()").find(fragment_[at_]) == std::string_view::npos) function += fragment_[at_];
        }
        if (at_ >= fragment_.size() || (function != "length" && function != "size"))
            return refused("Expected [(@.length-1)]");
        std::string number;
        for (; at_ < fragment_.size() && fragment_[at_] != ')'; ++at_) {
            if (fragment_[at_] != ' ') number += fragment_[at_];
        }
        if (at_ == fragment_.size()) return refused("Expected ')'");
        Segment segment{.kind = Segment::Kind::from_end};
        if (!add(segment, number)) return refused("Expected [(@.length-1)]");
        remark_skipped("an index from the end");
        return segment;
    }

    bool add(Segment& segment, std::string& number) const {
        std::int32_t value = 0;
        auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        if (error != std::errc() || end != number.data() + number.size()) return false;
        segment.numbers.push_back(value);
        number.clear();
        return true;
    }

    /// Digits and signs from here on, blanks left out.
    bool gather(std::string& number) {
        for (; at_ < fragment_.size(); ++at_) {
            char const c = fragment_[at_];
            if (is_digit(c) || c == '-') {
                number += c;
            } else if (c != ' ') {
                return true;
            }
        }
        return false;
    }

    /// `[1]`, `[1,2]`, `[1:]`, `[:2]`, `[1:2]`, and with a step that means nothing: analyzeArraySequence().
    Compiled<Segment> numbers() {
        Segment segment;
        std::string number;
        Seen seen;
        for (;;) {
            if (!gather(number)) return not_closed();
            char const c = fragment_[at_];
            if (c != ',' && c != ':') break;
            if (c == ',') {
                seen.comma = true;
                if (!add(segment, number)) return refused("Expected an index");
            } else {
                if (auto read = colon(segment, number, seen); !read) return tl::unexpected(std::move(read.error()));
                if (fragment_[at_] == ']') break;
                if (fragment_[at_] == ':') source_.remarks.emplace_back("the step of a slice means nothing to AWS");
            }
            ++at_;
        }
        if (!number.empty() && !add(segment, number)) return refused("Expected an index");
        bool const only = segment.numbers.size() == 1 && !seen.to && !seen.from;
        segment.kind = only         ? Segment::Kind::index
                       : seen.comma ? Segment::Kind::indices
                       : seen.from  ? Segment::Kind::slice_from
                       : seen.to    ? Segment::Kind::slice_to
                                    : Segment::Kind::slice_between;
        if (fragment_[at_] != ']') skipped_ = true;
        remark_numbers(segment);
        return segment;
    }

    struct Seen {
        bool comma = false;
        bool from = false;
        bool to = false;
    };

    /// A colon and the number after it; where that ends, whatever it is, is skipped.
    Compiled<void> colon(Segment& segment, std::string& number, Seen& seen) {
        bool const first = number.empty();
        if (!first && !add(segment, number)) return refused("Expected an index");
        ++at_;
        if (!gather(number)) return not_closed();
        if (first) {
            seen.to = true;
            if (!add(segment, number)) return refused("A slice needs a number before or after ':'");
        } else if (number.empty()) {
            seen.from = true;
        } else if (!add(segment, number)) {
            return refused("Expected an index");
        }
        return {};
    }

    void remark_numbers(Segment const& segment) const {
        remark_skipped("the index " + std::to_string(segment.numbers.front()));
        if (segment.kind == Segment::Kind::index && segment.numbers.front() < 0) {
            source_.remarks.emplace_back(
                "AWS finds nothing at a negative index: the last item is [(@.length-1)], or [-1:] as a list");
        }
    }

    std::string_view fragment_;
    Source const& source_;
    std::size_t at_ = 0;
    bool skipped_ = false;
};

}  // namespace

Compiled<Segment> compile_fragment(std::string_view fragment, Source const& source) {
    if (fragment == "$") return Segment{.kind = Segment::Kind::root};
    if (fragment == "..") return Segment{.kind = Segment::Kind::scan};
    if (fragment == "[*]") return Segment{.kind = Segment::Kind::wildcard};
    return Analyzer(fragment, source).run();
}

}  // namespace coworks::jsonpath
