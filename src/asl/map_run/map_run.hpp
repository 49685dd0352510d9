#pragma once

#include <coworks/json.hpp>
#include <cstdint>
#include <set>

namespace coworks::asl {

struct Branch;
struct Event;
struct Fork;

/// What a distributed Map has beside its fork: the Map Run, whose iterations are child executions.
struct MapRun {
    bool keyed = false;                ///< the items are the members of an object, as pairs
    bool announced = false;            ///< MapRunStarted
    bool requested = false;            ///< the items were asked for
    bool ended = false;                ///< MapRunSucceeded or MapRunFailed
    bool counted = false;              ///< the number of children is known (the fork's `results` has its size)
    std::uint32_t failed = 0;          ///< children that failed
    Json arn;                          ///< the Map Run's
    Json settings;                     ///< what was evaluated at the start (tolerances, batch sizes)
    Json values;                       ///< the raw items, where the fork's `items` holds what ItemSelector made
    Json origins;                      ///< the files that the items are from, if there are several
    std::set<std::uint32_t> children;  ///< those that run
    std::set<std::uint32_t> failures;  ///< those that failed
    std::set<std::uint32_t> again;     ///< after a redrive, those still to be started again
    std::set<std::uint32_t> redriven;  ///< those that were
    std::int64_t redrives = 0;
    bool redrive_untold = false;  ///< MapRunRedriven is due
    bool writing = false;         ///< the results are being written
    Json write_arguments;
    Json written;  ///< the result that stands for those that were written
};

/// What the events of a Map Run do to its state; the branch has one. Internal to apply().
void apply_to_map_run(Branch& branch, Event const& event);

/// A redrive: the children that were unsuccessful are to be started again.
void redrive(Fork& fork);

/// The result of a Parallel or a Map: in the order of the branches or items; children of a Map Run that were allowed to
/// fail have none. Takes the results away.
Json result_of(Fork& fork);

}  // namespace coworks::asl
