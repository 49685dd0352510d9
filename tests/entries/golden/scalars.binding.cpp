#include "scalars.hpp"
get_bool