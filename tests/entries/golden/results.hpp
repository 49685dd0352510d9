#pragma once

#include <chrono>
#include <coworks/tech.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

struct Thing {
    std::string name;
    std::optional<int> size;
};

enum class Level { low, high };

/// The table "Results", row by row.
class Results : public coworks::TechMicroservice {
public:
    std::string get_text();
    std::string_view get_view();
    std::string const& get_reference();
    int get_number();
    double get_real();
    bool get_bool();
    Thing get_struct();
    std::vector<Thing> get_vector();
    std::map<std::string, Thing> get_map();
    std::variant<Thing, std::string> get_variant();
    coworks::Json get_json();
    coworks::Bytes get_bytes();
    void get_nothing();
    std::optional<Thing> get_optional();
    std::pair<Thing, int> get_pair();
    std::pair<std::optional<std::string>, int> get_both();
    coworks::Response get_response();
    Level get_enum();
    std::chrono::year_month_day get_date();
};
