#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/fault.hpp"

namespace coworks::local {

/// What is handed to an ARN by somebody who does not wait for its result: an event of a rule, a message of a
/// subscription, an asynchronous call.
struct Delivery {
    std::string arn;
    std::string input;             ///< JSON
    std::string client_context{};  ///< of functions: JSON, or empty
    std::string trace_id{};        ///< X-Ray's header, or empty
    std::string request_id{};      ///< or empty: one is made
};

/// A room whose resources can be targets. One thread: the event loop's.
class Target {
public:
    virtual ~Target() = default;
    /// Whether a resource of that ARN (or, of functions, of that name) is here.
    virtual bool has_target(std::string_view arn) const = 0;
    /// `done` hears that the delivery is safe, or why it was refused; exactly once, from the event loop, possibly
    /// before this returns. What becomes of it afterwards is the room's own affair.
    virtual void deliver(Delivery delivery, std::function<void(aws::Outcome<void>)> done) = 0;
};

/// All of them.
class Targets {
public:
    void add(Target& target) { targets_.push_back(&target); }
    /// To the room that has the ARN; "ResourceNotFoundException" where none has.
    void deliver(Delivery delivery, std::function<void(aws::Outcome<void>)> const& done) const {
        for (Target* const target : targets_)
            if (target->has_target(delivery.arn)) return target->deliver(std::move(delivery), done);
        done(aws::refuse("ResourceNotFoundException", "there is no target " + delivery.arn, 404));
    }

private:
    std::vector<Target*> targets_;
};

}  // namespace coworks::local
