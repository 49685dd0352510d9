#include "entries/generator.hpp"

#include <filesystem>
#include <map>

#include "base/diagnostic.hpp"
#include "entries/cache.hpp"
#include "entries/describe.hpp"
#include "entries/emit.hpp"
#include "entries/header_reader.hpp"
#include "entries/translation_unit.hpp"
#include "entries/version.hpp"

namespace coworks::entries {
namespace {

namespace fs = std::filesystem;

Report machine_lacks(Error const& error) {
    return {.code = ExitCode::machine_lacks_something, .err = "cws-entries: " + error.text() + "\n"};
}

/// Everything but files that decides what is written.
std::string request_of(Options const& options, std::string const& program) {
    std::error_code ignored;
    auto const written = fs::last_write_time(program, ignored).time_since_epoch().count();
    std::string text =
        std::string(kVersion) + "\n" + std::to_string(written) + "\n" + fs::current_path(ignored).string();
    for (auto const* part : {&options.header, &options.service, &options.out, &options.compiler, &options.libclang})
        text += "\n" + *part;
    for (auto const& flag : options.flags)
        text += "\n" + flag;
    return text;
}

class Run {
public:
    Run(Options const& options, std::string const& program)
        : options_(options),
          started_(fs::file_time_type::clock::now()),
          folder_(options.out),
          stamp_((folder_ / "entries.stamp").string(), request_of(options, program)) {}

    Report run() {
        if (!options_.out.empty() && stamp_.load() && stamp_.is_current()) return finish_from_record();
        auto const api = open_clang(options_.libclang);
        if (!api) return machine_lacks(api.error());
        auto read = read_header(*api, {.header = options_.header,
                                       .service = options_.service,
                                       .flags = options_.flags,
                                       .compiler = options_.compiler});
        if (!read)
            return {.code = ExitCode::header_has_errors, .err = "cws-entries: error: " + read.error().text() + "\n"};
        if (!read->diagnostics.empty())
            return {.code = ExitCode::header_has_errors, .err = rendered(read->diagnostics)};

        Report report{.out = shown(read->model.service.interface)};
        if (!options_.out.empty()) {
            if (auto done = write(*read); !done) return machine_lacks(done.error());
        }
        return report;
    }

private:
    std::string path(char const* name) const { return (folder_ / name).string(); }
    std::vector<std::string> outputs() const { return {path("binding.cpp"), path("main.cpp"), path("interface.json")}; }

    std::string shown(interface::Interface const& interface) const {
        switch (options_.show) {
            case Options::Show::json:
                return to_json(interface).dump({.indent = 2}) + "\n";
            case Options::Show::text:
                return describe(interface);
            case Options::Show::nothing:
                break;
        }
        return {};
    }

    Result<void> write_depfile(std::vector<std::string> const& inputs) const {
        if (options_.depfile.empty()) return {};
        return write_if_changed(options_.depfile, depfile(path("binding.cpp"), inputs));
    }

    /// Nothing changed since the recorded run: its files are what this one would write.
    Report finish_from_record() const {
        Report report;
        if (options_.show != Options::Show::nothing) {
            auto text = read_file(path("interface.json"));
            if (!text) return machine_lacks(text.error());
            auto const interface = interface::interface_from_json(Json::parse(*text));
            if (!interface) return machine_lacks(interface.error());
            report.out = shown(*interface);
        }
        if (auto done = write_depfile(stamp_.inputs()); !done) return machine_lacks(done.error());
        return report;
    }

    Result<void> write(ReadResult const& read) {
        std::error_code error;
        fs::create_directories(folder_, error);
        if (error) return fail("cannot_write", "can't make the folder", folder_.string(), error.message());
        auto const header = fs::absolute(options_.header).lexically_normal().string();
        auto const texts = {emit_binding(read.model, header), emit_main(read.model.service),
                            to_json(read.model.service.interface).dump({.indent = 2}) + "\n"};
        auto text = texts.begin();
        for (auto const& file : outputs()) {
            if (auto done = write_if_changed(file, *text++); !done) return done;
        }
        if (auto done = write_depfile(read.dependencies); !done) return done;
        return remember(read.dependencies);
    }

    /// A file that was saved while we read is perhaps not the one that we read: then there is no record.
    Result<void> remember(std::vector<std::string> const& inputs) {
        std::error_code ignored;
        for (auto const& input : inputs) {
            if (fs::last_write_time(input, ignored) >= started_) {
                fs::remove(folder_ / "entries.stamp", ignored);
                return {};
            }
        }
        return stamp_.save(inputs, outputs());
    }

    Options const& options_;
    fs::file_time_type started_;
    fs::path folder_;
    Stamp stamp_;
};

}  // namespace

std::string rendered(std::vector<Diagnostic> const& diagnostics) {
    std::string text;
    std::map<std::string, std::string> sources;
    for (auto const& diagnostic : diagnostics) {
        auto [source, is_new] = sources.try_emplace(diagnostic.file);
        if (is_new && !diagnostic.file.empty()) source->second = read_file(diagnostic.file).value_or("");
        text += render(diagnostic, source->second);
    }
    return text;
}

Report run(Options const& options, std::string const& program) {
    return Run(options, program).run();
}

}  // namespace coworks::entries
