#include "cli/follow.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

#include "base/iso8601.hpp"
#include "cli/execution_tree.hpp"
#include "cli/tree_text.hpp"

namespace coworks::cli {
namespace {

using std::chrono::milliseconds;

// A first look so soon that short executions seem to end at once; a long one is asked for once a second.
constexpr milliseconds kPauseMin{50};
constexpr milliseconds kPauseMax{1000};
constexpr int kPageMax = 1000;  // GetExecutionHistory, maxResults

sig_atomic_t volatile g_interrupted = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a handler's

/// Ctrl-C is noted instead of ending the program, as long as this lives.
class Interrupts {
public:
    Interrupts() {
        g_interrupted = 0;
        struct sigaction action{};
        action.sa_handler = [](int) { g_interrupted = 1; };
        ::sigaction(SIGINT, &action, &before_);  // without SA_RESTART: it ends the pause
    }
    ~Interrupts() { ::sigaction(SIGINT, &before_, nullptr); }
    Interrupts(Interrupts const&) = delete;
    Interrupts& operator=(Interrupts const&) = delete;

    static bool seen() { return g_interrupted != 0; }
    static void pause(milliseconds length) {
        timespec const time{.tv_sec = length.count() / 1000, .tv_nsec = length.count() % 1000 * 1'000'000};
        ::nanosleep(&time, nullptr);
    }

private:
    struct sigaction before_{};
};

/// New events of a history, each once.
class HistoryReader {
public:
    HistoryReader(StatesClient const& client, std::string arn) : client_(client), arn_(std::move(arn)) {}

    /// What came since the last time, in order.
    Result<std::vector<Json>> next() {
        std::vector<Json> events;
        if (last_ == 0) {
            auto const all = client_.list("GetExecutionHistory", request(kPageMax), "events");
            if (!all) return tl::unexpected(all.error());
            events.assign(all->items().begin(), all->items().end());
        } else {
            // Backwards from the newest one, so that nothing that is known already is sent again and again.
            Json page = request(kPageFirst).with("reverseOrder", true);
            for (bool more = true; more;) {
                auto const answer = client_.call("GetExecutionHistory", page);
                if (!answer) return tl::unexpected(answer.error());
                for (Json const& event : (*answer)["events"].items()) {
                    more = event["id"].as_int64() > last_;
                    if (!more) break;
                    events.push_back(event);
                }
                more = more && (*answer)["nextToken"].is_string();
                page = page.with("maxResults", kPageMax).with("nextToken", (*answer)["nextToken"]);
            }
            std::ranges::reverse(events);
        }
        if (!events.empty()) last_ = events.back()["id"].as_int64();
        return events;
    }

private:
    static constexpr int kPageFirst = 20;

    Json request(int results_max) const { return Json::object({{"executionArn", arn_}, {"maxResults", results_max}}); }

    StatesClient const& client_;
    std::string arn_;
    std::int64_t last_ = 0;
};

/// Shows the tree in place.
class Screen {
public:
    explicit Screen(Session const& session) : session_(session) {}

    void draw(ExecutionTree const& tree, std::string const& title, bool whole) {
        winsize size{};
        if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) size = {.ws_row = 24, .ws_col = 80};
        auto lines = tree_lines(tree, {.colour = session_.colour_err,
                                       .now = tree.ended() ? tree.last_time() : SystemClock().now(),
                                       .columns = whole ? 0U : size.ws_col});
        // What scrolled out of the screen can't be drawn over: until the end only the newest lines are shown.
        std::size_t const rows_max = size.ws_row > 3 ? size.ws_row - 2U : 1U;
        if (!whole && lines.size() > rows_max) lines.erase(lines.begin(), lines.end() - static_cast<long>(rows_max));
        std::string text = shown_ > 0 ? fmt::format("\x1b[{}A\r\x1b[J", shown_) : "";
        text += title + "\n";
        for (auto const& line : lines)
            text += line + "\n";
        shown_ = lines.size() + 1;
        text.pop_back();
        session_.say(text);
    }

private:
    Session const& session_;
    std::size_t shown_ = 0;
};

std::string title_of(Session const& session, std::string const& arn, ExecutionTree const& tree) {
    auto const until = tree.ended() ? tree.last_time() : SystemClock().now();
    return fmt::format("{} {}  {}  {}", session.coloured(machine_of_execution(arn), "1", session.colour_err),
                       name_of_arn(arn), status_text(tree.status(), session.colour_err),
                       elapsed_text(std::max(std::chrono::nanoseconds(0), until - tree.started())));
}

Json read_text(Json const& text) {
    if (!text.is_string()) return text;
    try {
        return Json::parse(text.as_string(), {.allow_lone_surrogates = true});
    } catch (JsonError const&) {
        return text;
    }
}

}  // namespace

