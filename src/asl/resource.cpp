#include <array>
#include <vector>

#include "asl/definition.hpp"

namespace coworks::asl {
namespace {

std::vector<std::string_view> split(std::string_view arn) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        std::size_t const end = arn.find(':', begin);
        parts.push_back(arn.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

}  // namespace

std::optional<Resource> parse_resource(std::string_view arn) {
    // arn:PARTITION:SERVICE:REGION:ACCOUNT:REST…
    std::vector<std::string_view> const parts = split(arn);
    if (parts.size() < 6 || parts[0] != "arn") return std::nullopt;
    Resource resource;
    resource.arn = arn;
    if (parts[2] == "lambda" && parts[5] == "function") {
        resource.via = Resource::Via::lambda;
        return resource;
    }
    if (parts[2] != "states") return std::nullopt;
    if (parts[5] == "activity") {
        resource.via = Resource::Via::activity;
        return resource;
    }
    // arn:aws:states:::SERVICE:ACTION[.PATTERN[:2]], arn:aws:states:::aws-sdk:SERVICE:ACTION[.PATTERN]
    std::size_t action = 6;
    resource.service = parts[5];
    if (parts[5] == "aws-sdk" && parts.size() > 6) {
        resource.service += ":" + std::string(parts[6]);
        action = 7;
    }
    if (parts.size() <= action || parts[action].empty()) return std::nullopt;
    for (std::size_t i = action; i < parts.size(); ++i) {
        if (i > action) resource.action += ':';
        resource.action += parts[i];
    }
    std::string_view const last = parts[action];
    if (last.ends_with(".sync")) {
        resource.pattern = Resource::Pattern::sync;
    } else if (last.ends_with(".waitForTaskToken")) {
        resource.pattern = Resource::Pattern::wait_for_task_token;
    }
    return resource;
}

}  // namespace coworks::asl
