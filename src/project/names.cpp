#include "project/names.hpp"

#include <algorithm>

#include "base/digest.hpp"

namespace coworks::project {
namespace {

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool is_name(std::string_view name, std::string_view marks) noexcept {
    return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
        return is_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
    });
}

}  // namespace

std::string function_name(Project const& project, std::string_view service) {
    return project.name + "-" + project.stage.name + "-" + std::string(service);
}

std::string service_of(Project const& project, std::string_view function) {
    constexpr std::string_view kResource = ":function:";
    if (function.starts_with("arn:")) {
        auto const at = function.find(kResource);
        if (at == std::string_view::npos) return {};
        function.remove_prefix(at + kResource.size());
        function = function.substr(0, function.find(':'));
    }
    auto const prefix = function_name(project, "");
    if (function.starts_with(prefix) && project.services.contains(std::string(function.substr(prefix.size())))) {
        return std::string(function.substr(prefix.size()));
    }
    return project.services.contains(std::string(function)) ? std::string(function) : std::string();
}

std::string region(Environment const& environment) {
    auto const written = environment.find("AWS_REGION");
    return written && !written->empty() ? *written : "us-east-1";
}

std::string function_arn(std::string_view region, std::string_view account, std::string_view function) {
    return "arn:aws:lambda:" + std::string(region) + ":" + std::string(account) + ":function:" + std::string(function);
}

std::string connection_arn(Project const& project, std::string_view region, std::string_view connection) {
    std::string const name = function_name(project, connection);
    return "arn:aws:events:" + std::string(region) + ":" + std::string(kLocalAccount) + ":connection/" + name + "/" +
           derived_uuid(name);
}

std::string secret_parameter(Project const& project, std::string_view secret) {
    return "/" + project.name + "/" + project.stage.name + "/" + std::string(secret);
}

std::string project_name_of_folder(std::string_view folder) {
    std::string name;
    for (char const c : folder)
        name += is_letter(c) || is_digit(c) || c == '_' ? c : '-';
    auto const first = std::find_if(name.begin(), name.end(), is_letter);
    name.erase(name.begin(), first);
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? "project" : name;
}

bool is_project_name(std::string_view name) noexcept {
    return is_name(name, "-_");
}
bool is_service_name(std::string_view name) noexcept {
    return is_name(name, "-_");
}
bool is_stage_name(std::string_view name) noexcept {
    return is_name(name, "-");
}

}  // namespace coworks::project
