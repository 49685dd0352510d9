#pragma once

#include <coworks/tech.hpp>
#include <string>

struct Order {};

/// Two entries with one verb and one path shape; direct calls that names can't tell apart; one queue twice.
class Conflicts : public coworks::TechMicroservice {
public:
    int get_items();
    int get_items_(int limit = 3);

    int get_content(int id);
    int get_content(std::string name);

    int get_written();
    COWORKS_ENTRY(path = "written") int get_other();

    int get_calls(std::string a, int b = 1);
    int get_calls(std::string a, std::string b);

    void on_orders(Order order);
    void on_orders_(Order order);
};
