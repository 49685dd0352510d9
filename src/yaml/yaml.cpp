#include "yaml/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "yaml/scalar.hpp"
#include "yaml/source.hpp"

namespace coworks::yaml {

namespace {

constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

/// Ends the reading at the first fault that leaves no document.
struct Stop {
    Diagnostic fault;
};

/// Takes yaml-cpp's events and builds the value, its positions and what anchors stand for.
class Builder final : public YAML::EventHandler {
public:
    Builder(Source& source, Limits const& limits, PositionedJson& out) : source_(source), limits_(limits), out_(out) {}

    void OnDocumentStart(YAML::Mark const&) override {}
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override { scalar(mark, anchor, Json()); }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        auto const found = anchors_.find(anchor);
        // yaml-cpp knows an anchor from its beginning on, so a value may hold an alias of itself.
        if (found == anchors_.end())
            stop(mark, "recursive-alias", "an alias stands inside the value that it repeats", "");
        if (expects_key()) stop(mark, "complex-key", "a key must be a plain text, not an alias", "write the key out");
        Extent const& extent = found->second.extent;
        if (frames_.size() + extent.depth > limits_.depth_max) too_deep(mark);
        count(mark, extent.values);
        place(mark);
        add(found->second.value, extent);
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& written) override {
        std::string const value = Source::from_parser(written);
        bool const plain = tag == "?" || tag.empty();
        bool const text = tag == "!" || (tag.starts_with(kCoreTag) && tag.substr(kCoreTag.size()) == "str");
        if (!plain && !text) unknown_tag(mark, tag);
        if (expects_key()) {
            if (anchor != YAML::NullAnchor) anchors_.insert_or_assign(anchor, Anchored{Json(value), {}});
            key(mark, value);
            return;
        }
        auto resolved = plain ? resolve_plain(value) : Json(value);
        if (!resolved) {
            note(mark, "bad-number", "the number '" + value + "' has no JSON form", "put it in quotes if it is text");
            resolved.emplace();
        }
        scalar(mark, anchor, std::move(*resolved));
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        check_tag(mark, tag, "seq");
        open(mark, anchor, false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        check_tag(mark, tag, "map");
        open(mark, anchor, true);
    }
    void OnMapEnd() override { close(); }

private:
    /// How much a value is: itself and all inside it, and its levels.
    struct Extent {
        std::size_t values = 1;
        std::size_t depth = 0;
    };
    struct Anchored {
        Json value;
        Extent extent;
    };
    struct Frame {
        Positions::Entry entry;
        bool map;
        YAML::anchor_t anchor;
        Json::ArrayBuilder items{};
        Json::ObjectBuilder members{};
        std::string name{};
        SourcePosition name_position{};
        bool has_name = false;
        Extent extent{.values = 1, .depth = 1};
    };

    SourcePosition position(YAML::Mark const& mark) const { return source_.position(mark.line, mark.column); }

    [[noreturn]] void stop(YAML::Mark const& mark, std::string code, std::string message, std::string remedy) const {
        throw Stop{source_.fault(position(mark), std::move(code), std::move(message), std::move(remedy))};
    }
    [[noreturn]] void too_deep(YAML::Mark const& mark) const {
        stop(mark, "too-deep", "nested deeper than " + std::to_string(limits_.depth_max) + " levels", "");
    }

    /// A fault after which reading goes on, so that all are told at once.
    void note(YAML::Mark const& mark, std::string code, std::string message, std::string remedy) {
        if (out_.faults.size() + 1 >= limits_.faults_max)
            stop(mark, std::move(code), std::move(message), std::move(remedy));
        out_.faults.push_back(source_.fault(position(mark), std::move(code), std::move(message), std::move(remedy)));
    }
    void unknown_tag(YAML::Mark const& mark, std::string const& tag) {
        note(mark, "unknown-tag", "the tag '" + tag + "' is not known here", "remove it; quotes make a text");
    }
    void check_tag(YAML::Mark const& mark, std::string const& tag, std::string_view core) {
        bool const known = tag.empty() || tag == "?" || tag == "!" ||
                           (tag.starts_with(kCoreTag) && tag.substr(kCoreTag.size()) == core);
        if (!known) unknown_tag(mark, tag);
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
            note(mark, "duplicate-key", "the key '" + name + "' stands here for the second time",
                 "remove or rename one of them");
        }
        frame.name = name;
        frame.name_position = position(mark);
        frame.has_name = true;
    }

