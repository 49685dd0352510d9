#pragma once

/// What the tasks of a case answer, and when.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "asl/message.hpp"
#include "compare.hpp"

namespace asl_cases {

/// The id of the recorded event that a message leads to; messages are sent in this order.
using Order = std::int64_t;

struct Reply {
    Order order = 0;
    coworks::asl::Message message;
};

class Script {
public:
    explicit Script(Json const& test_case);

    /// What a task will answer; nothing after its start if it is to time out.
    std::vector<Reply> replies(coworks::asl::InvokeTask const& invoke);
    /// Whether the recording knows the activity (one that was deleted before appears in no task).
    bool knows_activities() const;
    /// The content of a file that the case put into a bucket.
    std::optional<std::string> file(Json const& key) const;

private:
    struct Task {
        Json source;
        bool used = false;
    };

    Task* find(coworks::asl::InvokeTask const& invoke);
    std::vector<Reply> scripted(coworks::asl::Attempt attempt, Json const& task);
    std::vector<Reply> unscripted(coworks::asl::InvokeTask const& invoke);
    void derive_from_history();
    Json text_of_cause(Json const& cause) const;
    Order next_order() { return ++last_order_; }

    Json case_;
    std::vector<Task> tasks_;
    Order last_order_ = 1'000'000;  ///< of what was not recorded: after everything that was
};

}  // namespace asl_cases
