#pragma once

#include <coworks/tech.hpp>

struct Order {};

class Messages : public coworks::TechMicroservice {
public:
    int on_result(Order order);
    void on_two(Order a, Order b);
    void on_default(int count = 3);
    void on_file(coworks::File file);
    void on_request(coworks::Request const& request);
    void on_schedule_nightly(Order order);
};
