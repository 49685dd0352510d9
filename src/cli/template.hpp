#pragma once

#include <map>
#include <string>

namespace coworks::cli {

/// The files of a new project, by their paths. `name` is the project's and its first service's.
std::map<std::string, std::string> template_files(std::string const& name);

/// "my-shop" as a class: MyShop.
std::string class_name(std::string const& name);

}  // namespace coworks::cli
