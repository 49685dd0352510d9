#include "entries/clang_api.hpp"

#include <dlfcn.h>

namespace coworks::entries {
namespace {

std::vector<std::string> candidates() {
    std::vector<std::string> names;
    for (std::string const version : {"19", "16", "15", "14"}) {
        names.push_back("libclang-" + version + ".so." + version);
        names.push_back("libclang-" + version + ".so.1");
        names.push_back("/usr/lib/llvm-" + version + "/lib/libclang.so.1");
    }
    names.emplace_back("libclang.so.1");
    names.emplace_back("libclang.so");
    return names;
}

template <class Function>
bool find(void* library, char const* name, Function*& function) {
    function = reinterpret_cast<Function*>(dlsym(library, name));
    return function != nullptr;
}

Result<ClangApi> load(void* library, std::string const& name) {
    ClangApi api;
    api.library = name;
#define COWORKS_LOAD(function)                                                                                     \
    if (!find(library, "clang_" #function, api.function)) {                                                        \
        return fail("libclang_too_old", "the library has no function clang_" #function, name, "14 is the oldest"); \
    }
    COWORKS_CLANG_FUNCTIONS(COWORKS_LOAD)
#undef COWORKS_LOAD
    find(library, "clang_CXXMethod_isDeleted", api.CXXMethod_isDeleted);
    return api;
}

}  // namespace

Result<ClangApi> open_clang(std::string const& library) {
    auto const names = library.empty() ? candidates() : std::vector<std::string>{library};
    for (auto const& name : names) {
        if (void* handle = dlopen(name.c_str(), RTLD_LAZY | RTLD_LOCAL)) return load(handle, name);
    }
    if (!library.empty()) {
        auto const* reason = dlerror();
        return fail("no_libclang", "this library can't be opened", library, reason ? reason : "");
    }
    return fail("no_libclang",
                "libclang is not installed: run 'apt-get install libclang1-19' (16, 15 and 14 work too)");
}

}  // namespace coworks::entries
