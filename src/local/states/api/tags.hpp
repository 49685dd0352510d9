#pragma once

#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// `tags` of a request added to those that are there, each key once; TooManyTags beyond 50 (quotas).
Outcome<Tags> with_tags(Tags tags, Json const& added, std::string_view arn);

}  // namespace coworks::local::states::api
