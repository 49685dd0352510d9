#include <coworks/service.hpp>

namespace coworks {

Access TechMicroservice::token_authorizer(std::string_view) {
    return Access::unauthorized();
}

std::optional<Response> TechMicroservice::before_request(Request&) {
    return std::nullopt;
}
void TechMicroservice::after_request(Request const&, Response&) {}
std::optional<Response> TechMicroservice::handle_exception(std::exception const&) {
    return std::nullopt;
}

}  // namespace coworks
