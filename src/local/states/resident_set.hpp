#pragma once

#include <cstddef>
#include <list>

#include "local/states/live.hpp"

namespace coworks::local::states {

/// Which resting executions stay in memory: those that rested last, as many as fit. One thread.
class ResidentSet {
public:
    explicit ResidentSet(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// It rests now, and takes so many bytes.
    void rest(Live& live, std::size_t bytes) {
        leave(live);
        live.bytes = bytes;
        bytes_ += bytes;
        live.place = order_.insert(order_.end(), live.record.id);
        live.resting = true;
    }
    /// It works again, or is gone.
    void leave(Live& live) {
        if (!live.resting) return;
        bytes_ -= live.bytes;
        order_.erase(live.place);
        live.resting = false;
    }
    /// The one to drop next if there are too many bytes; 0: none.
    ExecutionId surplus() const { return bytes_ > bytes_max_ && !order_.empty() ? order_.front() : 0; }

private:
    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::list<ExecutionId> order_;
};

/// What an execution's state takes in memory, roughly.
std::size_t resident_bytes(asl::Execution const& execution);

}  // namespace coworks::local::states
