// Written by cws-entries; changes are lost.
#include <coworks/detail/serve.hpp>

namespace company::shop::api {
class Prices;
}

int main(int argc, char** argv) {
    return coworks::detail::serve(argc, argv, coworks::detail::binding_of<company::shop::api::Prices>());
}
