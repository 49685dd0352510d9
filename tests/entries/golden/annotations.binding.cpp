#include "annotations.hpp"
get