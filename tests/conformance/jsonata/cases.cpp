#include "cases.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "jsonata/jsonata.hpp"
#include "jsonata/syntax.hpp"

namespace coworks::jsonata {
namespace {

namespace fs = std::filesystem;

Json read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return Json::parse(text.str(), {.allow_lone_surrogates = true});
}

struct Outcome {
    Answer answer{};
    std::optional<JsonataError> error{};
};

class Runner {
public:
    explicit Runner(fs::path folder) : folder_(std::move(folder)) {}

    void group(fs::path const& path) {
        Json const cases = read(path);
        for (Json const& one : cases.items()) {
            std::string why;
            try {
                why = fault(one);
            } catch (std::exception const& error) {
                why = error.what();
            }
            if (why.empty()) {
                ++passed_;
                continue;
            }
            ++failed_;
            Json const& id = one["id"];
            std::printf("%s: %s\n    %s\n",
                        id.is_string() ? std::string(id.as_string()).c_str() : path.stem().string().c_str(),
                        why.c_str(), one["expr"].dump().c_str());
        }
    }
    int finish() const {
        std::printf("%zu passed, %zu failed\n", passed_, failed_);
        return failed_ == 0 ? 0 : 1;
    }

private:
    Json const* input(Json const& one) {
        if (Json const* const data = one.find("data")) return data;
        Json const& name = one["dataset"];
        if (!name.is_string()) return nullptr;
        std::string const key(name.as_string());
        auto const [found, is_new] = datasets_.try_emplace(key);
        if (is_new) found->second = read(folder_ / "datasets" / (key + ".json"));
        return &found->second;
    }

    Outcome run(Json const& one) {
        auto const expression = compile(one["expr"].as_string());
        if (!expression) return {.error = expression.error()};
        if (auto const again = compile(expression->print());
            !again || !same_tree(expression->syntax(), again->syntax()))
            return {.error = JsonataError{.code = "print", .message = "prints as " + expression->print()}};
        std::vector<Binding> bindings;
        if (Json const& given = one["bindings"]; given.is_object())
            for (Json::Member const& binding : given.members())
                bindings.push_back({.name = binding.name(), .value = &binding.value});
        SystemClock const clock;
        SystemRandom random;
        auto const start = std::chrono::steady_clock::now();
        Environment environment{.bindings = bindings, .clock = &clock, .random = &random};
        environment.elapsed = [start] { return std::chrono::steady_clock::now() - start; };
        if (one["timelimit"].is_number())
            environment.limits.time_max = std::chrono::milliseconds(one["timelimit"].as_int64());
        if (one["depth"].is_number()) environment.limits.depth_max = static_cast<std::size_t>(one["depth"].as_int64());
        auto const answer = expression->evaluate(input(one), environment);
        return answer ? Outcome{.answer = *answer} : Outcome{.error = answer.error()};
    }

    static bool contains(Json const& wanted, JsonataError const& error) {
        for (Json::Member const& entry : wanted.members()) {
            Json const& value = entry.value;
            if (entry.name() == "code" && value != Json(error.code)) return false;
            if (entry.name() == "token" && value != Json(error.token)) return false;
            if (entry.name() == "message" && value != Json(error.message)) return false;
            if (entry.name() == "position" && value != Json(error.position)) return false;
            if (entry.name() == "value" && (!error.value || value != *error.value)) return false;
        }
        return true;
    }

    std::string fault(Json const& one) {
        Outcome const outcome = run(one);
        Json const* const code = one.find("code");
        Json const* const wanted_error = one.find("error");
        if (code != nullptr || wanted_error != nullptr) {
            if (!outcome.error) return "no error, but " + text(outcome.answer);
            std::string const got = outcome.error->code + ' ' + outcome.error->message;
            if (code != nullptr && *code != Json(outcome.error->code)) return "wanted " + code->dump() + ", got " + got;
            if (one["token"].is_string() && one["token"] != Json(outcome.error->token))
                return "wanted token " + one["token"].dump() + ", got " + outcome.error->token;
            if (wanted_error != nullptr && wanted_error->is_object() && !contains(*wanted_error, *outcome.error))
                return "wanted " + wanted_error->dump() + ", got " + got + " at " +
                       std::to_string(outcome.error->position) + " token " + outcome.error->token;
            return {};
        }
        if (outcome.error) return "error " + outcome.error->code + ' ' + outcome.error->message;
        if (Json const* const result = one.find("result")) {
            if (outcome.answer.value && *outcome.answer.value == *result) return {};
            return "wanted " + result->dump() + ", got " + text(outcome.answer);
        }
        return outcome.answer.value ? "wanted nothing, got " + text(outcome.answer) : std::string();
    }

    static std::string text(Answer const& answer) {
        if (answer.is_function) return "a function";
        return answer.value ? answer.value->dump() : "nothing";
    }

    fs::path folder_;
    std::map<std::string, Json> datasets_;
    std::size_t passed_ = 0;
    std::size_t failed_ = 0;
};

}  // namespace

int run_cases(std::string const& folder, std::string const& filter) {
    std::vector<fs::path> groups;
    for (auto const& entry : fs::directory_iterator(fs::path(folder) / "groups")) {
        bool const wanted = filter.empty() || entry.path().stem().string().find(filter) != std::string::npos;
        if (wanted && entry.path().extension() == ".json") groups.push_back(entry.path());
    }
    std::ranges::sort(groups);
    Runner runner(folder);
    for (fs::path const& group : groups)
        runner.group(group);
    return runner.finish();
}

}  // namespace coworks::jsonata
