#include "local/states/api/tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/http_text.hpp"
#include "local/states/api/arn.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, "Restrictions on tagging"
constexpr std::size_t kTagsMax = 50;

/// Step Functions API reference, Tag: "only Unicode letters, digits, white space, or these symbols". What is beyond
/// ASCII passes: of it, marks and symbols that are no letters are refused by AWS alone.
bool is_tag_text(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) {
        return c >= 0x80 || std::isalnum(c) != 0 || std::isspace(c) != 0 ||
               std::string_view("_.:/=+-@").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

std::optional<Fault> refuse_tag(std::string_view key, std::string_view value) {
    if (!is_tag_text(key) || !is_tag_text(value))
        return Fault("ValidationException",
                     fmt::format("Tags may only contain letters, digits, white space and _ . : / = + - @: '{}'",
                                 is_tag_text(key) ? value : key));
    // https://docs.aws.amazon.com/tag-editor/latest/userguide/reference.html: the prefix is reserved.
    if (equals_ignoring_case(key.substr(0, 4), "aws:"))
        return Fault("ValidationException", fmt::format("The prefix 'aws:' is reserved for AWS: '{}'", key));
    return std::nullopt;
}

/// Where the tags of a resource are: a machine (not its versions and aliases) or an activity.
struct Tagged {
    Machine const* machine = nullptr;
    Activity const* activity = nullptr;

    Tags const& tags() const { return machine != nullptr ? machine->tags : activity->tags; }
    RegistryChange with(Tags tags) const {
        RegistryChange change;
        if (machine != nullptr) {
            change.put = *machine;
            change.put->tags = std::move(tags);
        } else {
            change.put_activity = *activity;
            change.put_activity->tags = std::move(tags);
        }
        return change;
    }
};

Outcome<Tagged> find_tagged(Rooms const& rooms, Json const& request) {
    auto const arn = parse_arn(request["resourceArn"].as_string(), {"stateMachine", "activity"});
    if (!arn) return tl::unexpected(arn.error());
    Tagged const found{.machine = rooms.registry.machine(arn->text), .activity = rooms.registry.activity(arn->text)};
    if (found.machine != nullptr || found.activity != nullptr) return found;
    return refuse("ResourceNotFound", fmt::format("Resource not found: '{}'", arn->text));
}

}  // namespace

Outcome<Tags> with_tags(Tags tags, Json const& added, std::string_view arn) {
    if (!added.is_array()) return tags;
    for (Json const& tag : added.items()) {
        if (!tag["key"].is_string()) return refuse("ValidationException", "A tag needs a key");
        std::string const value(tag["value"].is_string() ? tag["value"].as_string() : "");
        if (auto refused = refuse_tag(tag["key"].as_string(), value)) return tl::unexpected(*std::move(refused));
        auto const old = std::ranges::find(tags, tag["key"].as_string(), &Tags::value_type::first);
        if (old != tags.end())
            old->second = value;
        else
            tags.emplace_back(tag["key"].as_string(), value);
    }
    if (tags.size() > kTagsMax)
        return refuse("TooManyTags", fmt::format("'{}' can't have more than {} tags", arn, kTagsMax));
    return tags;
}

static void tag_resource(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), [](Rooms& all, Json const& request) -> Outcome<Decided> {
        auto const found = find_tagged(all, request);
        if (!found) return tl::unexpected(found.error());
        auto tags = with_tags(found->tags(), request["tags"], request["resourceArn"].as_string());
        if (!tags) return tl::unexpected(tags.error());
        return Decided{.change = found->with(*std::move(tags))};
    });
}

static void untag_resource(Rooms& rooms, Call&& call) {
    change(rooms, std::move(call), [](Rooms& all, Json const& request) -> Outcome<Decided> {
        auto const found = find_tagged(all, request);
        if (!found) return tl::unexpected(found.error());
        Tags tags = found->tags();
        auto const keys = request["tagKeys"].items();
        std::erase_if(tags, [&](auto const& tag) { return std::ranges::find(keys, Json(tag.first)) != keys.end(); });
        return Decided{.change = found->with(std::move(tags))};
    });
}

static void list_tags_for_resource(Rooms& rooms, Call&& call) {
    auto const found = find_tagged(rooms, call.request);
    if (!found) return call.answer(tl::unexpected(found.error()));
    Json::ArrayBuilder tags;
    for (auto const& [key, value] : found->tags())
        tags.push_back(Json::object({{"key", key}, {"value", value}}));
    call.answer(Json::object({{"tags", tags.finish()}}));
}

std::span<Operation const> tag_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"TagResource", tag_resource},
        {"UntagResource", untag_resource},
        {"ListTagsForResource", list_tags_for_resource},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
