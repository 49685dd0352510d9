#pragma once

#include <unistd.h>

#include <coworks/tech.hpp>
#include <map>
#include <string>
#include <vector>

/// Keeps counters by name, in memory.
///
/// `values_` belongs to one worker, that is one process: two workers count apart, and both forget everything when a new
/// version is swapped in or an idle worker is stopped. So it is on AWS, where each instance of a function has memory of
/// its own. What must be kept or shared belongs into a database; what may be lost (a cache, an open connection) is
/// right here.
class Counters : public coworks::TechMicroservice {
public:
    struct Counter {
        std::string name;
        int value = 0;  ///< current count
    };

    /// Says which worker answers, and how many counters it knows.
    COWORKS_ENTRY(no_auth)
    coworks::Json get() const {
        return coworks::Json::object({{"worker", static_cast<int>(::getpid())}, {"counters", values_.size()}});
    }

    /// The counters in the order of their names.
    std::vector<Counter> get_counters(int limit = 20) const {
        std::vector<Counter> out;
        for (auto const& [name, value] : values_) {
            if (static_cast<int>(out.size()) == limit) break;
            out.push_back({name, value});
        }
        return out;
    }

    /// One counter.
    Counter get_counters(std::string name) const { return {name, find(name)}; }

    /// Sets a counter.
    Counter put_counters(std::string name, int value = 0) {
        values_[name] = value;
        return {name, value};
    }

    /// Adds a counter; one that is there already is a conflict, and one without a name has no path of its own.
    std::pair<Counter, int> post_counters(Counter counter) {
        if (counter.name.empty()) throw coworks::UnprocessableContent("a counter needs a name");
        if (!values_.emplace(counter.name, counter.value).second) {
            throw coworks::Conflict("there is a counter '" + counter.name + "' already");
        }
        return {counter, 201};
    }

    /// Counts one further.
    Counter post_counters_increment(std::string name) {
        find(name);
        return {name, ++values_[name]};
    }

    /// Forgets a counter.
    void delete_counters(std::string name) {
        find(name);
        values_.erase(name);
    }

    /// Whoever knows TOKEN may do everything; the token "reader" may look.
    coworks::Access token_authorizer(std::string_view token) override {
        if (token == "reader") return coworks::Access::to({"GET *"}).as("reader");
        return token == coworks::secret("TOKEN");
    }

private:
    int find(std::string const& name) const {
        auto const found = values_.find(name);
        if (found == values_.end()) throw coworks::NotFound("there is no counter '" + name + "'");
        return found->second;
    }

    std::map<std::string, int> values_;
};
