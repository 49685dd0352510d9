#include "json/positions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "json/node.hpp"

namespace coworks {

namespace {

/// Goes through a text that is known to be JSON and tells where each value begins. Lines are counted on the way, so
/// that the whole costs one pass.
class Scanner {
public:
    Scanner(std::string_view text, std::string_view file, PositionedJson& out) : text_(text), file_(file), out_(out) {}

    void run() {
        skip_space();
        out_.positions.set_document({here(), here()});
        begin_value(Positions::kDocument);
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
        Positions::Entry entry;
        bool object;
        std::size_t index = 0;
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
        if (!frame.object) {
            begin_value(out_.positions.add(frame.entry, frame.index++, {here(), here()}));
            return;
        }
        SourcePosition const key = here();
        std::string const name = read_name();
        if (out_.positions.contains(frame.entry, name)) {
            out_.faults.push_back({.file = std::string(file_),
                                   .position = key,
                                   .length = code_points(name) + 2,
                                   .code = "duplicate-name",
                                   .message = "there are two members '" + name + "' in one object",
                                   .remedy = "remove or rename one of them"});
        }
        skip_space();
        step();
        skip_space();
        begin_value(out_.positions.add(frame.entry, name, {key, here()}));
    }

    /// Passes a scalar, or opens an array or object.
    void begin_value(Positions::Entry entry) {
        char const c = text_[at_];
        if (c == '{' || c == '[') {
            frames_.push_back({entry, c == '{'});
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
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t column_ = 1;
};

/// ~1 is /, ~0 is ~ (RFC 6901 section 4).
std::string name_in_pointer(std::string_view token) {
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        bool const escape = token[i] == '~' && i + 1 < token.size();
        name += escape ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return name;
}

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

std::size_t Positions::Hash::operator()(Key const& key) const noexcept {
    return detail::hash_of(key.name) ^ (key.parent * 0x9e3779b97f4a7c15U);
}

void Positions::set_document(Place place) {
    places_[kDocument] = place;
}

Positions::Entry Positions::add(Entry parent, std::string_view name, Place place) {
    auto const [at, is_new] = entries_.try_emplace({parent, std::string(name)}, static_cast<Entry>(places_.size()));
    if (is_new) {
        places_.push_back(place);
    } else {
        places_[at->second] = place;
    }
    return at->second;
}

bool Positions::contains(Entry parent, std::string_view name) const {
    return entries_.contains({parent, std::string(name)});
}

Positions::Place Positions::find(std::string_view pointer) const {
    Entry entry = kDocument;
    while (!pointer.empty()) {
        std::size_t const end = std::min(pointer.find('/', 1), pointer.size());
        auto const found = entries_.find({entry, name_in_pointer(pointer.substr(1, end - 1))});
        if (found == entries_.end()) break;
        entry = found->second;
        pointer.remove_prefix(end);
    }
    return places_[entry];
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
