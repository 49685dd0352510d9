#include "cli/builder.hpp"

#include <iostream>

namespace coworks::cli {
namespace {

class Progress final : public dev::BuildListener {
public:
    explicit Progress(Session const& session) : session_(session) {}
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;
    ~Progress() override { clear(); }

    void progress(int done, int total, std::string_view what) override {
        if (!session_.terminal_err) {
            if (!told_) session_.say("building …");
            told_ = true;
            return;
        }
        clear();
        std::cerr << "building" << (total > 0 ? " " + std::to_string(done) + "/" + std::to_string(total) : "") << " "
                  << what.substr(0, kWhatMax) << std::flush;
        shown_ = true;
    }

    void line(std::string_view text) override {
        clear();
        session_.say(text);
    }

private:
    static constexpr std::size_t kWhatMax = 60;  // stays on one line of a narrow terminal

    void clear() {
        if (shown_) std::cerr << "\r\x1b[K" << std::flush;
        shown_ = false;
    }

    Session const& session_;
    bool shown_ = false;
    bool told_ = false;
};

}  // namespace

Exit build(Session const& session, dev::Workspace& workspace, dev::What what, std::atomic<bool> const* stop) {
    if (workspace.is_current(what)) return Exit::ok;
    Result<void> built;
    {
        Progress progress(session);
        built = workspace.build(what, progress, stop);
    }
    if (built) return Exit::ok;
    if (built.error().code == "build_failed" || built.error().code == "configure_failed") {
        return session.fail(Exit::build, built.error().message, "mend what is told above");
    }
    return session.fail(built.error().code == "stopped" ? Exit::failed : Exit::environment, built.error());
}

}  // namespace coworks::cli
