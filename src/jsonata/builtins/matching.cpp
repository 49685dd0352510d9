#include <cmath>
#include <limits>

#include "json/number.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

/// The matches of a text, one after the other: of a regex without making objects of them, of any other function by the
/// protocol {match, start, end, groups, next}.
class Matches {
public:
    Matches(Call const& call, Value const& matcher, Value const& subject)
        : call_(call), subject_(subject), text_(subject.string()), matcher_(matcher) {
        if (!matcher.is_function()) throw failure("T1006");
        Function const& function = unwrap(*matcher.function);
        if (function.kind == Function::Kind::regex) regex_ = function.plan;
    }

    bool next() {
        call_.evaluator.tick();
        bool const first = !std::exchange(started_, true);
        return regex_ != nullptr ? next_of_regex(first) : next_of_function(first);
    }

    Value match() const { return regex_ != nullptr ? part(at_->whole) : member(object_, "match"); }
    /// Its text; nothing where a function has given none.
    std::string_view match_text() const {
        Value const text = match();
        return text.is_string() ? text.string() : std::string_view();
    }
    std::size_t begin() const { return regex_ != nullptr ? at_->whole.begin : byte_of("start"); }
    std::size_t end() const { return regex_ != nullptr ? at_->whole.end : byte_of("end"); }
    Value start_units() const {
        return regex_ != nullptr ? Value(static_cast<double>(units_)) : member(object_, "start");
    }
    Value groups() const {
        if (regex_ == nullptr) return member(object_, "groups");
        Array* const made = call_.evaluator.heap().array(at_->groups.size());
        for (auto const& group : at_->groups)
            call_.evaluator.heap().push(*made, group ? part(*group) : Value());
        return Value(made);
    }
    /// What a replacing function gets.
    Value object() const {
        if (regex_ == nullptr) return object_;
        Heap& heap = call_.evaluator.heap();
        Object* const made = heap.object(4);
        heap.set(*made, "match", match());
        heap.set(*made, "start", start_units());
        heap.set(*made, "end",
                 Value(static_cast<double>(units_ + utf16_length(text_.substr(begin(), end() - begin())))));
        heap.set(*made, "groups", groups());
        return Value(made);
    }

private:
    Value part(Regex::Range range) const {
        return call_.evaluator.heap().borrowed_text(text_.substr(range.begin, range.end - range.begin));
    }
    std::size_t byte_of(std::string_view name) const {
        Value const units = member(object_, name);
        return units.is_number() && units.number >= 0 ? byte_offset(text_, static_cast<std::size_t>(units.number)) : 0;
    }

    bool next_of_regex(bool first) {
        if (!first && at_->whole.end >= text_.size()) return false;
        std::size_t const from = first ? 0 : at_->whole.end;
        auto found = regex_->regex->match(text_, from, call_.evaluator.limits().regex_match_max);
        if (!found) return false;
        if (!first && found->whole.begin == found->whole.end)
            throw failure("D1004").at(regex_->position).with_value(Json(regex_->regex->pattern()));
        units_ += utf16_length(text_.substr(counted_, found->whole.begin - counted_));
        counted_ = found->whole.begin;
        at_ = std::move(found);
        return true;
    }

    bool next_of_function(bool first) {
        Value const callee = first ? matcher_ : member(object_, "next");
        if (!callee.is_function()) throw failure("T1006");
        object_ = call_.evaluator.apply(*callee.function,
                                        first ? std::span<Value const>(&subject_, 1) : std::span<Value const>(),
                                        Value::null(), call_.frame);
        if (object_.is_undefined()) return false;
        bool const fits =
            object_.is_object() && (member(object_, "start").is_number() || member(object_, "groups").is_array() ||
                                    member(object_, "next").is_function());
        if (!fits) throw failure("T1010");
        return true;
    }

