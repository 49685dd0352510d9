#pragma once

/// The base of every tech microservice.

#include <concepts>
#include <coworks/access.hpp>
#include <coworks/blueprint.hpp>
#include <coworks/context.hpp>
#include <coworks/request.hpp>
#include <coworks/response.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks {

namespace detail {
struct ClassBinding;
template <class T>
ClassBinding const& binding_of();
}  // namespace detail

/// Derive from it; public methods named after HTTP verbs are endpoints, `on_…` methods receive messages.
///
/// A worker makes one object and calls it for one request at a time, always from the same thread; what its members
/// keep is that worker's alone.
class TechMicroservice : public detail::EntryOwner {
public:
    /// Decides what the bearer of `token` (the value of the Authorization header) may call. Without this method every
    /// entry that is not marked `no_auth` answers 401. On AWS the answer is kept for five minutes per token.
    virtual Access token_authorizer(std::string_view token);

    /// Once, before the first HTTP request or direct call. An exception makes that request a 500; it is tried again.
    virtual void before_first_request() {}
    /// Before each HTTP request or direct call, after access and routing, before the parameters are bound. A response
    /// returned here is sent instead of calling the entry.
    virtual std::optional<Response> before_request(Request& request);
    /// After each such call, whatever came out of it.
    virtual void after_request(Request const& request, Response& response);
    /// Turns what an entry threw into a response of its own; nothing leaves it to the framework.
    virtual std::optional<Response> handle_exception(std::exception const& error);

protected:
    /// Adds a blueprint's entries below a path such as "/admin"; in direct calls they are named `admin.get_routes`.
    /// For the constructor. A path that is none, or entries that clash, make the service fail at its start.
    /// `B` is the blueprint's own class, so that its entries are known.
    template <std::derived_from<Blueprint> B>
        requires(!std::same_as<B, Blueprint>)
    void mount(std::string path, std::unique_ptr<B> blueprint) {
        mounted_.push_back({std::move(path), std::move(blueprint), &detail::binding_of<B>});
    }

    /// The log of the call under way, else of the service.
    Logger const& logger() const noexcept { return logger_; }

private:
    friend class detail::Dispatcher;

    struct Mounted {
        std::string path;
        std::unique_ptr<Blueprint> blueprint;
        detail::ClassBinding const& (*binding)();
    };

    std::vector<Mounted> mounted_;
    Logger logger_;
};

}  // namespace coworks
