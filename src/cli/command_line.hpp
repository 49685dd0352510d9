#pragma once

/// The command line, described without the library that reads it: CLI11 is all in its headers, and each command that
/// included it took six seconds longer to compile.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace coworks::cli {

/// An option, a flag or an argument that is being described. Each rule returns the option, so that rules are chained.
class Option {
public:
    explicit Option(CLI::Option& option) : option_(option) {}

    Option& required();
    /// What the help calls its value.
    Option& kind(std::string const& name);
    /// The help shows the value that it has now.
    Option& shows_default();
    /// Both in one command line are refused.
    Option& excludes(Option const& other);
    /// Without the other it is refused.
    Option& needs(Option const& other);
    /// Only these values; the text that was given stays as it is.
    Option& one_of(std::initializer_list<char const*> values);
    /// The same without case: the value becomes the one of the list.
    Option& one_of_any_case(std::initializer_list<char const*> values);
    /// Of many values, one each time it is given: what follows is somebody else's.
    Option& one_each();
    /// Only numbers above 0.
    Option& positive();
    /// Only numbers in this range, its ends included.
    Option& between(std::int64_t least, std::int64_t most);

private:
    CLI::Option& option_;
};

/// A command that is being described. `names` are those of CLI11: "--port" is an option, "FILE" an argument. The
/// variable is set when the command line is read and keeps its value where the option is not given; it outlives the
/// reading.
class Command {
public:
    explicit Command(CLI::App& app) : app_(app) {}

    Option option(std::string const& names, std::string& value, std::string const& what);
    Option option(std::string const& names, std::vector<std::string>& values, std::string const& what);
    Option option(std::string const& names, std::uint16_t& value, std::string const& what);
    Option option(std::string const& names, std::size_t& value, std::string const& what);
    Option option(std::string const& names, std::optional<std::int64_t>& value, std::string const& what);
    /// Sets `value` to true.
    Option flag(std::string const& names, bool& value, std::string const& what);
    /// Is called when the whole command line was understood and this command is the one.
    void action(std::function<void()> action);

private:
    CLI::App& app_;
};

}  // namespace coworks::cli
