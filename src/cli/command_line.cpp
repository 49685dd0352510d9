#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace coworks::cli {

Option& Option::required() {
    option_.required();
    return *this;
}

Option& Option::kind(std::string const& name) {
    option_.type_name(name);
    return *this;
}

Option& Option::shows_default() {
    option_.capture_default_str();
    return *this;
}

Option& Option::excludes(Option const& other) {
    option_.excludes(&other.option_);
    return *this;
}

Option& Option::needs(Option const& other) {
    option_.needs(&other.option_);
    return *this;
}

Option& Option::one_of(std::initializer_list<char const*> values) {
    option_.check(CLI::IsMember(std::vector<std::string>(values.begin(), values.end())));
    return *this;
}

Option& Option::one_of_any_case(std::initializer_list<char const*> values) {
    option_.transform(CLI::IsMember(std::vector<std::string>(values.begin(), values.end()), CLI::ignore_case));
    return *this;
}

Option& Option::one_each() {
    option_.allow_extra_args(false);
    return *this;
}

Option& Option::positive() {
    option_.check(CLI::PositiveNumber);
    return *this;
}

Option& Option::between(std::int64_t least, std::int64_t most) {
    option_.check(CLI::Range(least, most));
    return *this;
}

Option Command::option(std::string const& names, std::string& value, std::string const& what) {
    return Option(*app_.add_option(names, value, what));
}

Option Command::option(std::string const& names, std::vector<std::string>& values, std::string const& what) {
    return Option(*app_.add_option(names, values, what));
}

Option Command::option(std::string const& names, std::uint16_t& value, std::string const& what) {
    return Option(*app_.add_option(names, value, what));
}

Option Command::option(std::string const& names, std::size_t& value, std::string const& what) {
    return Option(*app_.add_option(names, value, what));
}

Option Command::option(std::string const& names, std::optional<std::int64_t>& value, std::string const& what) {
    return Option(*app_.add_option(names, value, what));
}

Option Command::flag(std::string const& names, bool& value, std::string const& what) {
    return Option(*app_.add_flag(names, value, what));
}

void Command::action(std::function<void()> action) {
    app_.callback(std::move(action));
}

}  // namespace coworks::cli
