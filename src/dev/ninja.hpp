#pragma once

/// Understands what ninja and cmake print.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::dev {

class BuildListener;

/// The value of NINJA_STATUS that NinjaOutput reads: "@cws 3/7 ".
inline constexpr std::string_view kNinjaStatus = "@cws %f/%t ";

/// Turns ninja's lines into progress and what the compiler said: ninja's own lines about failed commands are left out,
/// and files of the project are named relative to its folder.
class NinjaOutput {
public:
    NinjaOutput(BuildListener& listener, std::filesystem::path const& root);

    void take(std::string_view line);
    /// The build failed: if no tool said why, what ninja said is handed over.
    void finish_failed();
    /// What the machine lacks according to the generator (libclang, a folder to write to); else empty.
    std::string const& lacking() const noexcept { return lacking_; }

private:
    void tell(std::string_view line);

    BuildListener& listener_;
    std::string root_;
    bool skip_command_ = false;
    bool told_ = false;
    std::string lacking_;
    std::vector<std::string> own_lines_;
};

/// The file that a line of `ninja -t deps` or `ninja -t inputs` names, or empty.
std::string file_of_ninja_line(std::string_view line);

/// What of cmake's output the user needs: from its first error on, without its closing remarks.
std::vector<std::string> cmake_messages(std::vector<std::string> const& output);

}  // namespace coworks::dev
