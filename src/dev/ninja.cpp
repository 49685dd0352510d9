#include "dev/ninja.hpp"

#include <algorithm>
#include <charconv>

#include "dev/workspace.hpp"

namespace coworks::dev {
namespace {

constexpr std::string_view kMark = "@cws ";
constexpr std::string_view kGenerator = "cws-entries: ";

bool take_number(std::string_view& text, int& number) {
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return fault == std::errc{} && !text.empty();
}

}  // namespace

NinjaOutput::NinjaOutput(BuildListener& listener, std::filesystem::path const& root)
    : listener_(listener), root_(root.string() + "/") {}

void NinjaOutput::take(std::string_view line) {
    if (skip_command_) {
        // After FAILED: stands the whole command, which tells a user of `cws` nothing.
        skip_command_ = false;
        return;
    }
    if (line.starts_with(kMark)) {
        auto rest = line.substr(kMark.size());
        int done = 0;
        int total = 0;
        if (take_number(rest, done) && rest.front() == '/') {
            rest.remove_prefix(1);
            if (take_number(rest, total)) listener_.progress(done, total, rest.substr(1));
        }
        return;
    }
    if (line.starts_with("FAILED: ")) {
        skip_command_ = true;
        own_lines_.emplace_back(line);
        return;
    }
    if (line.starts_with("ninja: ")) {
        own_lines_.emplace_back(line);
        return;
    }
    // The generator's own voice is about the machine, once for each service; about a header it speaks as compilers do.
    if (line.starts_with(kGenerator) && !line.starts_with("cws-entries: error: ")) {
        lacking_ = line.substr(kGenerator.size());
        return;
    }
    if (line.starts_with("-- ")) return;  // cmake's remarks when ninja has it run again
    tell(line);
}

void NinjaOutput::tell(std::string_view line) {
    std::string text(line);
    for (auto at = text.find(root_); at != std::string::npos; at = text.find(root_, at))
        text.erase(at, root_.size());
    told_ = true;
    listener_.line(text);
}

void NinjaOutput::finish_failed() {
    if (told_) return;
    for (auto const& line : own_lines_)
        listener_.line(line);
}

std::string file_of_ninja_line(std::string_view line) {
    // `-t deps` prints "OUTPUT: #deps 3, deps mtime 17 (VALID)", then the files, each behind four blanks.
    if (line.find(": #deps ") != std::string_view::npos || line.starts_with("ninja:")) return {};
    auto const start = line.find_first_not_of(' ');
    return start == std::string_view::npos ? std::string() : std::string(line.substr(start));
}

std::vector<std::string> cmake_messages(std::vector<std::string> const& output) {
    auto const first = std::find_if(output.begin(), output.end(),
                                    [](std::string const& line) { return line.starts_with("CMake Error"); });
    std::vector<std::string> out;
    for (auto line = first == output.end() ? output.begin() : first; line != output.end(); ++line) {
        bool const remark = line->starts_with("-- ") || line->starts_with("See also");
        if (!remark && !(line->empty() && (out.empty() || out.back().empty()))) out.push_back(*line);
    }
    return out;
}

}  // namespace coworks::dev
