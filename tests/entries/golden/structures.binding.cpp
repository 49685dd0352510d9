#include "structures.hpp"
get_order