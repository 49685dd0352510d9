#include <cstdio>
#include <string_view>

#include "cases.hpp"

int main(int count, char** arguments) {
    std::string_view const argument = count == 2 ? arguments[1] : "";
    if (argument == "--serve") return coworks::jsonpath::serve();
    if (argument.empty() || argument.starts_with('-')) {
        std::fputs("usage: jsonpath-cases FILE | --serve\n", stderr);
        return 2;
    }
    return coworks::jsonpath::run_cases(std::string(argument));
}
