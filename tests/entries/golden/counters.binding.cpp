#include "counters.hpp"
get