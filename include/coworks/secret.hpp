#pragma once

/// Secrets: named in the project file, kept outside of the code.

#include <stdexcept>
#include <string>
#include <string_view>

namespace coworks {

/// There is no such secret, or it is empty. The message names it and says how to set it.
class MissingSecret : public std::runtime_error {
public:
    explicit MissingSecret(std::string const& name);
};

/// A secret's value. It compares in constant time and can't be printed by accident.
class Secret {
public:
    explicit Secret(std::string value) noexcept : value_(std::move(value)) {}

    /// In a time that depends on the lengths alone. A "Bearer " before the token is the caller's business.
    friend bool operator==(Secret const& secret, std::string_view text) noexcept { return secret.equals(text); }

    /// The value itself, for passing on. Valid as long as this object lives.
    std::string_view reveal() const noexcept { return value_; }

private:
    bool equals(std::string_view text) const noexcept;

    std::string value_;
};

/// The secret of that name. Throws MissingSecret. Thread-safe as long as nobody changes the environment.
Secret secret(std::string_view name);

}  // namespace coworks
