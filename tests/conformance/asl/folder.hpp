#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace asl_cases {

/// A folder for one store, removed with it.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "asl-cases-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder " + name);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    std::string file() const { return path_ + "/states.db"; }

private:
    std::string path_;
};

}  // namespace asl_cases
