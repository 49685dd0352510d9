#pragma once

/// Entries that several services share.

#include <coworks/json.hpp>

namespace coworks {

namespace detail {
class Dispatcher;

/// What owns entries: a service or a blueprint. Generated code casts it to the user's class.
class EntryOwner {
public:
    EntryOwner() = default;
    EntryOwner(EntryOwner const&) = delete;
    EntryOwner& operator=(EntryOwner const&) = delete;
    virtual ~EntryOwner() = default;
};
}  // namespace detail

/// The base of a class with entries that a service mounts below a path. Its public methods are entries by the same
/// rules as a service's; access and hooks are the service's.
class Blueprint : public detail::EntryOwner {
protected:
    /// The interface of the service it is mounted in, in the form that `--describe` prints. Null in the constructor.
    Json const& service_interface() const noexcept { return interface_; }

private:
    friend class detail::Dispatcher;
    Json interface_;
};

}  // namespace coworks
