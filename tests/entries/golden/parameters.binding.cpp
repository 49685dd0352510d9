#include "parameters.hpp"
get_path