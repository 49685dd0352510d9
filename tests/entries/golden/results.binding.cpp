#include "results.hpp"
get_text