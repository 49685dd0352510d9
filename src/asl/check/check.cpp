#include "asl/check/check.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

#include "asl/check/advice.hpp"
#include "asl/check/checker.hpp"
#include "asl/check/jackson.hpp"
#include "asl/loader.hpp"
#include "base/in_order.hpp"

namespace coworks::asl {

namespace {

constexpr std::string_view kNoJson = "INVALID_JSON_DESCRIPTION";
constexpr std::size_t kSourceShown = 500;  // bytes of the text that Jackson quotes

/// A text that is no JSON.
Finding json_finding(std::string_view text, JsonError const& error) {
    auto const [reason, offset] = jackson_reason(text, error);
    auto const position = position_of(text, offset);
    std::string source = "[Source: (String)\"" + std::string(text.substr(0, kSourceShown)) + "\"";
    if (text.size() > kSourceShown) {
        source += "[truncated " + std::to_string(text.size() - kSourceShown) + " chars]";
    }
    source += "; line: " + std::to_string(position.line) + ", column: " + std::to_string(position.column) + "]";
    return {.code = std::string(kNoJson), .message = reason + "\n at " + source, .location = source};
}

/// Goes forward through a text of JSON, to the positions of bytes within its strings.
class StringCursor {
public:
    explicit StringCursor(std::string_view text) : text_(text) {}

    /// The position of a byte of the string that begins at `string`. Both must not go back: the whole text is passed
    /// once, however many positions are asked for.
    SourcePosition find(SourcePosition string, std::size_t offset) {
        while (at_ < text_.size() && here_ < string) {
            step();
            decoded_ = 0;
            if (here_ == string) step();  // the quote
        }
        while (at_ < text_.size() && decoded_ < offset && text_[at_] != '"')
            decode();
        return here_;
    }

private:
    void step() {
        auto const c = static_cast<unsigned char>(text_[at_++]);
        // The bytes of one character are one column.
        while (c >= 0xc0 && at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xc0) == 0x80)
            ++at_;
        if (c == '\n')
            here_ = {.line = here_.line + 1, .column = 1};
        else
            ++here_.column;
    }

    /// One character, or one escape.
    void decode() {
        std::size_t const before = at_;
        if (text_[at_] != '\\') {
            step();
            decoded_ += at_ - before;
            return;
        }
        bool const unicode = text_.substr(at_ + 1, 1) == "u";
        unsigned code = 0;
        if (unicode && at_ + 6 <= text_.size())
            std::from_chars(text_.data() + at_ + 2, text_.data() + at_ + 6, code, 16);
        for (std::size_t left = unicode ? 6 : 2; left > 0 && at_ < text_.size(); --left)
            step();
        // A pair of surrogates is one character of four bytes: the first counts.
        bool const pair = code >= 0xd800 && code < 0xdc00;
        bool const second = code >= 0xdc00 && code < 0xe000;
        decoded_ += pair ? 4 : second ? 0 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t decoded_ = 0;
    SourcePosition here_{.line = 1, .column = 1};
};

/// Where the findings stand in the source.
std::vector<SourcePosition> positions_of(std::span<Finding const> findings, Source const& source) {
    std::vector<SourcePosition> positions;
    std::map<std::pair<SourcePosition, std::size_t>, std::vector<std::size_t>> within;
    for (Finding const& finding : findings) {
        auto const place = source.document.positions.find(finding.pointer);
        if (finding.offset) within[{place.value, *finding.offset}].push_back(positions.size());
        positions.push_back(place.key.line != 0 ? place.key : place.value);
    }
    for (auto const& [where, asking] : within) {
        Json const* const value = source.document.value.find_pointer(findings[asking.front()].pointer);
        std::string_view const text = value != nullptr && value->is_string() ? value->as_string() : std::string_view();
        SourcePosition const found = source.within(where.first, text, where.second);
        for (std::size_t const index : asking)
            positions[index] = found;
    }
    return positions;
}

Finding not_an_object() {
    return {.code = std::string(checking::kSchema), .message = "Definition must be a valid JSON object"};
}

}  // namespace

std::vector<Finding> validate(Json const& definition, ExecutionType type, Limits const& limits) {
    checking::Checker checker(type, limits);
    checker.definition(definition);
    return checker.take();
}

std::vector<Finding> validate_text(std::string_view text, ExecutionType type, Limits const& limits) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {not_an_object()};
    try {
        return validate(Json::parse(text), type, limits);
    } catch (JsonError const& error) {
        return {json_finding(text, error)};
    }
}

