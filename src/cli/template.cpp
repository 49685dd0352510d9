#include "cli/template.hpp"

#include <string_view>

namespace coworks::cli {
namespace {

constexpr std::string_view kProject =
    R"(# The file of the project @NAME@. Everything has a default: an empty file would do.
# docs/project.md of CoWorks lists every key.
name: @NAME@

# services:
#   @NAME@:
#     memory: 256 MB
#     timeout: 10 s
#     secrets: [TOKEN]        # coworks::secret("TOKEN"); locally from the environment or .env
)";

constexpr std::string_view kHeader = R"(#pragma once

#include <coworks/tech.hpp>
#include <map>
#include <string>

/// The first service of @NAME@. Its public methods are its endpoints: the name gives verb and path, parameters
/// with a default come from the query or the body, those without from the path.
class @CLASS@ : public coworks::TechMicroservice {
public:
    /// Says hello. Open to everyone, because no_auth stands before it.
    COWORKS_ENTRY(no_auth)
    std::string get(std::string name = "world") const { return "Hello " + name + "!\n"; }  // GET /?name=Ann

    /// What is in stock. Guarded: every entry without no_auth asks the authorizer below.
    std::map<std::string, int> get_stock() const { return {{"apples", 3}, {"pears", 5}}; }  // GET /stock

    /// How many there are of one thing.
    int get_stock(std::string item) const { return item == "apples" ? 3 : 5; }  // GET /stock/{item}

    /// Decides who may call the guarded entries. Without this method they answer 401 to everyone. The token is the
    /// value of the header Authorization; TOKEN is a secret: `echo TOKEN=open-sesame >>.env`, and name it in
    /// project.cws.yml.
    coworks::Access token_authorizer(std::string_view token) override { return token == coworks::secret("TOKEN"); }
};
)";

constexpr std::string_view kTest =
    R"(// Built and run by `cws test`. tests/NAME_test.cpp is linked with the service NAME.
#include "@NAME@.hpp"

#include <coworks/test_client.hpp>
#include <gtest/gtest.h>

TEST(@CLASS@, says_hello_to_everyone) {
    auto client = coworks::TestClient::of<@CLASS@>();
    EXPECT_EQ(client.get("/?name=Ann").send().body, "Hello Ann!\n");
}

TEST(@CLASS@, shows_the_stock_to_those_who_may_see_it) {
    auto client = coworks::TestClient::of<@CLASS@>();
    EXPECT_EQ(client.get("/stock").send().status, 401);
}
)";

constexpr std::string_view kIgnore = R"(.cws/
.env
.env.*
)";

constexpr std::string_view kReadme = R"(# @NAME@

    cws run                                    # builds and serves on http://127.0.0.1:8000; saving a file swaps it in
    curl http://127.0.0.1:8000/@NAME@          # Hello world!
    curl http://127.0.0.1:8000/@NAME@/stock    # 401: guarded

To see the stock, give the authorizer a secret and pass it:

    echo TOKEN=open-sesame >>.env              # and run again: .env is read at the start of a worker
    curl -H 'Authorization: open-sesame' http://127.0.0.1:8000/@NAME@/stock

- `tech/@NAME@.hpp` is the service: a class whose public methods are its endpoints. Another header there is another service.
- `tests/@NAME@_test.cpp` is its unit test: `cws test`.
- `cws routes` lists what is served, `cws invoke @NAME@.get` calls an entry from the shell.
)";

std::string fill(std::string_view text, std::string const& name) {
    std::string out(text);
    for (auto const& [mark, value] : {std::pair<std::string_view, std::string>{"@NAME@", name},
                                      std::pair<std::string_view, std::string>{"@CLASS@", class_name(name)}}) {
        for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size())) {
            out.replace(at, mark.size(), value);
        }
    }
    return out;
}

}  // namespace

std::string class_name(std::string const& name) {
    std::string out;
    bool begins = true;
    for (char const c : name) {
        bool const separates = c == '-' || c == '_';
        if (!separates) out += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        begins = separates;
    }
    return out;
}

std::map<std::string, std::string> template_files(std::string const& name) {
    return {
        {"project.cws.yml", fill(kProject, name)},
        {"tech/" + name + ".hpp", fill(kHeader, name)},
        {"tests/" + name + "_test.cpp", fill(kTest, name)},
        {".gitignore", std::string(kIgnore)},
        {"README.md", fill(kReadme, name)},
    };
}

}  // namespace coworks::cli
