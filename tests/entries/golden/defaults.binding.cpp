#include "defaults.hpp"
get_numbers