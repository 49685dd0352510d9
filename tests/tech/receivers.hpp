#pragma once

#include <coworks/tech.hpp>
#include <stdexcept>
#include <string>
#include <vector>

struct Restock {
    std::string sku;
    int count = 1;
};

class Receivers : public coworks::TechMicroservice {
public:
    void on_restock(Restock restock) {
        if (restock.count < 0) throw std::runtime_error("negative");
        if (restock.count == 0) throw 42;
        received.push_back(restock.sku);
    }
    void on_raw(coworks::Message const& message) { received.push_back(message.id + " " + message.body); }
    void on_event_placed(Restock detail) { received.push_back("event " + detail.sku); }
    void on_schedule_nightly(coworks::Context const& context) { received.push_back("tick " + context.entry()); }
    void on_schedule_broken() { throw std::runtime_error("no clock"); }

    std::vector<std::string> received{};
};
