#pragma once

/// The law of comparison of the recorded cases: a port of the script that lies beside them.

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace asl_cases {

using coworks::Json;

/// A difference between what was recorded and what happened: where, and both values (printed).
struct Difference {
    std::string path;
    std::string expected;
    std::string actual;
};

/// What the recorder did to every text of a result: concrete values became tokens (`masks.replace`), the region and
/// the partition too, every ISO 8601 timestamp with a zone became "date".
Json mask_actual(Json const& value, Json const& masks);
std::string mask_string(std::string_view text, Json const& masks);

/// Compares a recorded value with a masked one. A recorded text that is a token (`masks.tokens`) matches any value of
/// any type; within a longer text a token matches any text.
void match(Json const& expected, Json const& actual, Json const& masks, std::string const& path,
           std::vector<Difference>& differences);
bool matches(Json const& expected, Json const& actual, Json const& masks);

}  // namespace asl_cases