    /// Notes where a value stands that comes next.
    Positions::Entry place(YAML::Mark const& mark) {
        SourcePosition const value = position(mark);
        if (frames_.empty()) {
            out_.positions.set_document({value, value});
            return Positions::kDocument;
        }
        Frame const& frame = frames_.back();
        return frame.map ? out_.positions.add(frame.entry, frame.name, {frame.name_position, value})
                         : out_.positions.add(frame.entry, frame.items.size(), {value, value});
    }

    void scalar(YAML::Mark const& mark, YAML::anchor_t anchor, Json value) {
        if (expects_key()) {
            key(mark, "");
            return;
        }
        count(mark, 1);
        place(mark);
        if (anchor != YAML::NullAnchor) anchors_.insert_or_assign(anchor, Anchored{value, {}});
        add(std::move(value), {});
    }

    void open(YAML::Mark const& mark, YAML::anchor_t anchor, bool map) {
        if (expects_key())
            stop(mark, "complex-key", "a key must be a plain text", "put quotes around it if it begins with [ or {");
        if (frames_.size() >= limits_.depth_max) too_deep(mark);
        count(mark, 1);
        frames_.push_back({.entry = place(mark), .map = map, .anchor = anchor});
    }

    void close() {
        Frame frame = std::move(frames_.back());
        frames_.pop_back();
        Json value = frame.map ? frame.members.finish() : frame.items.finish();
        if (frame.anchor != YAML::NullAnchor) anchors_.insert_or_assign(frame.anchor, Anchored{value, frame.extent});
        add(std::move(value), frame.extent);
    }

    void add(Json value, Extent extent) {
        if (frames_.empty()) {
            out_.value = std::move(value);
            return;
        }
        Frame& frame = frames_.back();
        frame.extent.values += extent.values;
        frame.extent.depth = std::max(frame.extent.depth, extent.depth + 1);
        if (frame.map) {
            frame.members.set(frame.name, std::move(value));
            frame.has_name = false;
        } else {
            frame.items.push_back(std::move(value));
        }
    }

    Source& source_;
    Limits const& limits_;
    PositionedJson& out_;
    std::vector<Frame> frames_;
    std::unordered_map<YAML::anchor_t, Anchored> anchors_;
    std::size_t values_ = 0;
};

/// Refuses whatever document comes.
class NoMore final : public YAML::EventHandler {
public:
    explicit NoMore(Source& source) : source_(source) {}

    void OnDocumentStart(YAML::Mark const& mark) override {
        throw Stop{source_.fault(source_.position(mark.line, mark.column), "two-documents",
                                 "the file holds more than one document", "remove the line '---' between them")};
    }
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const&, YAML::anchor_t) override {}
    void OnAlias(YAML::Mark const&, YAML::anchor_t) override {}
    void OnScalar(YAML::Mark const&, std::string const&, YAML::anchor_t, std::string const&) override {}
    void OnSequenceStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(YAML::Mark const&, std::string const&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}

private:
    Source& source_;
};

std::string remedy_of(std::string_view message) {
    auto const says = [message](std::string_view words) { return message.find(words) != std::string_view::npos; };
    if (says("end of map not found")) return "check the indentation, and that the key before it ends with ': '";
    if (says("end of sequence")) return "check the indentation and the brackets of the list";
    if (says("illegal map value")) return "put quotes around a value that holds ': '";
    if (says("unknown token")) return "put quotes around a value that begins with a special character";
    return {};
}

void read(Source& source, Limits const& limits, PositionedJson& out) {
    if (auto fault = source.bad_character()) throw Stop{std::move(*fault)};
    std::istringstream stream{source.for_parser()};
    YAML::Parser parser(stream);
    Builder builder(source, limits, out);
    if (!parser.HandleNextDocument(builder)) return;
    NoMore second(source);
    parser.HandleNextDocument(second);
}

}  // namespace

PositionedJson parse(std::string_view text, std::string_view file, Limits const& limits) {
    PositionedJson out;
    Source source(text, file);
    if (text.size() > limits.bytes_max) {
        out.faults.push_back(source.fault(
            {1, 1}, "too-large", "the file is longer than " + std::to_string(limits.bytes_max) + " bytes", ""));
        return out;
    }
    try {
        read(source, limits, out);
    } catch (Stop const& stop) {
        out.faults.push_back(stop.fault);
    } catch (YAML::Exception const& error) {
        auto const place =
            error.mark.is_null() ? SourcePosition{1, 1} : source.position(error.mark.line, error.mark.column);
        out.faults.push_back(
            source.fault(place, "invalid-yaml", error.msg,
                         source.tab_indents(place.line) ? "indent with blanks, not with tabs" : remedy_of(error.msg)));
    }
    if (!out.faults.empty()) out.value = Json();
    return out;
}

}  // namespace coworks::yaml
