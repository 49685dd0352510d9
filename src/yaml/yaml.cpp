#include "yaml/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "yaml/scalar.hpp"

namespace coworks::yaml {

namespace {

SourcePosition position(YAML::Mark const& mark) {
    return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1};
}

// yaml-cpp 0.7 ends a plain scalar inside { } and [ ] at any question mark, as YAML 1.1 drafts did; in YAML 1.2.2
// (section 7.3.3) `{cron: 0 2 * * ? *}` is fine. So a question mark that can't announce a complex key travels as
// this control character, which no YAML text may hold (section 5.1), and columns stay what they are.
constexpr char kQuestionMark = '\x01';

std::string hide_question_marks(std::string_view text) {
    std::string out(text);
    char before = '\n';  // the last character that is no blank
    for (std::size_t i = 0; i < out.size(); ++i) {
        char const c = out[i];
        bool const ends = i + 1 == out.size() || std::string_view(" \t\r\n").find(out[i + 1]) != std::string_view::npos;
        if (c == '?' && !(ends && std::string_view("\n,[{:-?").find(before) != std::string_view::npos)) {
            out[i] = kQuestionMark;
        }
        if (c != ' ' && c != '\t' && c != '\r') before = c;
    }
    return out;
}

std::string with_question_marks(std::string text) {
    std::replace(text.begin(), text.end(), kQuestionMark, '?');
    return text;
}

/// Ends the reading at the first fault that leaves no document.
struct Stop {
    Diagnostic fault;
};

/// Takes yaml-cpp's events and builds the value, its positions and what anchors stand for.
class Builder final : public YAML::EventHandler {
public:
    Builder(std::string_view file, Limits const& limits, PositionedJson& out)
        : file_(file), limits_(limits), out_(out) {}

    void OnDocumentStart(YAML::Mark const&) override {}
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override { scalar(mark, anchor, Json()); }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        auto const found = anchors_.find(anchor);
        // yaml-cpp knows an anchor from its beginning on, so a value may hold an alias of itself.
        if (found == anchors_.end())
            stop(mark, "recursive-alias", "an alias stands inside the value that it repeats", "");
        count(mark, found->second.values);
        place(mark);
        add(mark, found->second.value, found->second.values);
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& written) override {
        std::string const value = with_question_marks(written);
        if (!is_utf8(value)) stop(mark, "invalid-utf8", "the text is not valid UTF-8", "save the file as UTF-8");
        if (expects_key()) {
            key(mark, value);
            return;
        }
        if (tag == "?" || tag.empty()) {
            auto resolved = resolve_plain(value);
            if (!resolved)
                stop(mark, "bad-number", "the number '" + value + "' has no JSON form",
                     "put it in quotes if it is text");
            scalar(mark, anchor, std::move(*resolved));
        } else if (tag == "!" || tag == "tag:yaml.org,2002:str") {
            scalar(mark, anchor, Json(value));
        } else {
            stop(mark, "unknown-tag", "the tag '" + tag + "' is not known here", "remove it; quotes make a text");
        }
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, anchor, false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, anchor, true);
    }
    void OnMapEnd() override { close(); }

