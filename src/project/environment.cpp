#include "project/environment.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

namespace coworks::project {
namespace {

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r';
}

/// Reads a .env text from front to back; every fault skips to the next line.
class EnvReader {
public:
    EnvReader(std::string_view text, std::string const& file) : text_(text), file_(file) {}

    EnvFile read() {
        while (at_ < text_.size()) {
            skip_blanks();
            bool const empty = at_end_of_line() || text_[at_] == '#';
            if (empty || !read_assignment()) skip_line();
        }
        return std::move(out_);
    }

private:
    bool at_end_of_line() const noexcept { return at_ >= text_.size() || text_[at_] == '\n'; }
    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_]))
            ++at_;
    }
    void skip_line() {
        while (!at_end_of_line())
            ++at_;
        ++at_;
    }

    bool fault(std::size_t offset, std::string message, std::string remedy) {
        Diagnostic diagnostic;
        diagnostic.file = file_;
        diagnostic.position = position_of(text_, offset);
        diagnostic.code = "env-file";
        diagnostic.message = std::move(message);
        diagnostic.remedy = std::move(remedy);
        out_.faults.push_back(std::move(diagnostic));
        return false;
    }

    bool read_assignment() {
        constexpr std::string_view kExport = "export ";
        if (text_.substr(at_).starts_with(kExport)) {
            at_ += kExport.size();
            skip_blanks();
        }
        auto const start = at_;
        while (!at_end_of_line() && text_[at_] != '=')
            ++at_;
        if (at_end_of_line()) return fault(start, "a line without =", "write NAME=value, or # before a comment");
        auto name = text_.substr(start, at_ - start);
        while (!name.empty() && is_blank(name.back()))
            name.remove_suffix(1);
        if (!is_variable_name(name)) {
            return fault(start, "this is no name of a variable", "use letters, digits and _, and no digit first");
        }
        ++at_;
        skip_blanks();
        std::string value;
        bool const quoted = !at_end_of_line() && (text_[at_] == '"' || text_[at_] == '\'');
        if (quoted ? !read_quoted(value) : !read_plain(value)) return false;
        out_.variables.insert_or_assign(std::string(name), std::move(value));
        return true;
    }

    bool read_plain(std::string& value) {
        auto const start = at_;
        while (!at_end_of_line() && !(text_[at_] == '#' && (at_ == start || is_blank(text_[at_ - 1]))))
            ++at_;
        auto taken = text_.substr(start, at_ - start);
        while (!taken.empty() && is_blank(taken.back()))
            taken.remove_suffix(1);
        value = taken;
        skip_line();
        return true;
    }

    bool read_quoted(std::string& value) {
        auto const start = at_;
        char const quote = text_[at_++];
        while (at_ < text_.size() && text_[at_] != quote) {
            char c = text_[at_++];
            if (quote == '"' && c == '\\' && at_ < text_.size()) c = unescape(text_[at_++], value);
            value += c;
        }
        if (at_ >= text_.size()) {
            at_ = start;
            return fault(start, "a quotation that never ends", std::string("close it with ") + quote);
        }
        ++at_;
        skip_blanks();
        if (!at_end_of_line() && text_[at_] != '#')
            return fault(at_, "text after the closing quotation mark", "remove it");
        skip_line();
        return true;
    }

    static char unescape(char c, std::string& value) {
        if (c == 'n') return '\n';
        if (c == 't') return '\t';
        if (c != '"' && c != '\\' && c != '$') value += '\\';
        return c;
    }

    std::string_view text_;
    std::string const& file_;
    std::size_t at_ = 0;
    EnvFile out_;
};

Variables read_env_file(std::filesystem::path const& path, std::vector<Diagnostic>& faults) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return {};
    std::ostringstream text;
    text << in.rdbuf();
    auto file = parse_env_file(text.str(), path.string());
    faults.insert(faults.end(), file.faults.begin(), file.faults.end());
    return std::move(file.variables);
}

}  // namespace

bool is_variable_name(std::string_view name) noexcept {
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
    for (char const c : name) {
        bool const fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!fits) return false;
    }
    return true;
}

EnvFile parse_env_file(std::string_view text, std::string const& file) {
    return EnvReader(text, file).read();
}

Environment::Environment(Variables process, std::filesystem::path const& root, std::string const& stage)
    : process_(std::move(process)),
      stage_file_(read_env_file(root / (".env." + stage), faults_)),
      file_(read_env_file(root / ".env", faults_)) {}

std::optional<std::string> Environment::find(std::string const& name, Variables const& from_file) const {
    for (Variables const* layer : {&process_, &stage_file_, &file_, &from_file}) {
        if (auto const found = layer->find(name); found != layer->end()) return found->second;
    }
    return std::nullopt;
}

Variables Environment::all(Variables const& from_file) const {
    Variables out = process_;
    // insert() keeps what is there: the layers in order of precedence.
    for (Variables const* layer : {&stage_file_, &file_, &from_file})
        out.insert(layer->begin(), layer->end());
    return out;
}

Variables process_environment() {
    Variables out;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        std::string_view const text = *entry;
        auto const split = text.find('=');
        if (split != std::string_view::npos) out.emplace(text.substr(0, split), text.substr(split + 1));
    }
    return out;
}

}  // namespace coworks::project
