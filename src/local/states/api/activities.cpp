#include <fmt/format.h>

#include <array>

#include "local/emulator/paging.hpp"
#include "local/states/api/machines.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/api/tags.hpp"

namespace coworks::local::states::api {

namespace {

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
constexpr std::size_t kActivitiesMax = 100'000;

Json activity_item(Activity const& activity) {
    return Json::object(
        {{"activityArn", activity.arn}, {"name", activity.name}, {"creationDate", to_api(activity.created)}});
}

/// CreateActivity is idempotent by name (API reference): tags of a second request are ignored.
Outcome<Decided> decide_create_activity(Rooms& rooms, Json const& request) {
    std::string const name(request["name"].as_string());
    if (auto fault = refuse_name(name)) return tl::unexpected(*std::move(fault));
    if (auto fault = refuse_encryption(request)) return tl::unexpected(*std::move(fault));
    auto const answer = [](Activity const& activity) {
        return Json::object({{"activityArn", activity.arn}, {"creationDate", to_api(activity.created)}});
    };
    std::string const arn = rooms.arn("activity", name);
    if (Activity const* const existing = rooms.registry.activity(arn))
        return Decided{.change = {}, .answer = answer(*existing)};
    if (rooms.registry.activities().size() >= kActivitiesMax)
        return refuse("ActivityLimitExceeded", "The maximum number of activities has been reached");
    auto tags = with_tags({}, request["tags"], arn);
    if (!tags) return tl::unexpected(tags.error());
    Decided decided;
    decided.change.put_activity =
        Activity{.name = name, .arn = arn, .created = rooms.clock.now(), .tags = *std::move(tags)};
    decided.answer = answer(*decided.change.put_activity);
    return decided;
}

Outcome<Decided> decide_delete_activity(Rooms& rooms, Json const& request) {
    auto const arn = parse_arn(request["activityArn"].as_string(), {"activity"});
    if (!arn) return tl::unexpected(arn.error());
    Decided decided;
    if (rooms.registry.activity(arn->text) != nullptr) decided.change.drop_activity = arn->text;
    return decided;
}

}  // namespace

static void create_activity(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_create_activity);
}

static void delete_activity(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), decide_delete_activity);
}

static void describe_activity(Rooms& rooms, Call&& call) {
    auto const arn = parse_arn(call.text("activityArn"), {"activity"});
    if (!arn) return call.answer(tl::unexpected(arn.error()));
    Activity const* const activity = rooms.registry.activity(arn->text);
    if (activity == nullptr)
        return call.answer(refuse("ActivityDoesNotExist", fmt::format("Activity Does Not Exist: '{}'", arn->text)));
    // Other keys than AWS' own are refused (refuse_encryption).
    call.answer(activity_item(*activity).with("encryptionConfiguration", Json::object({{"type", "AWS_OWNED_KEY"}})));
}

static void list_activities(Rooms& rooms, Call&& call) {
    call.answer(emulator::page_of(
        call.request, "activities", "activities", rooms.registry.activities(),
        [](auto const& each) { return each.first; }, [](auto const& each) { return activity_item(each.second); }));
}

std::span<Operation const> activity_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"CreateActivity", create_activity},
        {"DeleteActivity", delete_activity},
        {"DescribeActivity", describe_activity},
        {"ListActivities", list_activities},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
