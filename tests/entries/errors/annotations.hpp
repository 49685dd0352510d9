#pragma once

#include <coworks/tech.hpp>
#include <string>

class Annotations : public coworks::TechMicroservice {
public:
    COWORKS_ENTRY(no_aut) int get_a();
    COWORKS_ENTRY(no_auth = true) int get_b();
    COWORKS_ENTRY(timeout = "soon") int get_c();
    COWORKS_ENTRY(timeout = "1000 min") int get_d();
    COWORKS_ENTRY(binary = "png") coworks::Bytes get_e();
    COWORKS_ENTRY(binary = "image/png") std::string get_f();
    COWORKS_ENTRY(path = "a//b") int get_g();
    COWORKS_ENTRY(path = "a/{id}") int get_h();
    COWORKS_ENTRY(path = "a/{id}/{id}") int get_i(int id);
    COWORKS_ENTRY(ignore, no_auth) int get_j();
    COWORKS_ENTRY(no_auth) int getter();
    COWORKS_ENTRY(no_auth) static int get_static();
    COWORKS_ENTRY(no_auth) int get_deleted() = delete;
    COWORKS_ENTRY(no_auth) void on_orders(coworks::Json order);
    template <class T>
    COWORKS_ENTRY(no_auth) int get_template(T value);

private:
    COWORKS_ENTRY(no_auth) int get_private();
};
