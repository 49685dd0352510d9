#include "templates.hpp"
get_items