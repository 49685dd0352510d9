#include "overloads.hpp"
get_counters