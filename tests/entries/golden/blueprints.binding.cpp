#include "blueprints.hpp"
get