#include "net/channel.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <thread>

#include "net/channel_layout.hpp"

namespace coworks::net {
namespace {

/// A worker in this process, on copies of the descriptors as an exec would leave them.
class Pair {
public:
    Pair()
        : server(ChannelServer::create().value()),
          memory_(::dup(server.memory_descriptor())),
          event_(::dup(server.event_descriptor())),
          worker(ChannelWorker::open(ChannelServer::environment_value(memory_, event_)).value()) {}
    ~Pair() {
        ::close(memory_);
        ::close(event_);
    }

    /// Outcomes that are there, after waiting until at least one is.
    std::map<std::uint64_t, std::string> outcomes() {
        std::map<std::uint64_t, std::string> out;
        while (out.empty()) {
            pollfd poll{server.event_descriptor(), POLLIN, 0};
            ::poll(&poll, 1, 10000);
            auto const received = server.receive([&](std::uint64_t number, Outcome const& outcome) {
                out[number] =
                    (outcome.failed ? std::string(outcome.error_type) + "!" : "") + std::string(outcome.payload);
            });
            EXPECT_TRUE(received);
        }
        return out;
    }

    ChannelServer server;

private:
    int memory_;
    int event_;

public:
    ChannelWorker worker;
};

TEST(Channel, keeps_no_memory_for_large_payloads_that_have_passed) {
    Pair pair;
    auto const held = [&pair] {
        struct stat status{};
        ::fstat(pair.server.memory_descriptor(), &status);
        return static_cast<std::size_t>(status.st_blocks) * 512;
    };
    std::string const large(5U << 20, 'x');
    for (std::size_t i = 0; i < 2 * ChannelServer::kSlots; ++i) {
        std::string const event = large + std::to_string(i);
        auto const number = pair.server.send({.request_id = "r", .event = event}).value();
        EXPECT_EQ(event, pair.worker.next().value().event);
        EXPECT_TRUE(pair.worker.respond({.payload = event}));
        EXPECT_GT(held(), 2 * large.size());
        EXPECT_EQ((std::map<std::uint64_t, std::string>{{number, event}}), pair.outcomes());
        EXPECT_LT(held(), std::size_t{1} << 20);
    }
}

TEST(Channel, carries_an_invocation_there_and_its_outcome_back) {
    Pair pair;
    Invocation const sent{.request_id = "r-1",
                          .function_arn = "arn",
                          .trace_id = "",
                          .client_context = "{}",
                          .timeout_ms = 42,
                          .event = "{\"a\":1}"};
    auto const number = pair.server.send(sent).value();
    EXPECT_FALSE(pair.server.taken(number));
    auto const got = pair.worker.next().value();
    EXPECT_EQ("r-1", got.request_id);
    EXPECT_EQ("arn", got.function_arn);
    EXPECT_EQ("", got.trace_id);
    EXPECT_EQ("{}", got.client_context);
    EXPECT_EQ(42U, got.timeout_ms);
    EXPECT_GT(got.deadline_ms, 1'700'000'000'000U);
    EXPECT_EQ("{\"a\":1}", got.event);
    EXPECT_TRUE(pair.server.taken(number));
    EXPECT_TRUE(pair.worker.respond({.payload = "result"}));
    EXPECT_EQ((std::map<std::uint64_t, std::string>{{number, "result"}}), pair.outcomes());
    pair.server.send(sent);
    pair.worker.next();
    EXPECT_TRUE(pair.worker.respond({.failed = true, .error_type = "NotFound", .payload = "gone"}));
    EXPECT_EQ("NotFound!gone", pair.outcomes().begin()->second);
}

TEST(Channel, takes_payloads_of_lambdas_size_and_refuses_larger_ones) {
    Pair pair;
    std::string const large(6U << 20, 'x');
    ASSERT_TRUE(pair.server.send({.event = large}));
    EXPECT_EQ(large, pair.worker.next().value().event);
    EXPECT_FALSE(pair.worker.respond({.payload = std::string(7U << 20, 'y')}));
    EXPECT_FALSE(pair.worker.respond({.payload = std::string(kResultBytesMax + 1, 'y')}));
    std::string const largest(kResultBytesMax, 'x');
    EXPECT_TRUE(pair.worker.respond({.payload = largest}));
    EXPECT_EQ(largest, pair.outcomes().begin()->second);
    EXPECT_FALSE(pair.server.send({.event = std::string(7U << 20, 'y')}));
}

TEST(Channel, tells_when_the_worker_has_started) {
    Pair pair;
    EXPECT_FALSE(pair.server.ready());
    pair.server.send({.event = "x"});
    EXPECT_FALSE(pair.server.ready()) << "it has not asked";
    pair.worker.next();
    EXPECT_TRUE(pair.server.ready());
}

TEST(Channel, gives_no_later_deadline_than_the_sender_allows) {
    Pair pair;
    auto const deadline = [&pair](std::uint64_t latest) {
        pair.server.send({.timeout_ms = 60'000, .latest_deadline_ms = latest, .event = "x"});
        auto const given = pair.worker.next().value().deadline_ms;
        pair.worker.respond({});
        pair.outcomes();
        return given;
    };
    EXPECT_EQ(1'000U, deadline(1'000));
    EXPECT_GT(deadline(0), 1'700'000'000'000U);
    EXPECT_LT(deadline(0), deadline(~0ULL) + 60'000);
}

TEST(Channel, fills_its_slots_and_no_more) {
    Pair pair;
    for (std::size_t i = 0; i < ChannelServer::kSlots; ++i)
        EXPECT_TRUE(pair.server.send({.event = "x"}));
    EXPECT_EQ(0U, pair.server.room());
    EXPECT_FALSE(pair.server.send({.event = "x"}));
    pair.worker.next();
    pair.worker.respond({});
    EXPECT_EQ(1U, pair.outcomes().size());
    EXPECT_EQ(1U, pair.server.room());
}

TEST(Channel, gives_an_invocation_back_that_was_not_taken) {
    Pair pair;
    auto const first = pair.server.send({.event = "1"}).value();
    auto const second = pair.server.send({.event = "2"}).value();
    auto const third = pair.server.send({.event = "3"}).value();
    EXPECT_EQ("1", pair.worker.next().value().event);
    EXPECT_FALSE(pair.server.revoke(first));
    EXPECT_TRUE(pair.server.revoke(second));
    EXPECT_FALSE(pair.server.revoke(second));
    pair.worker.respond({.payload = "one"});
    EXPECT_EQ("3", pair.worker.next().value().event);
    pair.worker.respond({.payload = "three"});
    std::map<std::uint64_t, std::string> all;
    while (all.size() < 2)
        all.merge(pair.outcomes());
    EXPECT_EQ((std::map<std::uint64_t, std::string>{{first, "one"}, {third, "three"}}), all);
    EXPECT_EQ(ChannelServer::kSlots, pair.server.room());
}

TEST(Channel, loses_nothing_between_two_threads_that_race) {
    Pair pair;
    constexpr int kCount = 20000;
    std::thread thread([&] {
        for (int i = 0; i < kCount; ++i) {
            auto const got = pair.worker.next();
            ASSERT_TRUE(got);
            ASSERT_TRUE(pair.worker.respond({.payload = got->event}));
        }
    });
    int sent = 0;
    int received = 0;
    while (received < kCount) {
        while (sent < kCount && pair.server.room() > 0) {
            std::string const event = std::to_string(sent++);
            ASSERT_TRUE(pair.server.send({.event = event}));
        }
        for (auto const& [number, text] : pair.outcomes()) {
            ASSERT_EQ(std::to_string(number), text);
            ++received;
        }
    }
    thread.join();
}

TEST(Channel, knows_after_a_crash_which_invocation_was_under_way) {
    ChannelServer server = ChannelServer::create().value();
    auto const first = server.send({.event = "1"}).value();
    auto const second = server.send({.event = "2"}).value();
    auto const third = server.send({.event = "3"}).value();
    pid_t const child = ::fork();
    if (child == 0) {
        int const memory = ::dup(server.memory_descriptor());
        int const event = ::dup(server.event_descriptor());
        auto worker = ChannelWorker::open(ChannelServer::environment_value(memory, event));
        if (worker && worker->next() && worker->respond({.payload = "one"}) && worker->next()) ::raise(SIGKILL);
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(child, ::waitpid(child, &status, 0));
    ASSERT_TRUE(WIFSIGNALED(status));
    std::vector<std::uint64_t> done;
    ASSERT_TRUE(server.receive([&](std::uint64_t number, Outcome const&) { done.push_back(number); }));
    EXPECT_EQ(std::vector<std::uint64_t>{first}, done);
    EXPECT_TRUE(server.taken(second));
    EXPECT_TRUE(server.revoke(third));
}

TEST(Channel, does_not_trust_what_the_worker_wrote) {
    Pair pair;
    pair.server.send({.event = "1"});
    pair.worker.next();
    pair.worker.respond({.payload = "x"});
    auto broken = ChannelMemory::attach(pair.server.memory_descriptor()).value();
    broken.layout()->slots[0].response.payload = 0xffffffff;
    auto const received = pair.server.receive([](std::uint64_t, Outcome const&) { FAIL(); });
    ASSERT_FALSE(received);
    EXPECT_EQ("bad_channel", received.error().code);
}

TEST(Channel, is_not_opened_from_nonsense) {
    for (char const* value : {"", "1", "1,", "a,b", "-1,2", "999,998", "0,0"})
        EXPECT_FALSE(ChannelWorker::open(value)) << value;
}

}  // namespace
}  // namespace coworks::net
