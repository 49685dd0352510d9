#include "json/positions.hpp"

#include <algorithm>
#include <unordered_set>

namespace coworks {

namespace {

/// Goes through a text that is known to be JSON and tells where each value begins. Lines are counted on the way, so
/// that the whole costs one pass.
class Scanner {
public:
    Scanner(std::string_view text, std::string_view file, PositionedJson& out) : text_(text), file_(file), out_(out) {}

    void run() {
        skip_space();
        out_.positions.add("", {here(), here()});
        begin_value();
        while (!frames_.empty()) {
            skip_space();
            char const c = text_[at_];
            if (c == '}' || c == ']') {
                step();
                frames_.pop_back();
            } else if (c == ',') {
                step();
            } else {
                next_value();
            }
        }
    }

private:
    struct Frame {
        std::string pointer;
        bool object;
        std::size_t index = 0;
        std::unordered_set<std::string> names;
    };

    SourcePosition here() const { return {line_, column_}; }

    void step() {
        auto const c = static_cast<unsigned char>(text_[at_++]);
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if ((c & 0xc0) != 0x80) {
            ++column_;
        }
    }

    void skip_space() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
            step();
    }

    void next_value() {
        Frame& frame = frames_.back();
        SourcePosition const key = here();
        if (frame.object) {
            std::string const name = read_name();
            pointer_ = pointer_to(frame.pointer, name);
            if (!frame.names.insert(name).second) {
                out_.faults.push_back({.file = std::string(file_),
                                       .position = key,
                                       .length = name.size() + 2,
                                       .code = "duplicate-name",
                                       .message = "there are two members '" + name + "' in one object",
                                       .remedy = "remove or rename one of them"});
            }
            skip_space();
            step();
            skip_space();
        } else {
            pointer_ = pointer_to(frame.pointer, frame.index++);
        }
        out_.positions.add(pointer_, {frame.object ? key : here(), here()});
        begin_value();
    }

    /// Passes a scalar, or opens an array or object.
    void begin_value() {
        char const c = text_[at_];
        if (c == '{' || c == '[') {
            frames_.push_back({pointer_, c == '{', 0, {}});
            step();
        } else if (c == '"') {
            skip_string();
        } else {
            while (at_ < text_.size() && std::string_view(",]} \n\t\r").find(text_[at_]) == std::string_view::npos)
                step();
        }
    }

    void skip_string() {
        step();
        while (text_[at_] != '"') {
            if (text_[at_] == '\\') step();
            step();
        }
        step();
    }

    std::string read_name() {
        std::size_t const begin = at_;
        skip_string();
        return std::string(Json::parse(text_.substr(begin, at_ - begin), {.allow_lone_surrogates = true}).as_string());
    }

    std::string_view text_;
    std::string_view file_;
    PositionedJson& out_;
    std::vector<Frame> frames_;
    std::string pointer_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t column_ = 1;
};

}  // namespace

std::string pointer_to(std::string_view pointer, std::string_view name) {
    std::string out(pointer);
    out += '/';
    for (char const c : name) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
    return std::string(pointer) + "/" + std::to_string(index);
}

Positions::Place Positions::find(std::string_view pointer) const {
    while (true) {
        if (auto const found = places_.find(std::string(pointer)); found != places_.end()) return found->second;
        if (pointer.empty()) return {};
        pointer = pointer.substr(0, pointer.rfind('/'));
    }
}

PositionedJson parse_with_positions(std::string_view text, std::string_view file, JsonParseOptions const& options) {
    PositionedJson out;
    try {
        out.value = Json::parse(text, options);
    } catch (JsonError const& error) {
        out.faults.push_back({.file = std::string(file),
                              .position = position_of(text, std::min(error.offset(), text.size())),
                              .code = "invalid-json",
                              .message = error.what(),
                              .remedy = {}});
        return out;
    }
    Scanner(text, file, out).run();
    return out;
}

}  // namespace coworks
