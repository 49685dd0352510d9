#include "inheritance.hpp"

// The virtual methods: without them there is no virtual table, and so no object.
coworks::Access Middle::token_authorizer(std::string_view) {
    return true;
}
std::string library::Health::get_version() {
    return "1";
}
std::string Inheritance::get_version() {
    return "2";
}
std::string Inheritance::get_replaced() {
    return "replaced";
}
