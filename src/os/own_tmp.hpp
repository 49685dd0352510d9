#pragma once

#include <string>
#include <vector>

#include "os/process.hpp"

namespace coworks::os {

/// Gives a process a /tmp of its own, between fork and exec: everything is made ready before, and enter() makes only
/// calls that are safe there.
class OwnTmpEntry {
public:
    explicit OwnTmpEntry(OwnTmp const& wanted);

    bool wanted() const noexcept { return !options_.empty(); }
    /// In the child; false where the system refuses, and then the child must end.
    bool enter() const noexcept;

private:
    bool enter_namespace() const noexcept;
    bool mount_all() const noexcept;

    std::string options_;  ///< of the tmpfs
    std::string user_map_;
    std::string group_map_;
    std::vector<std::string> kept_;
};

}  // namespace coworks::os
