#pragma once

#include <coworks/tech.hpp>
#include <string>

namespace library {

inline constexpr int kBeats = 60;

/// Entries of a base are entries of the service.
class Health {
public:
    virtual ~Health() = default;
    bool get_health() const;
    int get_pulse(int least = kBeats);
    virtual std::string get_version();
    virtual std::string get_replaced() = 0;
    void get_withdrawn();
    void get_made_private();

protected:
    void get_internal();
};

class Secret {
public:
    void get_secret();
};

}  // namespace library

class Base : public coworks::TechMicroservice {
public:
    std::string get_base(int depth = kDepth);

private:
    static constexpr int kDepth = 3;
};

class Middle : public Base {
public:
    std::string get_middle();
    coworks::Access token_authorizer(std::string_view token) override;
};

class Inheritance : public Middle, public library::Health, private library::Secret {
public:
    std::string get_own();
    std::string get_version() override;
    std::string get_replaced() override;
    void get_withdrawn() = delete;

private:
    void get_made_private();
};
