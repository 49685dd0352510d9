#include "local/states/names.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"

namespace coworks::local::states {

namespace {

std::string replaced(std::string_view arn, std::string_view kind, std::string_view by) {
    auto const at = arn.find(kind);
    if (at == std::string_view::npos) return std::string(arn);
    return std::string(arn.substr(0, at)) + std::string(by) + std::string(arn.substr(at + kind.size()));
}

}  // namespace

std::string execution_arn(std::string_view machine_arn, std::string_view execution) {
    return replaced(machine_arn, ":stateMachine:", ":execution:") + ":" + std::string(execution);
}

std::string express_arn(std::string_view machine_arn, std::string_view execution, std::string_view uuid) {
    return replaced(machine_arn, ":stateMachine:", ":express:") + ":" + std::string(execution) + ":" +
           std::string(uuid);
}

std::string map_run_machine_arn(std::string_view map_run_arn) {
    return replaced(map_run_arn.substr(0, map_run_arn.rfind(':')), ":mapRun:", ":stateMachine:");
}

std::string derived_name(std::string_view of, std::string_view and_of) {
    std::string text(of);
    text += '\n';
    text += and_of;
    // RFC 9562 section 5.8: version 8, whose bits are the maker's own.
    std::string bytes = digest(DigestKind::sha256, text).substr(0, 16);
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0f) | 0x80);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3f) | 0x80);
    std::string name = hex_encode(bytes);
    for (std::size_t const at : {20, 16, 12, 8})
        name.insert(at, 1, '-');
    return name;
}

}  // namespace coworks::local::states
