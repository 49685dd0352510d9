// Written by cws-entries; changes are lost.
#include <coworks/detail/serve.hpp>

namespace shop {
class Defaults;
}

int main(int argc, char** argv) {
    return coworks::detail::serve(argc, argv, coworks::detail::binding_of<shop::Defaults>());
}