private:
    struct Anchored {
        Json value;
        std::size_t values;
    };
    struct Frame {
        std::string pointer;
        bool map;
        YAML::anchor_t anchor;
        YAML::Mark mark;
        Json::ArrayBuilder items{};
        Json::ObjectBuilder members{};
        std::string name{};
        SourcePosition name_position{};
        bool has_name = false;
        std::size_t values = 1;
    };

    [[noreturn]] void stop(YAML::Mark const& mark, std::string code, std::string message, std::string remedy) const {
        throw Stop{{.file = std::string(file_),
                    .position = position(mark),
                    .code = std::move(code),
                    .message = std::move(message),
                    .remedy = std::move(remedy)}};
    }

    void count(YAML::Mark const& mark, std::size_t values) {
        values_ += values;
        if (values_ > limits_.values_max)
            stop(mark, "too-large", "the document has too many values", "split it, or repeat less by aliases");
    }

    bool expects_key() const { return !frames_.empty() && frames_.back().map && !frames_.back().has_name; }

    void key(YAML::Mark const& mark, std::string const& name) {
        Frame& frame = frames_.back();
        if (frame.members.contains(name)) {
            stop(mark, "duplicate-key", "the key '" + name + "' stands here for the second time",
                 "remove or rename one of them");
        }
        frame.name = name;
        frame.name_position = position(mark);
        frame.has_name = true;
    }

    std::string next_pointer() const {
        if (frames_.empty()) return {};
        Frame const& frame = frames_.back();
        return frame.map ? pointer_to(frame.pointer, frame.name) : pointer_to(frame.pointer, frame.items.size());
    }

    void place(YAML::Mark const& mark) {
        bool const named = !frames_.empty() && frames_.back().map;
        out_.positions.add(next_pointer(), {named ? frames_.back().name_position : position(mark), position(mark)});
    }

    void scalar(YAML::Mark const& mark, YAML::anchor_t anchor, Json value) {
        if (expects_key()) {
            key(mark, "");
            return;
        }
        count(mark, 1);
        place(mark);
        if (anchor != YAML::NullAnchor) anchors_.insert_or_assign(anchor, Anchored{value, 1});
        add(mark, std::move(value), 1);
    }

    void open(YAML::Mark const& mark, YAML::anchor_t anchor, bool map) {
        if (expects_key())
            stop(mark, "complex-key", "a key must be a plain text", "put quotes around it if it begins with [ or {");
        if (frames_.size() >= limits_.depth_max) stop(mark, "too-deep", "nested deeper than allowed", "");
        count(mark, 1);
        place(mark);
        frames_.push_back({.pointer = next_pointer(), .map = map, .anchor = anchor, .mark = mark});
    }

    void close() {
        Frame frame = std::move(frames_.back());
        frames_.pop_back();
        Json value = frame.map ? frame.members.finish() : frame.items.finish();
        if (frame.anchor != YAML::NullAnchor) anchors_.insert_or_assign(frame.anchor, Anchored{value, frame.values});
        add(frame.mark, std::move(value), frame.values);
    }

    void add(YAML::Mark const& mark, Json value, std::size_t values) {
        if (frames_.empty()) {
            out_.value = std::move(value);
            return;
        }
        Frame& frame = frames_.back();
        frame.values += values;
        if (!frame.map) {
            frame.items.push_back(std::move(value));
        } else if (frame.has_name) {
            frame.members.set(frame.name, std::move(value));
            frame.has_name = false;
        } else {
            stop(mark, "complex-key", "a key must be a plain text", "");
        }
    }

    std::string_view file_;
    Limits const& limits_;
    PositionedJson& out_;
    std::vector<Frame> frames_;
    std::unordered_map<YAML::anchor_t, Anchored> anchors_;
    std::size_t values_ = 0;
};

/// Whether the line is indented with a tab, the fault behind many of yaml-cpp's messages.
bool tab_indents(std::string_view text, std::size_t line) {
    for (std::size_t i = 1; i < line; ++i)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    auto const indent = text.substr(0, text.find_first_not_of(" \t"));
    return indent.find('\t') != std::string_view::npos;
}

std::string remedy_of(std::string_view message) {
    auto const says = [message](std::string_view words) { return message.find(words) != std::string_view::npos; };
    if (says("end of map not found")) return "check the indentation, and that the key before it ends with ': '";
    if (says("illegal map value")) return "put quotes around a value that holds ': '";
    if (says("unknown token")) return "put quotes around a value that begins with a special character";
    return {};
}

void read(std::string_view text, std::string_view file, Limits const& limits, PositionedJson& out) {
    if (auto const at = text.find(kQuestionMark); at != std::string_view::npos) {
        throw Stop{{.file = std::string(file),
                    .position = position_of(text, at),
                    .code = "control-character",
                    .message = "the file holds a control character",
                    .remedy = "remove it, or write it as an escape in double quotes"}};
    }
    std::istringstream stream{hide_question_marks(text)};
    YAML::Parser parser(stream);
    Builder builder(file, limits, out);
    if (!parser.HandleNextDocument(builder)) return;
    PositionedJson ignored;
    Builder second(file, limits, ignored);
    if (parser.HandleNextDocument(second)) {
        throw Stop{{.file = std::string(file),
                    .position = {1, 1},
                    .code = "two-documents",
                    .message = "the file holds more than one document",
                    .remedy = "remove the line '---' between them"}};
    }
}

}  // namespace

PositionedJson parse(std::string_view text, std::string_view file, Limits const& limits) {
    PositionedJson out;
    if (text.size() > limits.bytes_max) {
        out.faults.push_back({.file = std::string(file),
                              .position = {1, 1},
                              .code = "too-large",
                              .message = "the file is longer than " + std::to_string(limits.bytes_max) + " bytes",
                              .remedy = {}});
        return out;
    }
    try {
        read(text, file, limits, out);
    } catch (Stop const& stop) {
        out.faults.push_back(stop.fault);
    } catch (YAML::Exception const& error) {
        auto const place = error.mark.is_null() ? SourcePosition{1, 1} : position(error.mark);
        out.faults.push_back(
            {.file = std::string(file),
             .position = place,
             .code = "invalid-yaml",
             .message = error.msg,
             .remedy = tab_indents(text, place.line) ? "indent with blanks, not with tabs" : remedy_of(error.msg)});
    }
    if (!out.faults.empty()) out.value = Json();
    return out;
}

}  // namespace coworks::yaml
