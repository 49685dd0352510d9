#pragma once

#include <any>
#include <array>
#include <chrono>
#include <coworks/tech.hpp>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

/// Types that no table has.
class ParameterTypes : public coworks::TechMicroservice {
public:
    void get_months(std::chrono::months value);
    void get_years(std::chrono::years value);
    void get_fortnights(std::chrono::duration<int, std::ratio<1209600>> value);
    void get_steady(std::chrono::steady_clock::time_point value);
    void get_year_month(std::chrono::year_month value);
    void get_char(char value);
    void get_wide(wchar_t value);
    void get_c_text(char const* value);
    void get_pointer(int* value);
    void get_wide_text(std::wstring value);
    void get_byte(std::byte value);
    void post_array(std::array<int, 3> value);
    void post_c_array(int (&&value)[3]);
    void post_list(std::list<int> value);
    void post_set(std::set<int> value);
    void post_span(std::span<int const> value);
    void post_unordered(std::unordered_map<std::string, int> value);
    void post_keys(std::map<int, int> value);
    void post_tuple(std::tuple<int, int> value);
    void post_pair(std::pair<std::string, int> value);
    void post_unique(std::unique_ptr<int> value);
    void post_any(std::any value);
    void post_views(std::vector<std::string_view> value);
    void post_pooled(std::pmr::vector<int> value);
    void get_pooled(std::pmr::string value);
    void post_inner(std::map<std::string, std::vector<std::set<int>>> value);
    void post_files(std::map<std::string, coworks::File> value);
    void post_response(coworks::Response value);
    void post_context(std::vector<coworks::Context> value);
};
