#include <array>

#include "local/states/api/delete_machine.hpp"

#include "local/states/api/machines.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

/// A machine that is being deleted: its executions are stopped, then it goes with all that is stored of them.
class Deletion : public std::enable_shared_from_this<Deletion> {
public:
    Deletion(Rooms& rooms, std::string arn, std::int64_t id, std::function<void(Outcome<Json>)> answer)
        : rooms_(rooms), arn_(std::move(arn)), id_(id), answer_(std::move(answer)) {}

    void stop_executions() {
        ExecutionFilter filter;
        filter.machine_id = id_;
        filter.status = asl::Status::running;
        rooms_.journal.list(filter, [self = shared_from_this()](Result<std::vector<ExecutionRecord>> found) {
            if (!found) return self->answer_(tl::unexpected(internal(found.error())));
            if (found->empty()) return self->drop();
            self->stop(*found);
        });
    }

private:
    void stop(std::vector<ExecutionRecord> const& running) {
        auto const left = std::make_shared<std::size_t>(running.size());
        auto const stopped = std::make_shared<std::size_t>(0);
        for (ExecutionRecord const& record : running) {
            rooms_.executor.tell(record.id, asl::Stop{}, [self = shared_from_this(), left, stopped](Result<bool> told) {
                if (told) ++*stopped;
                if (--*left > 0) return;
                // Those of the next page; a store that fails ends it here, and the next start goes on.
                if (*stopped > 0) return self->stop_executions();
                self->answer_(tl::unexpected(internal(told.error())));
            });
        }
    }

    void drop() {
        rooms_.journal.drop_machine(id_, [self = shared_from_this()](Result<void> dropped) {
            if (!dropped) return self->answer_(tl::unexpected(internal(dropped.error())));
            // Not before: what was started while the machine was marked has begun by now.
            self->rooms_.executor.stop_express(self->id_);
            Call call{.request = {}, .answer = self->answer_, .abandoned = {}};
            change(self->rooms_, std::move(call), [self](Rooms&, Json const&) -> Outcome<Decided> {
                Decided decided;
                decided.change.drop = self->arn_;
                return decided;
            });
        });
    }

    Rooms& rooms_;
    std::string arn_;
    std::int64_t id_;
    std::function<void(Outcome<Json>)> answer_;
};

}  // namespace

static void delete_state_machine(Rooms& rooms, Call&& call) {
    auto const id = std::make_shared<std::int64_t>(0);
    std::string const arn = call.text("stateMachineArn");
    auto answer = std::move(call.answer);
    call.answer = [&rooms, id, arn, answer](Outcome<Json> marked) {
        if (!marked || *id == 0) return answer(std::move(marked));
        std::make_shared<Deletion>(rooms, arn, *id, answer)->stop_executions();
    };
    change(rooms, std::move(call), [id](Rooms& all, Json const& request) -> Outcome<Decided> {
        auto const parsed = parse_machine_arn(request["stateMachineArn"].as_string());
        if (!parsed) return tl::unexpected(parsed.error());
        if (!parsed->label.empty()) return tl::unexpected(label_unsupported());
        Machine const* const machine = parsed->plain() ? all.registry.machine(parsed->machine) : nullptr;
        Decided decided;
        // One that is not there, or is on its way out, is deleted already.
        if (machine == nullptr || machine->deleting) return decided;
        *id = machine->id;
        decided.change.put = *machine;
        decided.change.put->deleting = true;
        return decided;
    });
}

void resume_deletions(Rooms& rooms) {
    for (auto const& [arn, machine] : rooms.registry.machines()) {
        if (!machine.deleting) continue;
        // If the store fails again, the next start tries again.
        std::make_shared<Deletion>(rooms, arn, machine.id, [](Outcome<Json> const&) {})->stop_executions();
    }
}

std::span<Operation const> deletion_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"DeleteStateMachine", delete_state_machine},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
