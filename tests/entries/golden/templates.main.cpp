// Written by cws-entries; changes are lost.
#include <coworks/detail/serve.hpp>

class Templates;

int main(int argc, char** argv) {
    return coworks::detail::serve(argc, argv, coworks::detail::binding_of<Templates>());
}
