// The program around a service.

#include <fmt/format.h>
#include <unistd.h>
#include <coworks/detail/binding.hpp>

#include <cstdio>
#include <cstdlib>

#include "interface/model.hpp"
#include "lambda/loop.hpp"
#include "lambda/transport.hpp"
#include "tech/crash.hpp"
#include "tech/handler.hpp"

namespace coworks::detail {

namespace {

/// Lines to standard output in one write each, so that lines of several processes don't mix.
class StandardOutput final : public LogSink {
public:
    void write(std::string_view line) override {
        line_.assign(line);
        line_ += '\n';
        std::string_view rest = line_;
        while (!rest.empty()) {
            ssize_t const written = ::write(1, rest.data(), rest.size());
            if (written <= 0) return;
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
    }

private:
    std::string line_;
};

std::string environment(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

/// `cws run --debug`: nothing happens until a debugger is there (TracerPid, proc(5)).
void wait_for_debugger() {
    std::fprintf(stderr, "waiting for a debugger: gdb -p %d\n", ::getpid());
    while (true) {
        std::FILE* const status = std::fopen("/proc/self/status", "re");
        if (status == nullptr) return;
        char line[256];
        int tracer = 0;
        while (std::fgets(line, sizeof line, status) != nullptr && std::sscanf(line, "TracerPid: %d", &tracer) != 1) {
        }
        std::fclose(status);
        if (tracer != 0) return;
        ::usleep(50'000);
    }
}

int run(ClassBinding const& binding, std::string const& address) {
    if (!environment("COWORKS_DEBUG").empty()) wait_for_debugger();
    tech::report_crashes();
    std::string const announced = environment("COWORKS_CHANNEL");
    auto transport = announced.empty() ? lambda::runtime_api(address) : lambda::channel(announced, address);
    if (!transport) {
        std::fprintf(stderr, "%s\n", transport.error().text().c_str());
        return 1;
    }
    StandardOutput output;
    auto const refuse = [&](std::string_view text) {
        auto const answer = lambda::error_answer("Runtime.InitError", text);
        output.write(answer.payload);
        static_cast<void>((*transport)->fail_init({true, answer.error_type, answer.payload}));
        return 1;
    };
    try {
        // Under its own name: what _HANDLER says differs from one emulator to the next ("bootstrap", "app.handler").
        Dispatcher dispatcher(binding);
        tech::Handler handler(dispatcher, output);
        auto const ended = lambda::run(**transport, handler);
        if (!ended) std::fprintf(stderr, "%s\n", ended.error().text().c_str());
        return ended ? 0 : 1;
    } catch (std::exception const& error) {
        return refuse(fmt::format("the service can't start: {}", error.what()));
    } catch (...) {
        return refuse("the service can't start: its constructor threw something that is no std::exception");
    }
}

int describe(ClassBinding const& binding) {
    Dispatcher const dispatcher(binding);
    std::string const text = to_json(dispatcher.interface()).dump({.indent = 2}) + "\n";
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}

int explain(ClassBinding const& binding, char const* program) {
    Dispatcher const dispatcher(binding);
    auto const& interface = dispatcher.interface();
    std::string text = fmt::format("{} is the microservice {}{}{}\n\n", program, interface.name,
                                   interface.doc.empty() ? "" : ": ", interface.doc);
    for (auto const& entry : interface.entries) {
        if (entry.kind == interface::Entry::Kind::http) {
            text += fmt::format("  {:<7} {:<32} {}\n", interface::verb_text(entry.verb),
                                interface::path_text(entry.path), entry.signature);
        } else {
            text += fmt::format("  {:<40} {}\n", "message of " + entry.trigger, entry.signature);
        }
    }
    text +=
        "\nIt is a custom runtime of AWS Lambda: started with AWS_LAMBDA_RUNTIME_API it serves. `cws run` starts it on "
        "this\n"
        "machine. --describe prints the interface as JSON.\n";
    std::fputs(text.c_str(), stdout);
    return 0;
}

}  // namespace

int serve(int argc, char** argv, ClassBinding const& binding) {
    std::string_view const option = argc > 1 ? argv[1] : "";
    std::string const address = environment("AWS_LAMBDA_RUNTIME_API");
    try {
        if (option == "--describe") return describe(binding);
        if (option.empty() && !address.empty()) return run(binding, address);
        if (option.empty() || option == "--help" || option == "-h") return explain(binding, argv[0]);
    } catch (std::exception const& error) {
        std::fprintf(stderr, "%s: the service can't start: %s\n", argv[0], error.what());
        return 1;
    }
    std::fprintf(stderr, "%s: unknown option %s; there are --describe and --help\n", argv[0], argv[1]);
    return 2;
}

}  // namespace coworks::detail
