#include <cstdio>

#include "entries/generator.hpp"

int main(int argc, char** argv) {
    auto const line = coworks::entries::parse_command_line({argv + 1, argv + argc});
    if (line.ends) {
        std::fputs(line.text.c_str(), line.exit_code == 0 ? stdout : stderr);
        return line.exit_code;
    }
    auto const report = coworks::entries::run(line.options, "/proc/self/exe");
    std::fputs(report.out.c_str(), stdout);
    std::fputs(report.err.c_str(), stderr);
    return static_cast<int>(report.code);
}
