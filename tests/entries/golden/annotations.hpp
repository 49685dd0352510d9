#pragma once

#include <coworks/tech.hpp>
#include <string>

class Annotations : public coworks::TechMicroservice {
public:
    /// Documented before the macro.
    COWORKS_ENTRY(no_auth)
    std::string get();

    COWORKS_ENTRY(no_auth, binary = "image/png", timeout = "1.5 s")
    /// Documented behind the macro.
    coworks::Bytes get_image(int id);

    COWORKS_ENTRY(path = "openapi.json") coworks::Json get_document();
    COWORKS_ENTRY(path = "/content/{id}/raw/") std::string get_raw(std::string id, int part);
    COWORKS_ENTRY(ignore) int get_cached_value();
    COWORKS_ENTRY(ignore) int get__internals();
    COWORKS_ENTRY(timeout = "2 min") void on_jobs(coworks::Json job);
    COWORKS_ENTRY() void delete_();
};
