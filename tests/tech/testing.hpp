#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <coworks/test_client.hpp>
#include <string>

namespace coworks {

/// The answer to a GET with a token that may everything.
inline TestResponse ask(TestClient& client, std::string_view path) {
    return client.get(path).token("all").send();
}

/// "200 text", which reads well in a table.
inline std::string brief(TestResponse const& response) {
    return std::to_string(response.status) + " " + response.body;
}

inline std::string detail_of(TestResponse const& response) {
    auto const detail = response.json()["detail"];
    return std::string(detail.is_string() ? detail.as_string() : "");
}

}  // namespace coworks
