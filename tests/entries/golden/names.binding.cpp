#include "names.hpp"
get