#pragma once

#include <coworks/tech.hpp>
#include <optional>
#include <vector>

struct Order {};

/// More than one body; a body where there is none.
class Bodies : public coworks::TechMicroservice {
public:
    void post_two(Order a, Order b);
    void post_three(Order a, coworks::Json b, std::vector<int> c);
    void post_mixed(coworks::File image, Order order);
    void get_body(Order order);
    void head_body(coworks::Bytes raw);
    void options_body(coworks::Json any);
    void get_file(coworks::File image);
    void get_maybe_file(std::optional<coworks::File> image);
    void post_params(coworks::Params a, coworks::Params b);
};
