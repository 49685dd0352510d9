#pragma once

#include <coworks/blueprint.hpp>
#include <coworks/entry.hpp>
#include <string>

/// A blueprint: entries that any service can mount.
class Status : public coworks::Blueprint {
public:
    struct Health {
        std::string service;
        bool healthy = true;
    };

    explicit Status(std::string service) : service_(std::move(service)) {}

    /// Whether the service is well.
    COWORKS_ENTRY(no_auth)
    Health get_health() const { return {service_, true}; }

private:
    std::string service_;
};