    Call const& call_;
    Value subject_;
    std::string_view text_;
    Value matcher_;
    Plan const* regex_ = nullptr;
    std::optional<Regex::Match> at_;
    Value object_;
    bool started_ = false;
    std::size_t units_ = 0;    ///< code units before the match
    std::size_t counted_ = 0;  ///< and the bytes they are
};

double limit_of(Call const& call, std::size_t index, std::string code) {
    Value const limit = call.argument(index);
    if (!limit.is_number()) return std::numeric_limits<double>::infinity();
    if (limit.number < 0) throw failure(std::move(code)).with_value(error_value(limit)).with_index(index + 1);
    return limit.number;
}

Value match(Call const& call) {
    Value const subject = call.argument(0);
    if (subject.is_undefined()) return subject;
    double const limit = limit_of(call, 2, "D3040");
    Heap& heap = call.evaluator.heap();
    Array* const result = heap.sequence();
    if (limit <= 0) return Value(result);
    Matches matches(call, call.argument(1), subject);
    for (double count = 0; matches.next() && count < limit; ++count) {
        Object* const found = heap.object(3);
        heap.set(*found, "match", matches.match());
        heap.set(*found, "index", matches.start_units());
        heap.set(*found, "groups", matches.groups());
        heap.push(*result, Value(found));
    }
    return Value(result);
}

Value contains(Call const& call) {
    Value const subject = call.argument(0);
    Value const token = call.argument(1);
    if (subject.is_undefined()) return subject;
    if (token.is_undefined()) {
        if (call.evaluator.dialect() == Dialect::standard) return {};
        throw failure("").with_message("Cannot read properties of undefined (reading 'apply')");
    }
    if (token.is_string()) return Value(subject.string().find(token.string()) != std::string_view::npos);
    return Value(Matches(call, token, subject).next());
}

Value split(Call const& call) {
    Value const subject = call.argument(0);
    if (subject.is_undefined()) return subject;
    double const limit = limit_of(call, 2, "D3020");
    Heap& heap = call.evaluator.heap();
    Array* const result = heap.array();
    if (limit <= 0) return Value(result);
    std::string_view const text = subject.string();
    auto const push = [&](std::size_t from, std::size_t to) {
        heap.push(*result, heap.borrowed_text(text.substr(from, to - from)));
    };
    Value const separator = call.argument(1);
    std::size_t start = 0;
    if (!separator.is_string()) {
        Matches matches(call, separator, subject);
        double count = 0;
        for (; matches.next() && count < limit; ++count) {
            push(start, std::max(start, matches.begin()));
            start = matches.end();
        }
        if (count < limit) push(start, text.size());
        return Value(result);
    }
    double const most = std::trunc(limit);
    std::string_view const mark = separator.string();
    auto const full = [&] { return static_cast<double>(result->size) >= most; };
    if (mark.empty()) {  // code units, one by one
        for (std::size_t at = 0; at < text.size() && !full(); at += code_point_length(text, at)) {
            call.evaluator.tick();
            std::uint32_t const code = code_point(text, at);
            if (code < 0x10000) {
                push(at, at + code_point_length(text, at));
                continue;
            }
            for (std::uint32_t const unit : {0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)}) {
                if (full()) break;
                std::string half;
                append_unit(half, unit);
                heap.push(*result, heap.text(half));
            }
        }
        return Value(result);
    }
    for (std::size_t at = text.find(mark); at != std::string_view::npos && !full(); at = text.find(mark, start)) {
        call.evaluator.tick();
        push(start, at);
        start = at + mark.size();
    }
    if (!full()) push(start, text.size());
    return Value(result);
}

