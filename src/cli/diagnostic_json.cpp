#include "cli/diagnostic_json.hpp"

namespace coworks::cli {

Json to_json(Diagnostic const& fault) {
    return Json::object({{"file", fault.file},
                         {"line", fault.position.line},
                         {"column", fault.position.column},
                         {"severity", name_of(fault.severity)},
                         {"code", fault.code},
                         {"message", fault.message},
                         {"remedy", fault.remedy}});
}

}  // namespace coworks::cli
