#pragma once

#include <coworks/tech.hpp>
#include <memory>
#include <string>

namespace parts {

/// Entries that several services share.
class Status : public coworks::Blueprint {
public:
    struct Report {
        bool fine = true;
    };

    Report get(std::string detail = kNone);
    COWORKS_ENTRY(no_auth) std::string get_ping();

private:
    static constexpr char const* kNone = "none";
};

}  // namespace parts

class Blueprints : public coworks::TechMicroservice {
public:
    Blueprints() {
        mount("/status", std::make_unique<parts::Status>());
        mount("/admin", std::make_unique<coworks::Admin>());
    }

    std::string get();
    parts::Status::Report get_report();
};
