#pragma once

/// From a request, a direct call or a message to the entry, and from what it returns or throws to an answer: the one
/// place where exceptions become responses.

#include <coworks/detail/binding.hpp>
#include <coworks/service.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interface/model.hpp"
#include "interface/router.hpp"
#include "tech/bound_call.hpp"

namespace coworks::tech {

/// The end of a direct call: a result, or an error by name.
struct DirectOutcome {
    bool failed = false;
    Json value{};
    std::string error_type{};
    std::string error_message{};
};

}  // namespace coworks::tech

namespace coworks::detail {

/// One service with everything that is mounted in it. For one thread.
class Dispatcher {
public:
    /// Makes the service, or takes the given one. Throws what its constructor throws, and std::runtime_error for
    /// entries that clash or a blueprint mounted at no path.
    Dispatcher(ClassBinding const& binding, std::unique_ptr<EntryOwner> service = nullptr);
    ~Dispatcher();

    /// With the values of defaults: what --describe prints.
    interface::Interface const& interface() const noexcept { return interface_; }
    TechMicroservice& service() noexcept { return *service_; }

    /// Whether an authorizer before us, which we trust, has already let a request through.
    enum class Decided : unsigned char { no, yes };

    /// Answers an HTTP request. `around` are the invocation's ids and logger, and the caller that an authorizer named.
    Response http(Request request, Context::Values around, Decided decided = Decided::no);
    /// {"coworks": 1, "entry": …, "with": …, "id": …}
    tech::DirectOutcome direct(Json const& envelope, Context::Values around);
    /// Calls the receiver of a queue, event or schedule; throws what it throws, and std::runtime_error if there is
    /// none.
    void receive(interface::Entry::Kind kind, std::string_view trigger, Message const& message, Context::Values around);
    /// The receiver of that kind and name; also the only one of its kind where `trigger` is empty.
    interface::Entry const* receiver(interface::Entry::Kind kind, std::string_view trigger) const;

    /// What the service's authorizer says of a token.
    Access authorize(std::string_view token, Context::Values around);

    /// The entry's own timeout, of the entry an HTTP request or a direct call would reach; nothing without one.
    std::optional<std::chrono::milliseconds> timeout_of(interface::Entry const& entry) const { return entry.timeout; }
    interface::Entry const* route(Request const& request) const;

private:
    struct Bound {
        EntryOwner* owner;
        EntryBinding const* binding;
    };

    void add(ClassBinding const& binding, EntryOwner& owner, std::string const& prefix);
    static void fill_defaults(interface::Interface& interface, ClassBinding const& binding);
    void check_conflicts() const;
    Bound const& bound(interface::Entry const& entry) const {
        return bound_[static_cast<std::size_t>(&entry - interface_.entries.data())];
    }

    std::optional<Response> check_access(Request const& request, std::vector<std::string> const& segments, bool is_open,
                                         Context::Values& around, Decided decided);
    Response answer(Request& request, std::vector<std::string> const& segments, interface::Entry const& entry,
                    Context const& context);
    tech::Result call(interface::Entry const& entry, Request const& request, Context const& context,
                      Message const& message, tech::Sources sources);
    interface::Entry const& choose(std::string_view name, Json const& with) const;
    Response respond(interface::Entry const& entry, tech::Result result) const;
    /// What a thrown exception becomes; called inside a catch.
    enum class Hook : unsigned char { none, handle_exception };
    Response response_of_exception(Context const& context, Hook hook = Hook::handle_exception);
    /// Runs the hooks around `inner`, which may throw.
    Response with_hooks(Request& request, Context const& context, std::function<Response()> const& inner);

    interface::Interface interface_;
    std::unique_ptr<EntryOwner> owned_;
    TechMicroservice* service_;
    std::vector<Bound> bound_;
    std::optional<interface::Router> router_;
    bool first_request_done_ = false;
};

}  // namespace coworks::detail