/// $1, $12, $0, $$ in the text that replaces.
void substitute(std::string& out, std::string_view replacement, Matches const& matches) {
    Value const groups = matches.groups();
    Items const items(groups);
    std::size_t const count = groups.is_array() ? items.size() : 0;
    std::size_t position = 0;
    std::size_t dollar = replacement.find('$');
    auto const number = [&](std::size_t digits) -> long {
        std::size_t at = position;
        long value = -1;
        for (; at < replacement.size() && at < position + digits && replacement[at] >= '0' && replacement[at] <= '9';
             ++at)
            value = (value < 0 ? 0 : value) * 10 + (replacement[at] - '0');
        return value;
    };
    while (dollar != std::string_view::npos && position < replacement.size()) {
        append_text(out, replacement.substr(position, dollar - position));
        position = dollar + 1;
        char const next = position < replacement.size() ? replacement[position] : '\0';
        if (next == '$') {
            out += '$';
            ++position;
        } else if (next == '0') {
            append_text(out, matches.match_text());
            ++position;
        } else {
            std::size_t const digits = count == 0 ? 1 : std::to_string(count).size();
            long index = number(digits);
            if (digits > 1 && index > static_cast<long>(count)) index = number(digits - 1);
            if (index >= 0) {
                if (index >= 1 && static_cast<std::size_t>(index) <= count) {
                    Value const group = items[static_cast<std::size_t>(index) - 1];
                    if (group.is_string()) append_text(out, group.string());
                }
                position += std::to_string(index).size();
            } else {
                out += '$';
            }
        }
        dollar = replacement.find('$', position);
    }
    if (position < replacement.size()) append_text(out, replacement.substr(position));
}

Value replace(Call const& call) {
    Value const subject = call.argument(0);
    if (subject.is_undefined()) return subject;
    Value const pattern = call.argument(1);
    Value const replacement = call.argument(2);
    if (pattern.is_string() && pattern.string().empty()) throw failure("D3010").with_value(Json("")).with_index(2);
    double const limit = limit_of(call, 3, "D3011");
    if (limit <= 0) return subject;
    std::string_view const text = subject.string();
    std::string result;
    std::size_t position = 0;
    double count = 0;
    if (pattern.is_string()) {
        std::string const by = replacement.is_string()      ? std::string(replacement.string())
                               : replacement.is_undefined() ? "undefined"
                                                            : std::string();
        for (std::size_t at = text.find(pattern.string()); at != std::string_view::npos && count < limit; ++count) {
            call.evaluator.tick();
            result.append(text.substr(position, at - position));
            append_text(result, by);
            position = at + pattern.string().size();
            at = text.find(pattern.string(), position);
        }
        append_text(result, text.substr(position));
        return call.evaluator.heap().text(result);
    }
    Matches matches(call, pattern, subject);
    for (; matches.next() && count < limit; ++count) {
        if (result.size() > call.evaluator.limits().output_bytes_max)
            throw failure("U1001").with_message("A text of the expression is too large");
        append_text(result, text.substr(position, std::max(position, matches.begin()) - position));
        if (replacement.is_string()) {
            substitute(result, replacement.string(), matches);
        } else {
            if (!replacement.is_function()) throw failure("T1006");
            Value const match = matches.object();
            Value const by = call.evaluator.apply(*replacement.function, {&match, 1}, Value::null(), call.frame);
            if (!by.is_string()) {
                auto error = failure("D3012");
                if (!by.is_undefined()) error.value = error_value(by);
                throw error;
            }
            append_text(result, by.string());
        }
        position = std::min(matches.begin() + matches.match_text().size(), text.size());
    }
    append_text(result, text.substr(std::min(position, text.size())));
    return call.evaluator.heap().text(result);
}

constexpr BuiltinRow kMatchingRows[] = {
    {"match", "<s-f<s:o>n?:a<o>>", 3, 3, match},
    {"contains", "<s-(sf):b>", 2, 2, contains},
    {"replace", "<s-(sf)(sf)n?:s>", 4, 4, replace},
    {"split", "<s-(sf)n?:a<s>>", 3, 3, split},
};

}  // namespace

std::span<BuiltinRow const> matching_builtins() {
    return kMatchingRows;
}

}  // namespace coworks::jsonata
