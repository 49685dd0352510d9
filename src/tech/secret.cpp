#include <coworks/secret.hpp>

#include <cstdlib>

#include "base/text.hpp"

namespace coworks {

MissingSecret::MissingSecret(std::string const& name)
    : std::runtime_error("there is no secret " + name +
                         ": name it under `secrets:` of the service in project.cws.yml, and set it in .env (" + name +
                         "=…) or in the environment") {}

bool Secret::equals(std::string_view text) const noexcept {
    return equal_in_constant_time(text, value_);
}

Secret secret(std::string_view name) {
    std::string const key(name);
    char const* const value = std::getenv(key.c_str());
    if (value == nullptr || *value == '\0') throw MissingSecret(key);
    return Secret(value);
}

}  // namespace coworks