Json readable_execution(Json const& description) {
    Json out = description;
    for (std::string_view const member : {"input", "output"}) {
        if (out[member].is_string()) out = std::move(out).with(member, read_text(description[member]));
    }
    for (std::string_view const member : {"startDate", "stopDate", "redriveDate"}) {
        if (out[member].is_number()) out = std::move(out).with(member, format_timestamp(time_of(description[member])));
    }
    return out;
}

void tell_mocked(Session const& session, std::set<std::string> const& states) {
    if (states.empty()) return;
    std::string text;
    for (std::string const& state : states)
        text += (text.empty() ? "" : ", ") + state;
    session.say("mocked, no service was called: " + text);
}

Exit tell_end(Session const& session, Json const& description, bool json) {
    bool const succeeded = description["status"] == Json("SUCCEEDED");
    if (json) {
        session.out(readable_execution(description).dump({.indent = 2}) + "\n");
        return succeeded ? Exit::ok : Exit::failed;
    }
    if (succeeded) {
        session.out(read_text(description["output"]).dump({.indent = 2}) + "\n");
        return Exit::ok;
    }
    std::string what = "the execution ended as " + std::string(description["status"].as_string());
    if (description["error"].is_string()) what += ": " + std::string(description["error"].as_string());
    if (description["cause"].is_string()) what += ": " + std::string(description["cause"].as_string());
    return session.fail(Exit::failed, what);
}

Exit follow(Session const& session, StatesClient const& client, std::string const& arn, bool json) {
    Interrupts const interrupts;
    HistoryReader reader(client, arn);
    ExecutionTree tree;
    Screen screen(session);
    milliseconds pause = kPauseMin;
    if (!session.terminal_err) session.say(machine_of_execution(arn) + " " + name_of_arn(arn));
    while (!tree.ended() && !Interrupts::seen()) {
        auto const events = reader.next();
        if (!events) return session.fail(Exit::failed, events.error());
        for (Json const& event : *events) {
            StateNode const* const node = tree.add(event);
            if (session.terminal_err) continue;
            if (auto const line = event_line(node, event, session.colour_err); !line.empty()) session.say(line);
        }
        if (session.terminal_err) screen.draw(tree, title_of(session, arn, tree), tree.ended());
        if (tree.ended()) break;
        pause = events->empty() ? std::min(kPauseMax, pause * 3 / 2) : kPauseMin;
        Interrupts::pause(pause);
    }
    if (!tree.ended()) {
        std::string const name = name_of_arn(arn);
        session.say(
            fmt::format("\nthe execution goes on\n  cws history {} --follow    follows it again\n"
                        "  cws stop {}                ends it",
                        name, name));
        return Exit::interrupted;
    }
    if (!session.terminal_err) session.say(title_of(session, arn, tree));
    auto const description = client.call("DescribeExecution", Json::object({{"executionArn", arn}}));
    if (!description) return session.fail(Exit::failed, description.error());
    tell_mocked(session, tree.mocked());
    if (!json || tree.mocked().empty()) return tell_end(session, *description, json);
    Json::ArrayBuilder mocked;
    for (std::string const& state : tree.mocked())
        mocked.push_back(state);
    return tell_end(session, description->with("mocked", mocked.finish()), json);
}

}  // namespace coworks::cli
