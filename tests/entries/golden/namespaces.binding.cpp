#include "namespaces.hpp"
get_prices