#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

void change(Rooms& rooms, Call call, std::function<Outcome<Decided>(Rooms&, Json const& request)> const& decide) {
    auto const answer = std::make_shared<Json>();
    auto const request = std::make_shared<Call>(std::move(call));
    rooms.registry.change<Fault>(
        [&rooms, request, answer, decide]() -> Outcome<RegistryChange> {
            auto decided = decide(rooms, request->request);
            if (!decided) return tl::unexpected(std::move(decided.error()));
            *answer = std::move(decided->answer);
            return std::move(decided->change);
        },
        [request, answer](Outcome<Result<void>> outcome) {
            if (!outcome) return request->answer(tl::unexpected(std::move(outcome.error())));
            if (!*outcome) return request->answer(tl::unexpected(internal(outcome->error())));
            request->answer(std::move(*answer));
        });
}

}  // namespace coworks::local::states::api
