#include "local/states/tasks/tokens.hpp"

#include <algorithm>

#include "base/base64.hpp"

namespace coworks::local::states {

namespace {

/// The interpreter's tokens are so many random bytes in base64.
constexpr std::size_t kTokenBytes = 48;

bool is_ours(std::string_view token) {
    auto const bytes = base64_decode(token);
    return bytes && bytes->size() == kTokenBytes;
}

}  // namespace

void Tokens::wait(ExecutionId execution, asl::Attempt const& attempt, Json const& token) {
    std::string text(token.as_string());
    tokens_[{execution, attempt.scheduled}] = text;
    places_[std::move(text)] = {.execution = execution, .attempt = attempt};
}

void Tokens::offer(std::string activity_arn, ExecutionId execution, asl::InvokeTask const& task) {
    wait(execution, task.attempt, task.token);
    activities_[activity_arn].offers.push_back({.place = {.execution = execution, .attempt = task.attempt},
                                                .token = std::string(task.token.as_string()),
                                                .input = task.arguments});
    match(activity_arn);
}

void Tokens::forget(ExecutionId execution, asl::Attempt const& attempt) {
    auto const token = tokens_.find({execution, attempt.scheduled});
    if (token == tokens_.end()) return;
    places_.erase(token->second);
    tokens_.erase(token);
}

void Tokens::forget(ExecutionId execution) {
    auto const first = tokens_.lower_bound({execution, 0});
    auto const last = tokens_.lower_bound({execution + 1, 0});
    for (auto at = first; at != last; ++at)
        places_.erase(at->second);
    tokens_.erase(first, last);
}

template <class Make>
void Tokens::answer(std::string const& token, Meaning meaning, Done done, Make make) {
    auto const found = places_.find(token);
    if (found == places_.end()) return done(is_ours(token) ? TokenAnswer::over : TokenAnswer::malformed);
    Place const place = found->second;
    executor_->tell(place.execution, make(place.attempt),
                    [this, place, meaning, done = std::move(done)](Result<bool> accepted) {
                        if (!accepted) return done(tl::unexpected(accepted.error()));
                        if (*accepted && meaning == Meaning::ends) {
                            forget(place.execution, place.attempt);
                            over_(place.execution, place.attempt);
                        }
                        done(*accepted ? TokenAnswer::accepted : TokenAnswer::over);
                    });
}

void Tokens::succeed(std::string token, Json output, Done done) {
    answer(token, Meaning::ends, std::move(done), [&](asl::Attempt const& attempt) {
        return asl::TaskSucceeded{.attempt = attempt, .output = std::move(output)};
    });
}

void Tokens::fail(std::string token, Json error, Json cause, Done done) {
    answer(token, Meaning::ends, std::move(done), [&](asl::Attempt const& attempt) {
        return asl::TaskFailed{.attempt = attempt, .error = std::move(error), .cause = std::move(cause)};
    });
}

void Tokens::heartbeat(std::string token, Done done) {
    answer(token, Meaning::goes_on, std::move(done),
           [](asl::Attempt const& attempt) { return asl::TaskHeartbeat{.attempt = attempt}; });
}

void Tokens::poll(std::string activity_arn, std::string worker_name, std::function<void(ActivityTask)> done,
                  std::function<bool()> abandoned) {
    auto& workers = activities_[activity_arn].workers;
    std::erase_if(workers, [](Worker const& worker) { return worker.abandoned(); });
    workers.push_back({.name = std::move(worker_name), .done = std::move(done), .abandoned = std::move(abandoned)});
    match(activity_arn);
}

void Tokens::match(std::string const& activity_arn) {
    Activity& activity = activities_[activity_arn];
    while (!activity.offers.empty() && !activity.workers.empty()) {
        Worker worker = std::move(activity.workers.front());
        activity.workers.pop_front();
        if (worker.abandoned()) continue;
        Offer offer = std::move(activity.offers.front());
        activity.offers.pop_front();
        hand_over(activity_arn, std::move(offer), std::move(worker));
    }
}

/// The worker has the task when the history says so. A task that is over by then leaves the worker waiting.
void Tokens::hand_over(std::string const& activity_arn, Offer offer, Worker worker) {
    Place const place = offer.place;
    asl::TaskStarted began{.attempt = place.attempt, .worker_name = worker.name.empty() ? Json() : Json(worker.name)};
    executor_->tell(place.execution, std::move(began),
                    [this, activity_arn, offer = std::move(offer), worker = std::move(worker)](Result<bool> accepted) {
                        if (accepted && *accepted) return worker.done({.token = offer.token, .input = offer.input});
                        Activity& activity = activities_[activity_arn];
                        if (!accepted) activity.offers.push_front(offer);
                        activity.workers.push_front(worker);
                        if (accepted) match(activity_arn);
                    });
}

}  // namespace coworks::local::states
