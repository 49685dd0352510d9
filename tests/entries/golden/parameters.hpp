#pragma once

#include <coworks/tech.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct Order {
    std::string item;
    int amount = 1;
};

/// The table "Parameters", row by row.
class Parameters : public coworks::TechMicroservice {
public:
    void get_path(int id, std::string name, bool flag);
    void get_query(int limit = 20, std::string_view text = "all", std::optional<double> factor = {}, std::vector<int> ids = {});
    void post_member(std::string name = "x", std::optional<Order> order = std::nullopt);
    void put_whole(std::string id, Order const& order, bool dry_run = false);
    void post_vector(std::vector<Order> orders);
    void post_map(std::map<std::string, Order> orders);
    void post_json(coworks::Json any);
    void post_bytes(coworks::Bytes raw);
    void post_variant(std::variant<int, Order> either);
    void post_file(coworks::File image, std::vector<coworks::File> more, std::string title = "");
    void post_maybe(std::optional<coworks::File> image);
    void delete_query(int id, bool force = false);
    void get_around(coworks::Request const& request, int id, coworks::Context const& context);
    void get_params(int id, coworks::Params rest);
    void post_by_reference(Order&& order);
    void post_text(std::string_view id, std::string const& name = "");
};
