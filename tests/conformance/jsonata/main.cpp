#include <cstdio>
#include <string_view>

#include "cases.hpp"

int main(int count, char** arguments) {
    std::string folder;
    std::string filter;
    for (int i = 1; i < count; ++i) {
        std::string_view const argument = arguments[i];
        if (argument == "--serve") return coworks::jsonata::serve();
        if (argument == "--filter" && i + 1 < count) {
            filter = arguments[++i];
        } else {
            folder = argument;
        }
    }
    if (folder.empty()) {
        std::fputs("usage: jsonata-cases FOLDER [--filter GROUP] | --serve\n", stderr);
        return 2;
    }
    return coworks::jsonata::run_cases(folder, filter);
}
