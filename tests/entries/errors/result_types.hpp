#pragma once

#include <coworks/tech.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Results that no table has.
class ResultTypes : public coworks::TechMicroservice {
public:
    std::set<int> get_set();
    std::unique_ptr<int> get_unique();
    char const* get_c_text();
    coworks::File get_file();
    std::vector<coworks::Response> get_responses();
    std::optional<coworks::Response> get_maybe();
    std::pair<coworks::Response, int> get_twice();
    std::pair<std::string, std::string> get_pair();
    std::vector<std::pair<std::string, int>> get_pairs();
    std::vector<std::string_view> get_views();
    coworks::Context get_context();
};
