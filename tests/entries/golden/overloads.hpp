#pragma once

#include <coworks/tech.hpp>
#include <string>
#include <vector>

struct Counter {
    std::string name;
    int value = 0;
};

class OverloadsBase : public coworks::TechMicroservice {
public:
    Counter get_counters(std::string name, int version);   // hidden by the derived class' own
    int get_hidden(int depth = 1) const;                   // likewise, and const
};

/// One name, told apart by the shape of the path and the names of the members.
class Overloads : public OverloadsBase {
public:
    std::vector<Counter> get_counters(int limit = 20);
    Counter get_counters(std::string name);
    Counter get_counters(std::string const& name, bool exact, std::string_view kind) const;
    int get_hidden(std::string key);

    Counter post_counters(Counter counter);
    Counter post_counters(std::string name, int value = 0) noexcept;
};
