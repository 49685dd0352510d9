#pragma once

#include <coworks/tech.hpp>
#include <string>

#define WITH_DEFAULT(value) = value
#define METHOD(name) int get_##name(int limit = 3)

class Parameters : public coworks::TechMicroservice {
public:
    void get_unnamed(int);
    void put_changed(int id, std::string& text);
    void get_macro(int limit WITH_DEFAULT(3));
    METHOD(made_by_macro);
    void get_request(coworks::Request& request);
    void get_message(coworks::Message const& message);
    void get_temporary() &&;
    void get_two__underscores();
    void post_any_number(int count, ...);
    void get_volatile() volatile;
};