std::vector<Finding> validate_state(Json const& state, std::string_view name, QueryLanguage language,
                                    Limits const& limits) {
    checking::Checker checker(ExecutionType::standard, limits);
    checker.state(state, name, checking::Place{}.member("States").member(name), language, 0);
    return checker.take();
}

std::string invalid_definition_message(std::span<Finding const> findings) {
    std::string list;
    for (auto const& finding : findings) {
        if (finding.severity != Finding::Severity::error) continue;
        if (!list.empty()) list += ", ";
        list += finding.code + ": " + finding.message + " at " + (finding.location.empty() ? "null" : finding.location);
    }
    return list.empty() ? list : "Invalid State Machine Definition: '" + list + "'";
}

Json validation_response(std::span<Finding const> findings, Finding::Severity least, std::size_t results_max) {
    Json::ArrayBuilder diagnostics;
    bool failed = false;
    bool truncated = false;
    for (auto const& finding : findings) {
        if (finding.severity == Finding::Severity::advice) continue;
        bool const error = finding.severity == Finding::Severity::error;
        failed = failed || error;
        if (!error && least == Finding::Severity::error) continue;
        if (diagnostics.size() == results_max) {
            truncated = true;
            continue;
        }
        auto diagnostic = Json::object(
            {{"severity", error ? "ERROR" : "WARNING"}, {"code", finding.code}, {"message", finding.message}});
        if (!finding.location.empty()) diagnostic = std::move(diagnostic).with("location", finding.location);
        diagnostics.push_back(std::move(diagnostic));
    }
    return Json::object(
        {{"result", failed ? "FAIL" : "OK"}, {"diagnostics", diagnostics.finish()}, {"truncated", truncated}});
}

FindWithin find_within_json(std::string_view text) {
    return [cursor = StringCursor(text)](SourcePosition value, std::string_view, std::size_t offset) mutable {
        return cursor.find(value, offset);
    };
}

PositionedJson read_json(std::string_view text, std::string_view file) {
    PositionedJson document = parse_with_positions(text, file);
    for (Diagnostic& fault : document.faults)
        if (fault.code == "invalid-json") fault.code = kNoJson;
    return document;
}

std::vector<Diagnostic> check(std::string_view text, std::string_view file, ExecutionType type, Limits const& limits) {
    auto const document = read_json(text, file);
    return check({.document = document, .file = file, .within = find_within_json(text)}, type, {}, limits);
}

std::vector<Diagnostic> check(Source const& source, ExecutionType type, FindMore const& more, Limits const& limits) {
    std::vector<Diagnostic> diagnostics = source.document.faults;
    bool const unreadable = std::ranges::any_of(
        diagnostics, [](Diagnostic const& fault) { return fault.severity == Diagnostic::Severity::error; });
    if (unreadable && source.document.value.is_null()) return diagnostics;
    auto findings = validate(source.document.value, type, limits);
    bool const faultless = !unreadable && std::ranges::none_of(findings, [](Finding const& finding) {
        return finding.severity == Finding::Severity::error;
    });
    if (faultless && more) {
        if (auto const machine = load(source.document.value, limits)) more(**machine, findings);
    }
    std::ranges::move(advise(source.document.value, limits), std::back_inserter(findings));
    auto const positions = positions_of(findings, source);
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding& finding = findings[i];
        diagnostics.push_back({.severity = finding.severity == Finding::Severity::error ? Diagnostic::Severity::error
                                                                                        : Diagnostic::Severity::warning,
                               .file = std::string(source.file),
                               .position = positions[i],
                               .code = std::move(finding.code),
                               .message = std::move(finding.message),
                               .remedy = std::move(finding.remedy)});
    }
    sort_by_place(diagnostics);
    return diagnostics;
}

}  // namespace coworks::asl
