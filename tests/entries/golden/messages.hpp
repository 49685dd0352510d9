#pragma once

#include <coworks/tech.hpp>
#include <string>
#include <vector>

struct Order {
    std::string item;
};

class Messages : public coworks::TechMicroservice {
public:
    void on_restock(Order order);
    void on_raw_orders(coworks::Message const& message);
    void on_both(std::vector<Order> orders, coworks::Message const& message, coworks::Context const& context);
    void on_event_placed(Order detail);
    void on_event_anything(coworks::Json detail);
    void on_schedule_nightly();
    void on_schedule_hourly(coworks::Context const& context);
};
