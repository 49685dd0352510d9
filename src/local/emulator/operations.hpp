#pragma once

#include <algorithm>
#include <cassert>
#include <functional>
#include <map>
#include <span>
#include <string_view>

#include "local/emulator/call.hpp"

namespace coworks::local::emulator {

/// A row of a service's table: each file of a room's api/ ends in the rows of its own operations.
template <class Room>
struct Operation {
    std::string_view name;  ///< as the service's model has it
    void (*perform)(Room&, Call&&);
};

/// The table of one service, joined from its files.
template <class Room>
class Operations {
public:
    Operations(std::initializer_list<std::span<Operation<Room> const>> files) {
        for (auto const file : files) {
            for (Operation<Room> const& row : file) {
                [[maybe_unused]] bool const added = rows_.emplace(row.name, row.perform).second;
                assert(added && "an operation stands in the table twice");
            }
        }
    }
    /// How an operation is performed in this room; an empty function for one that is not in the table.
    std::function<void(Call&&)> find(Room& room, std::string_view name) const {
        auto const found = rows_.find(name);
        if (found == rows_.end()) return {};
        return [&room, perform = found->second](Call&& call) { perform(room, std::move(call)); };
    }
    bool has(std::string_view name) const { return rows_.contains(name); }
    auto const& rows() const noexcept { return rows_; }

private:
    std::map<std::string_view, void (*)(Room&, Call&&)> rows_;
};

}  // namespace coworks::local::emulator
