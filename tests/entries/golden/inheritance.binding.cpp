#include "inheritance.hpp"
get_base